"""Numbered text in, typed events, operations and sessions out."""
