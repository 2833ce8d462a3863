"""What instruments there are: for the command line, the search form and the list of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from tequio.apps.library.models import Instrument, ProvisionText
from tequio.apps.library.standards.texts import DIGEST


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument in a list.

    Args:
        code: of the instrument.
        kind: of the instrument.
        title: in English, or in the other language.
        texts: how many texts that are no digest.
        languages: of these.
        digests: how many texts are digests.
        is_certified: whether the depositary certifies every text.
    """

    code: str
    kind: str
    title: str
    texts: int
    languages: tuple[str, ...]
    digests: int
    is_certified: bool

    @property
    def mark(self) -> str:
        """What a reader must know of its words."""
        if not self.texts:
            return "digest, not the text"
        return "" if self.is_certified else "transcription not certified"


def overview() -> Iterable[Row]:
    """List all instruments, by kind and code."""
    languages: dict[int, set[str]] = {}
    kept = ProvisionText.objects.exclude(kind=DIGEST).order_by()
    for number, language in kept.values_list("instrument", "language").distinct():
        languages.setdefault(number, set()).add(language)
    counted = Instrument.objects.annotate(
        words=Count("texts", filter=~Q(texts__kind=DIGEST)),
        digests=Count("texts", filter=Q(texts__kind=DIGEST)),
        loose=Count("texts", filter=~Q(texts__kind=DIGEST) & Q(texts__is_certified=False)),
    )
    for one in counted.order_by("kind", "code"):
        yield Row(
            one.code,
            one.kind,
            one.said("title", "en"),
            one.words,
            tuple(sorted(languages.get(one.pk, ()))),
            one.digests,
            not one.loose,
        )
