"""What does the council's page look like?"""
