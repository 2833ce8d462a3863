"""Groups of the same demand: proposed by the program, merged and split by people, always reversibly."""

from tequio.apps.register.grouping.deciding import confirm_group, merge_groups, split_group, undo_group_step
from tequio.apps.register.grouping.proposing import Proposed, propose_groups

__all__ = [
    "Proposed",
    "confirm_group",
    "merge_groups",
    "propose_groups",
    "split_group",
    "undo_group_step",
]
