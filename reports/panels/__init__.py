"""What several pages of the council reports show together."""
