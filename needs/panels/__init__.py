"""What several pages of assessments, needs and requests show together."""
