"""What leaves the shop on paper: one layout per document, drawn for a roll printer, the screen, PDF or office paper."""
