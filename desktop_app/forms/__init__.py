"""What does a meeting ask? Forms as data, and the small typed model that reads them."""
