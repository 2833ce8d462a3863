"""The public doors of the grammar: `parse` for what a person typed, `find` for running text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tequio.engines.citation.articles import Articles
from tequio.engines.citation.cases import Cases
from tequio.engines.citation.documents import Comments, Documents
from tequio.engines.citation.instruments import Instruments
from tequio.engines.citation.lexing import Sign
from tequio.engines.citation.sources import Found, Source
from tequio.engines.citation.types import Citation

_DOCUMENTS = frozenset({Sign.SYMBOL, Sign.OPINION, Sign.SERIES, Sign.REPORT, Sign.PETITION, Sign.APPLICATION})


def parse(text: str, instruments: Instruments) -> list[Citation]:
    """Read what a person typed as one or several citations, also incomplete ones.

    Args:
        text: any text, "art. 14.3 PIDCP".
        instruments: what is known to exist.

    Returns:
        Citations in their order; none where nothing reads as one. An article without an instrument, or with
        one that is not known, is given too, so that `resolve` can say what is missing.
    """
    return [found.citation for found in _read(text, instruments)]


def find(text: str, instruments: Instruments) -> list[Citation]:
    """Find citations in running text.

    Args:
        text: of any length; the time grows with it.
        instruments: what is known to exist.

    Returns:
        Citations in their order, each with its span. Articles of nothing that is known are left out, and so
        are instruments without an article.
    """
    return [found.citation for found in _read(text, instruments) if found.sure]


def _read(text: str, known: Instruments) -> Iterator[Found]:
    """Read a text once, from its beginning to its end."""
    source = Source(text, known)
    comments, readers = Comments(source), _readers(source)
    at = 0
    while at < len(source.tokens):
        sign = source.tokens[at].sign
        committee = comments.committee_before(at)
        if committee:
            found, after = comments.read(at, *committee)
        elif sign is Sign.COMMENT:
            found, after = comments.read(at, None, at)
        elif sign in readers and (sign is not Sign.NUMBER or at == 0):
            found, after = readers[sign](at)
        else:
            found, after = [], at + 1
        yield from found
        at = max(after, at + 1)


def _readers(source: Source) -> dict[Sign, Callable[[int], tuple[list[Found], int]]]:
    articles, documents, cases = Articles(source), Documents(source), Cases(source)
    return {
        **dict.fromkeys(_DOCUMENTS, documents.read),
        Sign.ARTICLE: articles.before_instrument,
        Sign.INSTRUMENT: articles.after_instrument,
        Sign.NUMBER: articles.leading_number,
        Sign.CASE: cases.after_word,
        Sign.WORD: cases.without_word,
    }
