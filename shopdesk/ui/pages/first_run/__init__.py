"""The first minutes of a shop: six pages, none of them needed twice, all but the second to be skipped."""
