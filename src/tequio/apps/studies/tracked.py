"""What of the studies the log vouches for: who decided what; nothing of what a list holds.

Keys and places of sealed files are left out: a list that is destroyed loses them, and the fact of it stands
in its other columns. How far work is stands nowhere in the log: its result, or why it was refused, does.
"""

from tequio.apps.ledger.tracking import Part, Tracked
from tequio.apps.studies.models import (
    Linkage,
    PairCoding,
    PairResolution,
    Study,
    StudyList,
    StudyReport,
    StudyRole,
)

_SEALED = frozenset({"place", "key"})
_MOVING = frozenset({"state", "progress", "beat"})
# The pair itself is a proposal of the program; what is vouched for is which records a person judged.
_PAIR = {"linkage": "pair__linkage_id", "left": "pair__left", "right": "pair__right"}

TRACKED = (
    Tracked("study", Study, parts={"roles": Part(StudyRole, "study")}),
    Tracked("study-list", StudyList, without=_SEALED),
    Tracked("study-linkage", Linkage, without=_SEALED | _MOVING, linked=("lists",)),
    Tracked("study-coding", PairCoding, quoted=_PAIR),
    Tracked("study-resolution", PairResolution, quoted=_PAIR),
    Tracked("study-report", StudyReport, without=_MOVING),
)
