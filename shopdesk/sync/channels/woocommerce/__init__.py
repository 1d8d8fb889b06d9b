"""A shop of one's own on WooCommerce: its REST API v3, with a pair of keys that the owner makes and pastes."""
