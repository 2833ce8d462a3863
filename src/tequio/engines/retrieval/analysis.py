"""Words as the index knows them: without accents, without stop words, cut to a stem, by language.

The stemmers are light: they take off the endings of number, gender, person and tense, and the commonest endings that
make nouns, adjectives and adverbs of one root, so that "torturado", "torturas" and "torturar" meet, and "detention"
meets "detained". After the idea of Harman, "How effective is suffixing?", JASIS 42 (1991), and of Savoy, "Light
stemming approaches for the French, Portuguese, German and Hungarian languages", SAC 2006. Accents go first, since
people type without them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40

STOP_WORDS = {
    "es": frozenset(
        """a al algo alguien algun alguna algunas alguno algunos ante aquel aquella aquellas aquello aquellos asi aun
        aunque bajo cada como con conforme contra cosa cual cuales cualquier cualquiera cuando cuanto de debe deben
        debera deberan del desde donde dos e el ella ellas ello ellos en entre era eran eres es esa esas ese eso esos
        esta estan estar estas este esto estos fue fueron ha haber habia habra hace hacer hacia hasta hay haya hayan
        la las le les lo los mas me mediante mi mientras mis mismo mucho muy ni no nos nosotros o os otra otras otro
        otros para pero por porque pueda puedan puede pueden podra podran pues que quien quienes se sea sean segun
        ser sera seran si sido siempre sin sino so sobre son su sus tal tales tambien tan tanto te tener tenga tengan
        ti tiene tienen toda todas todo todos tras tu tus u un una unas uno unos usted ustedes y ya yo""".split()
    ),
    "en": frozenset(
        """a about above after again against all also although always am an and any anyone are as at be because been
        before being below between both but by can cannot could did do does doing done down during each either
        every few for from further had has have having he hence her here hereby herein hereof hers him his how i if
        in into is it its itself just let may me might more most must my neither no nor not of off on once one only
        or other our out over own same shall she should since so some someone such than that the their them then
        thence there thereby therefor therein thereof these they this those through thus to too under until up upon
        us very was we were what when where whereas wherein whether which while who whom whose why will with within
        without would you your""".split()
    ),
}
"""Words that say nothing of a passage's subject, accents already gone."""


