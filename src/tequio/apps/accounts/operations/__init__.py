"""What can be done with people and institutions, one function per use case."""
