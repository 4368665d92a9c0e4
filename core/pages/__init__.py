"""Pages that no floor owns alone: one record, lists of what belongs to it, health, the frame around every page."""
