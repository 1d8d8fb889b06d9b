"""A Vendure server, which a co-op or a whole country's platform may run: one server, a channel for each shop."""
