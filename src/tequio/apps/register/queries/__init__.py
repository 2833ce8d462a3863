"""What the pages of the register ask; each module holds one subject."""

from tequio.apps.register.queries.matching import Match, Matches, matches_for

__all__ = ["Match", "Matches", "matches_for"]
