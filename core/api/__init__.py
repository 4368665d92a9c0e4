"""The API: one base for every resource, its fields and fast lists, pages, formats, limits and errors."""
