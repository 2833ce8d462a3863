"""What the tests of the standards stand on; the made-up library is in `made_standards`."""

from made_standards import clerk, library, small_world

__all__ = ["clerk", "library", "small_world"]
