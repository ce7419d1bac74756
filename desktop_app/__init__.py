"""Chairside: permanence meetings minuted live, kept encrypted, signed and exported to Word."""

__version__ = "0.1.0"
