"""The interface for programs: a thin door on operations and queries."""
