"""Bills found again: print once more, give money back, take back, confirm."""
