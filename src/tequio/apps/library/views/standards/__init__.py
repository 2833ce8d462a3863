"""Pages of the standards: search, provisions, folders; the same as JSON."""
