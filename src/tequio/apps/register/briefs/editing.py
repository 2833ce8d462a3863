"""Writing a section of a brief oneself, and going back to what the records give."""

from __future__ import annotations

from tequio.apps.accounts.models import User
from tequio.apps.register.briefs.making import Made
from tequio.apps.register.briefs.writing_over import Desk, take_back, write_over
from tequio.apps.register.models import BriefSection, Mechanism
from tequio.apps.register.models.briefs import WrittenSection
from tequio.engines import briefing as engine


def keep_section(mechanism: Mechanism, by: User, made: Made, code: str, words: str) -> WrittenSection:
    """Keep what a person wrote in place of a section of a mechanism's brief.

    Raises:
        NotAllowed, WrongValue, NothingToDo: as `write_over` says.
    """
    desk = Desk(
        BriefSection,
        ("mechanism", mechanism),
        made.brief.language,
        engine.SECTIONS,
        made.marks,
        made.plain,
        made.kept,
    )
    return write_over(desk, by, code, words)


def drop_section(mechanism: Mechanism, by: User, code: str, language: str) -> None:
    """Go back to what the records give.

    Raises:
        NotAllowed, NothingToDo: as `take_back` says.
    """
    desk = Desk(
        BriefSection, ("mechanism", mechanism), language, engine.SECTIONS, frozenset(), lambda _code: "", {}
    )
    take_back(desk, by, code)
