"""Lazada Open Platform as its contract says: one gateway, signed parameters, errors inside HTTP 200."""
