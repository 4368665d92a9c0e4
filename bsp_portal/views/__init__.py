"""Pages that join several floors, and the answers that belong to none."""
