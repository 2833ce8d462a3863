"""Finding the mechanism that somebody names on the command line."""

from __future__ import annotations

from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from tequio.apps.register.briefs.errors import MechanismUnknown
from tequio.apps.register.models import Mechanism, MechanismSpelling
from tequio.text import fold

# Names that are offered where none fits.
_OFFERED = 4


def mechanism_named(written: str) -> Mechanism:
    """Find a mechanism by its number, its name in either language, or a part of one that only it has.

    Raises:
        MechanismUnknown: none fits, or several do; the sentence lists near names with their numbers.
    """
    words = " ".join(written.split())
    if words.isascii() and words.isdigit():
        found = list(Mechanism.objects.filter(pk=int(words[:18])))
    else:
        spelt = MechanismSpelling.objects.filter(folded=fold(words)).values("mechanism")
        found = list(Mechanism.objects.filter(pk__in=spelt))
    everybody = {one.pk: one for one in Mechanism.objects.all()} if len(found) != 1 else {}
    if not found and fold(words):
        found = [one for one in everybody.values() if _holds(one, words)]
    if len(found) == 1:
        return found[0]
    if not everybody:
        raise MechanismUnknown(
            _("The register has no mechanism yet; confirm the session of a document first.")
        )
    near = found or sorted(everybody.values(), key=lambda one: -_likeness(one, words))
    listed = "; ".join(f"{one.pk} {one.name}" for one in near[:_OFFERED])
    sentence = (
        _("Several mechanisms fit “%(written)s”; name one by its number: %(near)s.")
        if found
        else _("The register has no mechanism “%(written)s”; the nearest are: %(near)s.")
    )
    raise MechanismUnknown(sentence % {"written": words, "near": listed})


def _holds(one: Mechanism, words: str) -> bool:
    wanted = set(fold(words).split())
    return any(wanted <= set(fold(name).split()) for name in (one.name_es, one.name_en))


def _likeness(one: Mechanism, words: str) -> float:
    return max(
        SequenceMatcher(None, fold(words), fold(name)).ratio() for name in (one.name_es, one.name_en) if name
    )
