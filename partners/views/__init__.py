"""Pages of partners, their focal points and agreements, and of the people who speak in the portal."""
