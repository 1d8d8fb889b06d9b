"""Shopee Open Platform v2 as its guides and schemas say: signed query, refresh tokens for one use, errors by name."""