def folded(text: str) -> str:
    """Give a text in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


# Longest first; what remains must keep the number of letters that stands beside the endings.
_SPANISH: tuple[tuple[int, tuple[str, ...]], ...] = (
    (
        4,
        (
            "amientos",
            "imientos",
            "amiento",
            "imiento",
            "aciones",
            "iciones",
            "uciones",
            "acion",
            "icion",
            "ucion",
        ),
    ),
    (4, ("abilidades", "ibilidades", "abilidad", "ibilidad", "idades", "idad", "amente", "mente")),
    (
        4,
        (
            "adoras",
            "adores",
            "adora",
            "ador",
            "edoras",
            "edores",
            "edora",
            "edor",
            "idoras",
            "idores",
            "idora",
            "idor",
        ),
    ),
    (
        4,
        (
            "ativas",
            "ativos",
            "ativa",
            "ativo",
            "itivas",
            "itivos",
            "itiva",
            "itivo",
            "ivas",
            "ivos",
            "iva",
            "ivo",
        ),
    ),
    (4, ("ancias", "encias", "ancia", "encia", "antes", "ante", "entes", "ente")),
    (4, ("ables", "ibles", "able", "ible", "ismos", "istas", "ismo", "ista", "osas", "osos", "osa", "oso")),
    (
        4,
        (
            "torias",
            "torios",
            "toria",
            "torio",
            "ciones",
            "siones",
            "cion",
            "sion",
            "icas",
            "icos",
            "ica",
            "ico",
        ),
    ),
    (
        3,
        (
            "ariamos",
            "eriamos",
            "iriamos",
            "aremos",
            "eremos",
            "iremos",
            "asemos",
            "iesemos",
            "abamos",
            "aramos",
        ),
    ),
    (
        3,
        (
            "arian",
            "erian",
            "irian",
            "arias",
            "aria",
            "eria",
            "iria",
            "aran",
            "eran",
            "iran",
            "ara",
            "era",
            "ira",
        ),
    ),
    (3, ("ieron", "iendo", "iesen", "ieran", "iese", "iera", "aron", "ando", "asen", "ase", "aban", "aba")),
    (3, ("adas", "ados", "idas", "idos", "ada", "ado", "ida", "ido")),
    (
        3,
        (
            "arse",
            "erse",
            "irse",
            "arlas",
            "arlos",
            "arla",
            "arlo",
            "erlas",
            "erlos",
            "erla",
            "erlo",
            "irla",
            "irlo",
        ),
    ),
    (3, ("amos", "emos", "imos", "ar", "er", "ir", "ian", "ia")),
    (3, ("ces",)),
    (3, ("es", "as", "os", "an", "en", "a", "o", "e", "s")),
)
_ENGLISH: tuple[tuple[int, tuple[str, ...]], ...] = (
    (4, ("izations", "isations", "ization", "isation", "ations", "itions", "ation", "ition", "ably", "ibly")),
    (4, ("fulness", "ousness", "iveness", "ements", "ments", "ement", "ment", "ness")),
    (4, ("abilities", "ibilities", "ability", "ibility", "ities", "ity", "ically", "ally", "ely", "ly")),
    (4, ("ances", "ences", "ance", "ence", "ants", "ents", "ant", "ent", "able", "ible", "ful", "less")),
    (4, ("ators", "ator", "atives", "ative", "itives", "itive", "ives", "ive", "ical", "ic", "al", "ous")),
    (4, ("ions", "ion", "ors", "ers", "or", "er", "ists", "ist", "ism")),
    (
        3,
        (
            "izing",
            "ising",
            "izes",
            "ises",
            "ized",
            "ised",
            "ize",
            "ise",
            "ings",
            "ing",
            "ated",
            "ates",
            "ate",
        ),
    ),
    (3, ("ies", "ied", "ed", "es", "s", "y", "e")),
)
_SHORTEST = 4


def _cut(word: str, endings: tuple[tuple[int, tuple[str, ...]], ...]) -> str:
    for least, group in endings:
        for ending in group:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                return word[: -len(ending)] + ("z" if ending == "ces" else "")
    return word


@lru_cache(maxsize=200_000)
def _spanish(word: str) -> str:
    if len(word) < _SHORTEST or word.isdigit():
        return word
    plural = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return _cut(plural if len(plural) > 3 else word, _SPANISH)


@lru_cache(maxsize=200_000)
def _english(word: str) -> str:
    if len(word) < _SHORTEST or word.isdigit():
        return word
    stem = _cut(word, _ENGLISH)
    # "committed" meets "commit", "planning" "plan".
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        stem = stem[:-1]
    return stem


_STEMMERS: dict[str, Callable[[str], str]] = {"es": _spanish, "en": _english}


def stems(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Give the words that count, each with its stem.

    Args:
        text: any text.
        language: "es" or "en"; words of other languages stay whole.

    Yields:
        (stem, word as folded), in the order of the text.
    """
    stops = STOP_WORDS.get(language, frozenset())
    stem = _STEMMERS.get(language, str)
    for word in _WORD.findall(folded(text)):
        if word not in stops and len(word) <= LONGEST_WORD:
            yield stem(word), word


def is_spanish_or_english(text: str) -> str:
    """Guess the language of a short text by its small words; "" where nothing speaks for either."""
    words = _WORD.findall(folded(text))
    spanish = sum(word in STOP_WORDS["es"] and word not in STOP_WORDS["en"] for word in words)
    english = sum(word in STOP_WORDS["en"] and word not in STOP_WORDS["es"] for word in words)
    marked = sum(c in "áéíóúñ¿¡" for c in text.casefold())
    spanish += marked
    return "es" if spanish > english else "en" if english > spanish else ""
