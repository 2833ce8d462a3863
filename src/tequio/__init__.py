"""Tequio: the follow-through of international human-rights cooperation."""

__version__ = "0.1.0"
