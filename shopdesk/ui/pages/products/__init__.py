"""Goods: the list and the editor."""
