"""tour: every screen, sheet and state of the window as a picture."""
