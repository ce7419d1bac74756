"""How is one question answered? A small widget for each kind, and one place that picks it."""
