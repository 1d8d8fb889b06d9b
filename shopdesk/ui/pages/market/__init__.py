"""Selling away from the shop: goods go out to a market and come home; bills of a paper day are typed in."""
