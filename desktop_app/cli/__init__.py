"""What can IT, testers and support ask?"""
