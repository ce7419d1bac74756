"""How is it printed?"""
