"""States and bodies named in a text, in English and Spanish, each under one canonical name.

The names are data: `parties.tsv`, one State or body a line, with its forms and adjectives in both
languages. A State's code is its ISO 3166 alpha-2 code; a body's is its usual English abbreviation.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A State or body named in a passage.

    Args:
        start: first character, an offset into the passage.
        end: one past the last.
        name: canonical name in the passage's language.
        code: stable identifier, the same in both languages ("MX", "EU", "OHCHR").
        is_adjective: named by its adjective ("Mexican", "estadounidenses").
    """

    start: int
    end: int
    name: str
    code: str
    is_adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    words: str
    code: str  # "" for a phrase that only looks like a party
    is_adjective: bool = False
    language: str | None = None  # only in texts of this language; None: in any
    lower: bool = False  # written in lower case in running text
    capitals: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "capitals", self.words.upper())


# Phrases that hold a party's name and name something else; they are read over.
_NOT_PARTIES = (
    "Mexico City",
    "Ciudad de México",
    "Estado de México",
    "New Mexico",
    "Nuevo México",
    "Gulf of Mexico",
    "Golfo de México",
    "Guatemala City",
    "Ciudad de Guatemala",
    "Panama City",
    "Ciudad de Panamá",
    "Panama Canal",
    "Canal de Panamá",
    "Kuwait City",
    "Brasilia City",
    "Ciudad del Vaticano",
    "Latin American",
    "Central American",
    "North American",
    "South American",
    "Inter-American",
    "Ibero-American",
    "Pan American",
    "African American",
    "Native American",
    "United Nations Plaza",
    "U.S. Virgin Islands",
    "British Columbia",
    "Northern Ireland",
    "Irlanda del Norte",
    "Indian Ocean",
    "South China Sea",
    "East China Sea",
    "Golfo de Guinea",
    "Gulf of Guinea",
    "Gulf of Oman",
    "Nueva Guinea",
    "Nuevo León",
)

# States whose name is also a person's given or family name.
_ALSO_GIVEN_NAMES = frozenset(
    {"Mauricio", "Israel", "Chad", "Jordan", "Georgia", "Kenia", "Francia", "España"}
)

_WORD = re.compile(r"\w+")
_NEXT_IS_NAME = re.compile(r" [A-ZÁÉÍÓÚÑÜ][a-záéíóúñü]+")
_LAST_WORD = re.compile(r"(\w+)[\s'’-]*$")


def _inflected(adjective: str) -> tuple[str, ...]:
    """Give the four forms of a Spanish adjective of nationality from its masculine singular."""
    if adjective.endswith("o"):
        stem = adjective[:-1]
        return stem + "o", stem + "a", stem + "os", stem + "as"
    plain = {"é": "e", "á": "a", "ó": "o", "í": "i"}
    if adjective[-1] in "sn" and adjective[-2] in plain:
        stem = adjective[:-2] + plain[adjective[-2]] + adjective[-1]
        return adjective, stem + "a", stem + "es", stem + "as"
    if adjective[-1] in "íú":
        return adjective, adjective + "es", adjective + "s"
    if adjective[-1] == "l":
        return adjective, adjective + "a", adjective + "es", adjective + "as"
    if adjective[-1] == "r":
        return adjective, adjective + "es"
    return adjective, adjective + "s"


def _list(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]


