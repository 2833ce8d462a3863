"""Pages where documents come in."""
