"""What goes to the online shops and comes from them."""
