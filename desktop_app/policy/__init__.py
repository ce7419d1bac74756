"""What does this council expect?"""
