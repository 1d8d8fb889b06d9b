"""Orders by telephone or chat: the board of what is to be packed and fetched."""
