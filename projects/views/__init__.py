"""Pages of projects, and the acts on them."""
