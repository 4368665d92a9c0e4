"""Lists: columns, sort, pages and download, the same for every record."""
