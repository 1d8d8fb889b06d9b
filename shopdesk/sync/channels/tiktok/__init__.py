"""TikTok Shop Partner API 202309 and later: a shop's listings, orders and money there."""
