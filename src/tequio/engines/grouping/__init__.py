"""Engine `grouping`: passages -> proposed groups of the same demand, across bodies, cycles and languages."""

from tequio.engines.grouping.comparing import FEATURES, Policy, compare, features
from tequio.engines.grouping.engine import group_demands, shipped_policy
from tequio.engines.grouping.errors import GroupingError, PassageIsTwice, VectorsAreWrong
from tequio.engines.grouping.reading import bare_text, read_demands
from tequio.engines.grouping.types import Demand, Group, Likeness, Member, Passage, Readers

__all__ = [
    "FEATURES",
    "Demand",
    "Group",
    "GroupingError",
    "Likeness",
    "Member",
    "Passage",
    "PassageIsTwice",
    "Policy",
    "Readers",
    "VectorsAreWrong",
    "bare_text",
    "compare",
    "features",
    "group_demands",
    "read_demands",
    "shipped_policy",
]
