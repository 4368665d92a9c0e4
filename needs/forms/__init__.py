"""What people type about assessments, needs and requests."""
