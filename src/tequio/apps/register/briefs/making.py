"""The brief of a mechanism as it stands: from the records, with what people wrote in place of sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.register.briefs.errors import NothingToBrief
from tequio.apps.register.briefs.gathering import world_of
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.writing_over import Kept, kept_of, written_by_people
from tequio.apps.register.models import BriefSection, Mechanism
from tequio.engines import briefing as engine


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with what people wrote in it.

    Args:
        brief: as it is handed out.
        generated: as the records alone give it.
        kept: code of a section -> what a person wrote.
        marks: of all records that a text may name.
    """

    brief: engine.Brief
    generated: engine.Brief
    kept: dict[str, Kept]
    marks: frozenset[str]

    def plain(self, code: str) -> str:
        """Give what the records say in a section, as plain text with marks."""
        if code == engine.CLASSIFICATION:
            return self.generated.classification
        section = self.generated.section(code)
        return engine.as_plain(section, self.generated) if section else ""


def make(mechanism: Mechanism, language: str, places: Places, today: date | None = None) -> Made:
    """Make the brief for the next session of a mechanism.

    Args:
        mechanism: which.
        language: es or en.
        places: where records are read.
        today: the day on which it is made; today where it is left out.

    Raises:
        NothingToBrief: the mechanism has no session.
    """
    world = world_of(mechanism, today or timezone.localdate(), places)
    rows = list(BriefSection.objects.filter(mechanism=mechanism, language=language))
    written = written_by_people(rows)
    try:
        generated = engine.make_brief(world, language)
        brief = engine.make_brief(world, language, written) if written else generated
    except engine.NothingToBrief:
        raise NothingToBrief(
            _("%s has no session in the register; confirm the session of one of its documents first.")
            % mechanism.name
        ) from None
    made = Made(brief, generated, {}, frozenset(engine.records_of(world)))
    made.kept.update(kept_of(rows, made.plain))
    return made
