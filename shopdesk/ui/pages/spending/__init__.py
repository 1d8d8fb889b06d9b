"""Money out: suppliers and what is owed to them, and what the shop spends besides goods."""
