"""The comparison of persons' names: given names and surnames, in Spanish-speaking, indigenous and English use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.columns import Codes, Numbering, counted_codes
from tequio.engines.linkage.folding import sound
from tequio.engines.linkage.kernels import packed
from tequio.engines.linkage.names import MOST_GIVEN, Name, is_placeholder, parse_full, parse_parts
from tequio.engines.linkage.person_kernel import Words, compare_persons
from tequio.engines.linkage.types import Outcome
from tequio.engines.linkage.wordlists import nicknames

_MISSING = Outcome("missing", "not known on one side", "no se sabe en un lado", 1.0)

GIVEN: tuple[Outcome, ...] = (
    _MISSING,
    Outcome("different", "different given names", "nombres distintos", 0.03),
    Outcome("resembles", "given names that resemble one another", "nombres parecidos", 0.03),
    Outcome("initial", "an initial that agrees", "una inicial que coincide", 0.02),
    Outcome("partial", "one given name of several is the same", "un nombre de varios es el mismo", 0.04),
    Outcome("close", "given names a typing error apart", "nombres a un error de tecleo", 0.07),
    Outcome("sounds", "given names that sound the same", "nombres que suenan igual", 0.03),
    Outcome("nickname", "a given name and its short form", "un nombre y su hipocorístico", 0.04),
    Outcome(
        "part", "given names of which one side writes fewer", "nombres de los que un lado escribe menos", 0.1
    ),
    Outcome("same", "the same given names", "los mismos nombres", 0.64),
)
SURNAME: tuple[Outcome, ...] = (
    _MISSING,
    Outcome("different", "different surnames", "apellidos distintos", 0.03),
    Outcome("resembles", "surnames that resemble one another", "apellidos parecidos", 0.03),
    Outcome("crossed", "the only surname is the other's second", "el único apellido es el segundo del otro", 0.02),
    Outcome("second", "the second surname is the same, the first is not", "coincide sólo el segundo apellido", 0.02),
    Outcome("first", "the first surname is the same, the second is not", "coincide sólo el primer apellido", 0.02),
    Outcome("first_resembles", "the first is the same, the second resembles", "el primero igual, el segundo parecido", 0.02),
    Outcome("close", "surnames a typing error apart", "apellidos a un error de tecleo", 0.06),
    Outcome("sounds", "surnames that sound the same", "apellidos que suenan igual", 0.03),
    Outcome("swapped", "the two surnames exchanged", "los dos apellidos en orden inverso", 0.02),
    Outcome("dropped", "the same surname; no second one to compare", "el mismo apellido; no hay segundo que comparar", 0.3),
    Outcome("both_close", "both surnames, one with another spelling", "ambos apellidos, uno con otra grafía", 0.1),
    Outcome("same", "both surnames the same", "los dos apellidos iguales", 0.3),
    Outcome("other_order", "the same words of the name in another order", "las mismas palabras del nombre en otro orden", 0.03),
)  # fmt: skip
# Levels whose chance depends on how frequent the shared names are.
GIVEN_BY_CHANCE = (7, 8, 9)
SURNAME_BY_CHANCE = (3, 4, 5, 6, 9, 10, 12, 13)


class Persons:
    """Names of all records, ready to be compared.

    Args:
        name: of the field.
        parts: part -> values of all records, as in `settings.KINDS["person"]`.
    """

    def __init__(self, name: str, parts: Mapping[str, Sequence[str]]) -> None:
        self.names: tuple[str, ...] = (f"{name}, given", f"{name}, surnames")
        self.outcomes: tuple[tuple[Outcome, ...], ...] = (GIVEN, SURNAME)
        self.by_chance: tuple[tuple[int, ...], ...] = (GIVEN_BY_CHANCE, SURNAME_BY_CHANCE)
        self._number(parse_names(parts))
        # Whether something stands in the place of the name: "NN", "no identificado".
        self.unidentified = _placeholders(parts)
        self.known: NDArray[np.bool_] = (self._given[:, 0] >= 0) | (self._surnames >= 0).any(axis=1)
        self.unidentified &= ~self.known

    def _number(self, parsed: Sequence[Name]) -> None:
        numbering = Numbering()
        self._given = np.full((len(parsed), MOST_GIVEN), -1, dtype=np.int32)
        self._surnames = np.full((len(parsed), 2), -1, dtype=np.int32)
        for at, name in enumerate(parsed):
            for slot, word in enumerate(name.given):
                self._given[at, slot] = numbering.of(word)
            self._surnames[at, 0] = numbering.of(name.paternal)
            self._surnames[at, 1] = numbering.of(name.maternal)
        self._words = _words(numbering, self._given, self._surnames)
        self._together = _given_together(self._given, self._words.given_chance)

    def compare(
        self,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        levels: NDArray[np.uint8],
        chances: NDArray[np.float32],
    ) -> None:
        """Fill levels and log2 chances of pairs; shapes (pairs, 2)."""
        compare_persons(
            self._words, self._given, self._surnames, self._together, left, right, levels, chances
        )

    def keys(self) -> dict[str, Codes]:
        """Give the keys that records can be blocked by; shape (records,), or (records, 2) where one has two."""
        sounds, named = self._words.sounds, self._words.names[:, 0]
        # A nickname goes by the first name that it stands for, any other word by its sound.
        classes = np.where(named >= 0, sounds[named], sounds) if len(named) else sounds
        starts = self._starts(3)
        given = _looked_up(classes, self._given[:, 0])
        return {
            "given": given,
            "any_given": _looked_up(classes, self._given[:, :2]),
            "surname": _looked_up(sounds, self._surnames[:, 0]),
            "any_surname": _looked_up(sounds, self._surnames),
            "second_surname": _looked_up(sounds, self._surnames[:, 1]),
            "any_name": _looked_up(classes, np.column_stack([self._given[:, 0], self._surnames[:, 0]])),
            "two_names": _both(_looked_up(classes, np.column_stack([self._given[:, :2], self._surnames]))),
            "surname_start": _looked_up(starts, self._surnames[:, 0]),
            "given_start": _looked_up(starts, self._given[:, 0]),
        }

    def _starts(self, length: int) -> Codes:
        numbering = Numbering()
        points, starts = self._words.points, self._words.starts
        return np.array(
            [numbering.of("".join(map(chr, points[a : min(a + length, b)]))) for a, b in pairwise(starts)],
            dtype=np.int32,
        )  # fmt: skip


def parse_names(parts: Mapping[str, Sequence[str]]) -> list[Name]:
    """Take apart the names of all records; each different name once."""
    size = len(next(iter(parts.values())))
    empty = [""] * size
    full = parts.get("full", empty)
    given = parts.get("given", empty)
    paternal = parts.get("paternal", empty)
    if "surname" in parts:
        paternal = [p or s for p, s in zip(paternal, parts["surname"], strict=True)]
    maternal = parts.get("maternal", empty)
    seen: dict[tuple[str, str, str, str], Name] = {}
    found = []
    for written in zip(full, given, paternal, maternal, strict=True):
        name = seen.get(written)
        if name is None:
            name = parse_parts(*written[1:])
            if not name and written[0]:
                name = parse_full(written[0])
            seen[written] = name
        found.append(name)
    return found


def _given_together(given: Codes, chance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give how much more frequent given names are than the product of their words, log2, shape (records,)."""
    _, whole, counts = np.unique(given, axis=0, return_inverse=True, return_counts=True)
    found = chances_of(counts, int((given[:, 0] >= 0).sum()))[whole.reshape(-1)]
    apart = np.where(given >= 0, _looked_up_chance(chance, given), 0).sum(axis=1)
    return np.where(given[:, 1] >= 0, np.maximum(0, found - apart), 0).astype(np.float32)


