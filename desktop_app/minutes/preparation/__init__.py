"""What is prepared before the meeting, and read back from Word?"""
