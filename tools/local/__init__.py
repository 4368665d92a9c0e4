"""Sets the portal up and runs it on one machine; standard library only: it runs before any install."""
