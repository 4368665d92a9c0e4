"""Signing in: password or passkey, second factor, limits, mailed links, fresh proof, sessions; without pages."""
