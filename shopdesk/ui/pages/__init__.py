"""One folder a page; the shell builds a page when it is first opened."""
