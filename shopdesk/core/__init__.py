"""Pure rules and values: no database, no window, no network."""
