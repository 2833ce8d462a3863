"""Engine `retrieval`: passages -> an index; a query -> ranked passages with the reason for each."""

from tequio.engines.retrieval.encoders import Encoder
from tequio.engines.retrieval.errors import IndexIsUnreadable, NoIndexHere, RetrievalError
from tequio.engines.retrieval.index import Index
from tequio.engines.retrieval.passages import Hit, Passage, Reason, Results
from tequio.engines.retrieval.queries import FILTERS, Query, parse_query

__all__ = [
    "FILTERS",
    "Encoder",
    "Hit",
    "Index",
    "IndexIsUnreadable",
    "NoIndexHere",
    "Passage",
    "Query",
    "Reason",
    "Results",
    "RetrievalError",
    "parse_query",
]
