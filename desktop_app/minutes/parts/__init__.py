"""What lies inside a Word file, and is it safe to read?"""
