"""The records of the studies."""

from tequio.apps.studies.models.linkages import Linkage, PairCoding, PairResolution, ReviewPair
from tequio.apps.studies.models.lists import StudyList
from tequio.apps.studies.models.reports import StudyReport
from tequio.apps.studies.models.studies import OfStudy, Study, StudyRole

__all__ = [
    "Linkage",
    "OfStudy",
    "PairCoding",
    "PairResolution",
    "ReviewPair",
    "Study",
    "StudyList",
    "StudyReport",
    "StudyRole",
]
