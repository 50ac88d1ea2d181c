"""Widgets by the noun that is on screen."""
