"""Engine `suppression`: which counts of a table of overlaps may be public without giving a small one away."""

from tequio.engines.suppression.suppressing import Published, TableIsWrong, suppress

__all__ = ["Published", "TableIsWrong", "suppress"]