@cache
def _names() -> dict[str, dict[str, str]]:
    """Canonical names: code -> language -> name."""
    return {row["code"]: {"en": row["en"], "es": row["es"]} for row in _rows()}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    source = resources.files("tequio.engines.extraction").joinpath("parties.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines, delimiter="\t"))


def _row_forms(row: dict[str, str]) -> list[_Form]:
    code = row["code"]
    forms = []
    for language in ("en", "es"):
        for words in (row[language], *_list(row[f"{language}_forms"])):
            # A short abbreviation means different things in the two languages: EU, UN, US.
            short = words.replace(".", "").isupper() and len(words.replace(".", "")) <= 3
            forms.append(_Form(words, code, language=language if short else None))
    forms += [_Form(words, code, is_adjective=True) for words in _list(row["en_adjectives"])]
    for adjective in _list(row["es_adjectives"]):
        forms += [_Form(words, code, is_adjective=True, lower=True) for words in _inflected(adjective)]
    return forms


@cache
def _index() -> dict[str, tuple[_Form, ...]]:
    """Forms by their first word as a text may write it, longest first."""
    grouped: dict[str, list[_Form]] = {}
    forms = [form for row in _rows() for form in _row_forms(row)] + [
        _Form(words, "") for words in _NOT_PARTIES
    ]
    for form in dict.fromkeys(forms):
        first = _WORD.search(form.words)
        assert first is not None
        _put(grouped, first.group(), form)
        bare = form.words.translate(_UNACCENTED)
        if bare != form.words and not form.lower:
            plain = _Form(bare, form.code, form.is_adjective, form.language, form.lower)
            _put(grouped, bare[first.start() : first.end()], plain)
    return {
        key: tuple(sorted(dict.fromkeys(group), key=lambda form: -len(form.words)))
        for key, group in grouped.items()
    }


def _put(grouped: dict[str, list[_Form]], first: str, form: _Form) -> None:
    """Enter a form under its first word in each case in which `_stands_at` takes it."""
    for written in {first, first.upper(), *([first[:1].upper() + first[1:]] if form.lower else ())}:
        grouped.setdefault(written, []).append(form)


_UNACCENTED = str.maketrans("áéíóúüÁÉÍÓÚãô", "aeiouuAEIOUao")


def _stands_at(form: _Form, words: str, start: int) -> bool:
    """Say whether a form stands at a place in a passage, as a whole word and in the right case."""
    if not words.startswith(form.words, start):
        # Headings in capitals; Spanish adjectives are lower case except at the start of a heading.
        capitals = len(form.words) > 3 and words.startswith(form.capitals, start)
        opening = form.lower and words.startswith(form.capitals[:1] + form.words[1:], start)
        if not (capitals or opening):
            return False
    end = start + len(form.words)
    if end < len(words) and (words[end].isalnum() or (words[end] in "$_" and form.words.isupper())):
        return False
    if form.words in _ALSO_GIVEN_NAMES:
        before = words[max(0, start - 40) : start]
        last = _LAST_WORD.search(before)
        return not _NEXT_IS_NAME.match(words, end) and not (
            last is not None and before.endswith(" ") and last.group(1).istitle() and len(last.group(1)) > 3
        )
    # "en español" names a language.
    return not (form.lower and words[max(0, start - 3) : start].lower() == "en ")


def find_parties(words: str, language: str | None = None) -> tuple[PartyMention, ...]:
    """Find the States and bodies that a passage names.

    Args:
        words: a passage in one line (as `tequio.text.Flow.words`); line ends inside a name are not read over.
        language: ISO 639-1 code of the passage; canonical names are Spanish for "es", English otherwise.

    Returns:
        Mentions in reading order, not overlapping, the longest name at each place.
    """
    return _find(words, "es" if language == "es" else "en")


@lru_cache(maxsize=512)  # the readers of a meeting's parties, of its people and of its undertakings ask again
def _find(words: str, tongue: str) -> tuple[PartyMention, ...]:
    words = words.replace("’", "'")
    index, names = _index(), _names()
    if index.keys().isdisjoint(_WORD.findall(words)):
        return ()
    mentions: list[PartyMention] = []
    at = 0
    for word in _WORD.finditer(words):
        forms = index.get(word.group())
        if forms is None or word.start() < at:
            continue
        for form in forms:
            if form.language not in (None, tongue) or not _stands_at(form, words, word.start()):
                continue
            at = word.start() + len(form.words)
            if form.code:
                name = names[form.code][tongue]
                mentions.append(PartyMention(word.start(), at, name, form.code, form.is_adjective))
            break
    return tuple(mentions)


def canonical(name: str, language: str | None = None) -> str | None:
    """Give the canonical name of a State or body.

    Args:
        name: any known form of it and nothing else, e.g. "the UK", "los Estados Unidos".
        language: "es" for the Spanish name, otherwise the English one.

    Returns:
        The canonical name, or None where the name is not known.
    """
    bare = re.sub(r"^(?:the|los|las|el|la)\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    for tongue in dict.fromkeys((language, "en", "es")):
        for mention in find_parties(bare, tongue):
            if mention.start == 0 and mention.end == len(bare) and not mention.is_adjective:
                return party_name(mention.code, language)
    return None


def party_name(code: str, language: str | None = None) -> str:
    """Give the canonical name for a code; raises KeyError where the code is not known."""
    return _names()[code]["es" if language == "es" else "en"]
