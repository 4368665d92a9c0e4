"""Pages of assessments, needs and requests."""
