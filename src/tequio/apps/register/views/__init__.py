"""Pages of the register: a thin door on its queries and operations."""
