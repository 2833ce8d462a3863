"""The command `tequio`: a thin door on engines and operations."""
