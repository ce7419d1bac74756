"""What do the tables that other programs put on the clipboard say?"""
