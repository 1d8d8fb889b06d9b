"""Customers and the credit book."""
