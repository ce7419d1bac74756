"""What does the chair see?"""
