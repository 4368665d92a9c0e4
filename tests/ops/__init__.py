"""Setting up, starting, stopping and checking the project."""
