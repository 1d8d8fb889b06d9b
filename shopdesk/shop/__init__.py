"""What a shop does: use cases over one desk. They check rights and rules themselves and never open or commit."""
