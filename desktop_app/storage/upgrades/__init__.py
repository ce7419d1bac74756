"""How does a store of before become one of today? A numbered step each, loaded when needed."""
