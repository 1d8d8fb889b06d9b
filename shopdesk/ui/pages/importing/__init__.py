"""Bringing goods in from files, and taking them out."""
