"""Spanish read as English words: one list of cues and one set of weights then serve both languages.

It is a gloss, not a translation: phrases of the field first ("trata de personas" -> "human trafficking"),
then single words by their stem, adjectives put before their noun, and Latin endings turned ("-ción" ->
"-tion") for words that the lexicon does not have. The lexicon is `vocabulary/lexicon_es.tsv`; its first
lines say how it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tequio.engines.tagging.vocabulary import rows
from tequio.engines.tagging.words import fold, listed, tokens

# Endings of Spanish verbs, nouns and adjectives, tried longest first; what is left is the stem.
_ENDINGS = sorted(
    listed(
        """
        aciones acion iciones icion ariamos eriamos iriamos aremos eremos iremos asemos aramos ieramos arian
        erian irian ando iendo yendo ados adas idos idas ado ada ido ida aron ieron aban ian aran eran iran
        ara era ira amos emos imos aba ia ar er ir an en as es os o a e s
        """
    ),
    key=lambda ending: (-len(ending), ending),
)
# Latin endings and their English form, tried in this order on words that the lexicon does not have.
_COGNATES = [
    pair.split(":")
    for pair in """aciones:ations acion:ation iciones:itions cion:tion siones:sions sion:sion idades:ities
    idad:ity mente:ly encias:ences encia:ence ancia:ance ismos:isms ismo:ism istas:ists ista:ist ivos:ive
    ivas:ive
    ivo:ive iva:ive icos:ic icas:ic ico:ic ica:ic ales:al antes:ant ante:ant arios:ary arias:ary ario:ary
    aria:ary
    osos:ous osas:ous oso:ous osa:ous""".split()  # noqa: SIM905
]


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Take the plural off a folded Spanish word: derechos -> derecho, leyes -> ley."""
    if len(word) > 4 and word.endswith("ces"):
        return word[:-3] + "z"
    if len(word) > 4 and word.endswith("es") and word[-3] in "lrndjy":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] in "aeo" else word


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """Take the ending off a folded Spanish word: garantizar, garantice, garantizando -> garantiz."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if word.endswith("gu"):
        return word[:-1]
    for ending in ("zc", "qu", "c"):
        if word.endswith(ending):
            return word[: -len(ending)] + "z"
    return word


@dataclass(frozen=True, slots=True)
class Glossed:
    """An English word for a Spanish one, with the Spanish words it stands for."""

    english: str
    shown: str
    is_adjective: bool = False
    is_after_stop: bool = False


@dataclass
class Lexicon:
    """Spanish phrases -> English words, by form and by root.

    Args:
        forms: phrase of singular forms -> (English words, is an adjective).
        roots: the same by roots, for phrases whose form is not known.
        starts: first forms and roots -> longest phrase that begins so.
        english: the English words that the lexicon gives.
    """

    forms: dict[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    roots: dict[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    english: set[str] = field(default_factory=set)

    def add(self, spanish: str, english: str) -> None:
        """Add a line of the lexicon: "/" between Spanish alternatives, "+" before an English adjective."""
        value = (tuple(tokens(english)), english.startswith("+"))
        self.english.update(value[0])
        for form in spanish.split("/"):
            words = fold(form).split()
            for table, keys in (
                (self.forms, [singular(w) for w in words]),
                (self.roots, [root(w) for w in words]),
            ):
                table.setdefault(" ".join(keys), value)
                self.starts[keys[0]] = max(len(keys), self.starts.get(keys[0], 0))

    def find(
        self, forms: list[str], roots: list[str], start: int
    ) -> tuple[tuple[str, ...], bool, int] | None:
        """Find the longest phrase that begins at a word: English words, whether an adjective, length."""
        longest = max(self.starts.get(forms[start], 0), self.starts.get(roots[start], 0))
        for size in range(min(longest, len(forms) - start), 0, -1):
            known = self.forms.get(" ".join(forms[start : start + size]))
            known = known or self.roots.get(" ".join(roots[start : start + size]))
            if known is not None:
                return (*known, size)
        return None


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the package's Spanish lexicon."""
    built = Lexicon()
    for spanish, english in rows("lexicon_es"):
        built.add(spanish, english)
    return built


def _cognate(word: str) -> str:
    for spanish, english in _COGNATES:
        if word.endswith(spanish) and len(word) - len(spanish) >= 2:
            return word[: -len(spanish)] + english
    return word


def language_by_lexicon(folded: Sequence[str]) -> str | None:
    """Tell Spanish from English by the words of the lexicon; None where neither has more."""
    known = lexicon()
    spanish = sum(singular(word) in known.forms for word in folded[:120])
    english = sum(word in known.english for word in folded[:120])
    return None if spanish == english else "es" if spanish > english else "en"


def gloss(folded: list[str], written: list[str], breaks: list[bool]) -> list[Glossed]:
    """Read Spanish words as English ones.

    Args:
        folded: the tokens of a Spanish passage.
        written: each as the passage has it.
        breaks: for each, whether a comma or stop stands before it.

    Returns:
        English words in about English order, each with the Spanish words it stands for.
    """
    known = lexicon()
    forms, roots = [singular(w) for w in folded], [root(w) for w in folded]
    result: list[Glossed] = []
    at = 0
    while at < len(folded):
        match = known.find(forms, roots, at)
        words, is_adjective, size = match if match else ((_cognate(folded[at]),), False, 1)
        shown = " ".join(written[at : at + size])
        for index, word in enumerate(words):
            result.append(Glossed(word, shown, is_adjective, breaks[at] and index == 0))
        at += size
    return _adjectives_first(result)


def _adjectives_first(words: list[Glossed]) -> list[Glossed]:
    """Put each adjective before the noun that it follows: "law humanitarian" -> "humanitarian law"."""
    for index in range(1, len(words)):
        before = words[index - 1]
        is_noun = len(before.english) > 3 and not before.is_adjective and not words[index].is_after_stop
        if words[index].is_adjective and is_noun:
            words[index - 1], words[index] = words[index], before
    return words
