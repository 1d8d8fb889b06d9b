"""WooCommerce REST API v3 as version 7.9.0 answers over plain http: OAuth 1.0a, real statuses, its own words."""
