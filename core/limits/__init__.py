"""How much of the portal one client may take, so that it stays quick for the others (docs/design/security.md#rates)."""