def _looked_up_chance(chance: NDArray[np.float32], codes: Codes) -> NDArray[np.float32]:
    return chance[codes] if len(chance) else np.zeros(codes.shape, dtype=np.float32)


def _placeholders(parts: Mapping[str, Sequence[str]]) -> NDArray[np.bool_]:
    found = np.zeros(len(next(iter(parts.values()))), dtype=np.bool_)
    for values in parts.values():
        seen = {value: is_placeholder(value) for value in set(values)}
        found |= np.array([seen[value] for value in values], dtype=np.bool_)
    return found


def _both(words: Codes) -> Codes:
    """Give pairs of words whichever comes first, so that names in one another's columns meet.

    Args:
        words: two given names and two surnames, shape (records, 4).

    Returns:
        Each pair but that of the given names, numbered, shape (records, 5); -1 where one is missing.
    """
    width = int(words.max(initial=0)) + 1
    columns = []
    for one, other in ((0, 2), (0, 3), (1, 2), (1, 3), (2, 3)):
        a, b = words[:, one].astype(np.int64), words[:, other].astype(np.int64)
        columns.append(np.where((a >= 0) & (b >= 0), np.minimum(a, b) * width + np.maximum(a, b), -1))
    found, numbers = np.unique(np.column_stack(columns), return_inverse=True)
    missing = int(len(found) > 0 and found[0] < 0)  # sorted first
    return (numbers.reshape(len(words), 5) - missing).astype(np.int32)


def _looked_up(table: NDArray[np.int32], codes: Codes) -> Codes:
    if not len(table):
        return np.full_like(codes, -1)
    return np.where(codes >= 0, table[codes], -1).astype(np.int32)


def _words(numbering: Numbering, given: Codes, surnames: Codes) -> Words:
    known = nicknames()
    for word in list(numbering.strings):
        for stands in known.get(word, ())[:3]:
            numbering.of(stands)
    strings = numbering.strings
    names = np.full((len(strings), 3), -1, dtype=np.int32)
    for at, word in enumerate(strings):
        for slot, stands in enumerate(known.get(word, ())[:3]):
            names[at, slot] = numbering.of(stands)
    for at in set(names[names >= 0].tolist()):  # a name stands for itself, or Pepe would not meet José
        if names[at, 0] < 0:
            names[at, 0] = at
        elif at not in names[at]:
            names[at, 2 if names[at, 1] >= 0 else 1] = at
    sounds = Numbering()
    points, starts = packed(strings)
    size = len(strings)
    return Words(
        points,
        starts,
        np.array([sounds.of(sound(word) or word) for word in strings], dtype=np.int32),
        names,
        np.array([len(word) == 1 for word in strings], dtype=np.bool_),
        chances_of(counted_codes(given, size), int((given[:, 0] >= 0).sum())),
        chances_of(counted_codes(surnames, size), int((surnames >= 0).sum())),
    )


def chances_of(counts: NDArray[np.int64], total: int) -> NDArray[np.float32]:
    """Give log2 of the chance that another record has the same value; the pair itself is not counted twice."""
    share = np.maximum(counts - 1, 1) / max(2, total)
    return np.log2(np.minimum(share, 1.0)).astype(np.float32)
