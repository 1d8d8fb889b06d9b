"""Orders that come from channels: taken in, kept, packed, sent, sold, cancelled, brought back."""
