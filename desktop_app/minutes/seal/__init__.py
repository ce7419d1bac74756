"""Who signed the file, and does it stand as it was signed?"""
