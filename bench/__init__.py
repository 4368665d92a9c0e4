"""How fast the portal is, measured beside references in one run (docs/performance.md)."""
