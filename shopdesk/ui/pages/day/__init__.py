"""The day at the drawer: opened, looked at, counted, closed."""
