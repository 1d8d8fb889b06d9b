"""Labels for shelf and goods: chosen, looked at, printed."""
