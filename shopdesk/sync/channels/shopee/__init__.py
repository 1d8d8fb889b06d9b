"""Shopee Open Platform v2: a shop's listings, orders and money there."""
