"""What can the chair do?"""
