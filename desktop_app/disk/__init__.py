"""How a file comes onto a disk whole, and what is said when it cannot."""
