"""Which words of a provision are shown: those of a day, the official text before a digest of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tequio.apps.library.models import Provision, ProvisionText

DIGEST = ProvisionText.Kind.DIGEST.value
_FIRST = {ProvisionText.Kind.OFFICIAL: 0, ProvisionText.Kind.TRANSLATION: 1, ProvisionText.Kind.DIGEST: 2}
LANGUAGES = ("es", "en")


def preferred(texts: Iterable[ProvisionText], day: date) -> ProvisionText | None:
    """Give the text that counts on a day: official before translation before digest, the newest version.

    Args:
        texts: of one provision in one language, any versions.
        day: of which the words are wanted.
    """
    in_force = [text for text in texts if text.was_in_force(day)]
    return min(
        in_force, key=lambda text: (_FIRST[ProvisionText.Kind(text.kind)], -text.version), default=None
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader is shown of a provision in one language.

    Args:
        language: of the words.
        pieces: (provision, text): one, or one for each numbered paragraph of an article.
    """

    language: str
    pieces: tuple[tuple[Provision, ProvisionText], ...]

    @property
    def is_digest(self) -> bool:
        """Whether these are our words about it and not its own."""
        return self.pieces[0][1].is_digest

    @property
    def is_certified(self) -> bool:
        """Whether the depositary certifies all of them."""
        return all(text.is_certified for _provision, text in self.pieces)

    @property
    def first(self) -> ProvisionText:
        """The first text: it names the source, the heading and the version."""
        return self.pieces[0][1]

    @property
    def heading(self) -> str:
        """The heading above them, or an empty string."""
        return next((text.heading for _provision, text in self.pieces if text.heading), "")

    @property
    def plain(self) -> str:
        """All of the words; the paragraphs of an article are numbered."""
        if len(self.pieces) == 1:
            return self.pieces[0][1].words
        return "\n".join(f"{one.number.rpartition('.')[2]}. {text.words}" for one, text in self.pieces)


def words_of(provisions: Sequence[Provision], day: date) -> Mapping[int, Mapping[str, Words]]:
    """Give what is shown of provisions, in each language there is.

    An article that has no words of its own is shown by its paragraphs, and a letter by the paragraph that
    holds it. A digest is shown only where there is none of these.

    Args:
        provisions: which.
        day: of which the words are wanted.

    Returns:
        number of the provision -> language -> words.
    """
    wanted = {one.pk for one in provisions}
    above = {key for one in provisions for key in keys_above(one.key)}
    holders = {one.key: one for one in Provision.objects.filter(key__in=above)}
    parts = Provision.objects.filter(parent__in=wanted).order_by("order")
    parts_of: dict[int, list[Provision]] = {}
    for part in parts:
        parts_of.setdefault(part.parent_id or 0, []).append(part)
    everything = {one.pk: one for one in (*provisions, *parts, *holders.values())}
    rows: dict[tuple[int, str], list[ProvisionText]] = {}
    for row in ProvisionText.objects.filter(provision__in=list(everything)):
        rows.setdefault((row.provision_id, row.language), []).append(row)
    languages = {language for _pk, language in rows}

    def text_of(one: Provision, language: str) -> ProvisionText | None:
        return preferred(rows.get((one.pk, language), ()), day)

    found: dict[int, dict[str, Words]] = {}
    for one in provisions:
        for language in sorted(languages):
            held_by = [holders[key] for key in keys_above(one.key) if key in holders]
            texts = {
                each.pk: text
                for each in (one, *parts_of.get(one.pk, ()), *held_by)
                if (text := text_of(each, language))
            }
            shown = _shown(one, parts_of.get(one.pk, ()), held_by, language, texts)
            if shown:
                found.setdefault(one.pk, {})[language] = shown
    return found


def keys_above(key: str) -> list[str]:
    """Give the identifiers of what may hold a provision, the nearest first: ICCPR.14.3.g -> 14.3, 14."""
    parts = key.split(".")
    return [".".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]


def _shown(
    one: Provision,
    parts: Sequence[Provision],
    held_by: Sequence[Provision],
    language: str,
    texts: Mapping[int, ProvisionText],
) -> Words | None:
    official = {number: text for number, text in texts.items() if not text.is_digest}
    if one.pk in official:
        return Words(language, ((one, official[one.pk]),))
    pieces = tuple((part, official[part.pk]) for part in parts if part.pk in official)
    if pieces:
        return Words(language, pieces)
    holder = next((each for each in held_by if each.pk in official), None)
    if holder is not None:
        return Words(language, ((holder, official[holder.pk]),))
    return Words(language, ((one, texts[one.pk]),)) if one.pk in texts else None
