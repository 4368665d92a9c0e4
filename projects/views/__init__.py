"""Pages of projects, and the doors to what is done with them."""
