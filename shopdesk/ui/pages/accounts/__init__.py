"""The shop's accounts at online shops."""
