"""Pages of the council reports, and the acts on them."""
