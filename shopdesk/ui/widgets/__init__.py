"""The parts every page is made of. The only place, with paper, where raw text widgets of Qt are touched."""
