"""Entering a mechanism under its names, never a second time silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.models import Mechanism, MechanismSpelling
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.errors import AlreadyThere, WrongValue
from tequio.apps.register.operations.made import Made, named_institution
from tequio.apps.register.queries.matching import mechanisms_like
from tequio.engines.naming import bare_title
from tequio.text import fold


@dataclass(frozen=True, slots=True)
class NewMechanism:
    """A mechanism to be entered.

    Args:
        name_es: its name in Spanish, without edition; one of the two names is needed.
        name_en: in English.
        kind: a value of `Mechanism.Kind`.
        parties: institutions, their numbers or names; those of the session where left out.
        cadence_months: months between sessions, or None.
        established: year, month or day, or "".
        although_similar: the person has seen the mechanism of a like name and means another.
    """

    name_es: str = ""
    name_en: str = ""
    kind: str = Mechanism.Kind.OTHER
    parties: Sequence[Institution | int | str] = ()
    cadence_months: int | None = None
    established: str = ""
    although_similar: bool = False


def enter_mechanism(new: NewMechanism, parties: list[Institution], language: str, made: Made) -> Mechanism:
    """Enter a new mechanism with its spellings.

    Args:
        new: as the person named it.
        parties: those of the session, taken where the mechanism's own are not given.
        language: of the document, for new institutions' names.
        made: is told of the mechanism.

    Raises:
        AlreadyThere: the register holds one that is certainly the same.
        WrongValue: a field cannot hold its value.
    """
    names = {"name_es": bare_title(new.name_es)[:400], "name_en": bare_title(new.name_en)[:400]}
    _check(new, names)
    its_parties = [named_institution(party, language) for party in new.parties] or parties
    if not new.although_similar:
        for name in filter(None, names.values()):
            alike = mechanisms_like(name, [party.code or party.name for party in its_parties])
            if alike and alike[0].is_certain:
                sentence = _(
                    "The register already holds this mechanism: %s. Choose it, or say it is another."
                )
                raise AlreadyThere(sentence % alike[0].thing)
    with recorded(None, "enter"):
        mechanism = Mechanism.objects.create(
            **names, kind=new.kind, cadence_months=new.cadence_months, established=new.established
        )
        note_new(mechanism)
        mechanism.parties.set(its_parties)
        made.note(mechanism)
        for language_, name in (("es", names["name_es"]), ("en", names["name_en"])):
            add_mechanism_spelling(mechanism, name, language_)
    return mechanism


def add_mechanism_spelling(mechanism: Mechanism, name: str, language: str) -> None:
    """Remember how a mechanism's name is written, without edition; a known spelling is left as it is."""
    text = bare_title(name)[:400]
    if text.strip():
        with recorded(None, "spell"):
            note(mechanism)
            MechanismSpelling.objects.get_or_create(
                mechanism=mechanism, folded=fold(text), defaults={"text": text, "language": language[:8]}
            )


def _check(new: NewMechanism, names: dict[str, str]) -> None:
    if not any(name.strip() for name in names.values()):
        raise WrongValue(_("Name the mechanism in Spanish or English."))
    if new.kind not in Mechanism.Kind.values:
        raise WrongValue(_("“%s” is no kind of mechanism.") % new.kind)
    if new.established and (last_day(new.established) is None or len(new.established) > 10):
        raise WrongValue(_("Write when it was established as 2025-06-30, 2025-06 or 2025."))
    if new.cadence_months is not None and not 0 < new.cadence_months < 1200:
        raise WrongValue(_("Write the months between sessions as a whole number above 0."))
