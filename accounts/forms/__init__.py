"""What people type to sign in, and about their own account."""
