"""Lazada Open Platform."""
