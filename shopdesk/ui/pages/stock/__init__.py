"""The store room: goods in, counted, carried, graded, thrown away; its papers and its cards."""
