"""Words as the index knows them: without accents, without stop words, cut to a stem, by language.

The stemmers are Snowball's for Spanish and English (Porter, "Snowball: a language for stemming algorithms",
2001), as tantivy brings them. They need the accents, so these go last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

import tantivy

_WORD = re.compile(r"[^\W_]+")
_ION = re.compile("ion$")
LONGEST_WORD = 40
"""Letters; what is longer is no word."""


def _word_set(written: str) -> frozenset[str]:
    return frozenset(written.split())


STOP_WORDS = {
    "es": _word_set(
        """
        a al algo alguien algun alguna algunas alguno algunos ante aquel aquella aquellas aquello
        aquellos asi aun aunque bajo cada como con conforme contra cosa cual cuales cualquier
        cualquiera cuando cuanto de debe deben debera deberan del desde donde dos e el ella ellas
        ello ellos en entre era eran eres es esa esas ese eso esos esta estan estar estas este esto
        estos fue fueron ha haber habia habra hace hacer hacia hasta hay haya hayan la las le les lo
        los mas me mediante mi mientras mis mismo mucho muy ni no nos nosotros o os otra otras otro
        otros para pero por porque pueda puedan puede pueden podra podran pues que quien quienes se
        sea sean segun ser sera seran si sido siempre sin sino so sobre son su sus tal tales tambien
        tan tanto te tener tenga tengan ti tiene tienen toda todas todo todos tras tu tus u un una
        unas uno unos usted ustedes y ya yo
        """
    ),
    "en": _word_set(
        """
        a about above after again against all also although always am an and any anyone are as at be
        because been before being below between both but by can cannot could did do does doing done
        down during each either every few for from further had has have having he hence her here
        hereby herein hereof hers him his how i if in into is it its itself just let may me might
        more most must my neither no nor not of off on once one only or other our out over own same
        shall she should since so some someone such than that the their them then thence there
        thereby therefor therein thereof these they this those through thus to too under until up
        upon us very was we were what when where whereas wherein whether which while who whom whose
        why will with within without would you your
        """
    ),
}
"""Words that say nothing of a passage's subject, accents already gone."""


def folded(text: str) -> str:
    """Give a text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


_folded_word = lru_cache(maxsize=200_000)(folded)


def _stemmer(name: str) -> Callable[[str], str]:
    analyzer = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer(name)).build()
    )

    def stem(word: str) -> str:
        # People type without accents; those of this ending can be put back.
        found = analyzer.analyze(_ION.sub("ión", word) if name == "spanish" else word)
        return folded(found[0] if found else word)

    return stem


_STEMMERS: dict[str, Callable[[str], str]] = {"es": _stemmer("spanish"), "en": _stemmer("english")}


def stems(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Give the words that count, each with its stem.

    Args:
        text: any text.
        language: "es" or "en"; words of other languages stay whole.

    Yields:
        (stem, word in small letters), in the order of the text.
    """
    for word in words_of(text):
        stem = stem_of(language, word)
        if stem:
            yield stem, word


def words_of(text: str) -> list[str]:
    """Give the words of a text in small letters, in its order."""
    return _WORD.findall(unicodedata.normalize("NFC", text.casefold()))


@lru_cache(maxsize=200_000)
def stem_of(language: str, word: str) -> str:
    """Give the stem of a word as `words_of` gives it; "" for one that says nothing of a passage."""
    stops = STOP_WORDS.get(language, frozenset())
    if len(word) > LONGEST_WORD or word in stops or _folded_word(word) in stops:
        return ""
    return _STEMMERS.get(language, _folded_word)(word)


def guess_language(text: str) -> str:
    """Guess the language of a short text by its small words; "" where nothing speaks for either."""
    words = _WORD.findall(folded(text))
    spanish = sum(word in STOP_WORDS["es"] and word not in STOP_WORDS["en"] for word in words)
    english = sum(word in STOP_WORDS["en"] and word not in STOP_WORDS["es"] for word in words)
    marked = sum(c in "áéíóúñ¿¡" for c in text.casefold())
    spanish += marked
    return "es" if spanish > english else "en" if english > spanish else ""
