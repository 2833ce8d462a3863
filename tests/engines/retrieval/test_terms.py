import json

import numpy as np
import pytest

from tequio.engines.retrieval import IndexIsUnreadable, Passage
from tequio.engines.retrieval.terms import TermStore
from tequio.engines.retrieval.words import WordStore, all_of, terms_key

pytestmark = pytest.mark.engine
TEXTS = [
    "Nadie será sometido a tortura ni a penas crueles.",
    "La tortura es tortura.",
    "Toda persona detenida tiene derecho a un juez.",
    "El juez y la tortura del detenido.",
]
ASKED = [("words_es", "tortur", 1.0), ("words_es", "juez", 0.5), ("words_es", "unknown", 3.0)]


def keys(*numbers):
    return np.array(numbers, dtype=np.uint64)


@pytest.fixture
def store(tmp_path):
    return TermStore(tmp_path / "terms")


def weighed(store, asked_keys, having=2, passages=10):
    asked = store.asked([ASKED], passages, lambda _field, _term: having)
    return store.weigh(keys(*asked_keys), asked)[0].tolist()


def test_terms_weigh_what_they_weigh_in_the_index_by_words(tmp_path, store):
    words = WordStore(tmp_path / "words")
    with words.writer(store) as writer:
        for number, text in enumerate(TEXTS):
            writer.add(Passage(str(number), str(number), "es", text, "Artículo"), None)
    reader = words.reader()
    found = reader.find(all_of([reader.any_of(ASKED)]), 10)
    contents, codes = reader.numbers(found.addresses, "content_key", "language_code")
    asked = store.asked([ASKED], len(reader), reader.having_term)
    (ours,) = store.weigh(terms_key(contents, codes), asked)
    assert len(ours) == 4
    assert ours == pytest.approx(found.scores, rel=1e-4)


def test_unknown_passages_and_terms_weigh_nothing(store):
    assert weighed(store, [1, 2]) == [0, 0]
    store.add([(1, {"words_es": ["tortur"]}), (2, {"words_es": ["agua"]}), (3, {})])
    found = weighed(store, [1, 2, 3, 4])
    assert found[0] > 0
    assert found[1:] == [0, 0, 0]
    assert weighed(store, []) == []
    assert weighed(store, [1], having=0) == [0]


def test_the_terms_written_last_count(store, tmp_path):
    store.add([(1, {"words_es": ["tortur"]})])
    store.add([(1, {"words_es": ["tortur"]})])
    assert len(store) == 1
    other = TermStore(tmp_path / "terms")
    store.add([(1, {"words_es": ["agua"]})])
    assert len(store) == 2
    assert weighed(store, [1]) == [0]
    assert weighed(other, [1])[0] > 0
    other.refresh()
    assert weighed(other, [1]) == [0]


def test_what_a_crash_left_is_written_over(store, tmp_path):
    store.add([(1, {"words_es": ["juez"]})])
    for name in ("rows", "entries"):
        with (tmp_path / "terms" / name).open("ab") as file:
            file.write(b"left over from a crash")
    again = TermStore(tmp_path / "terms")
    again.add([(2, {"words_es": ["tortur", "tortur"]})])
    assert len(again) == 2
    assert 0 < weighed(again, [1, 2])[0] < weighed(again, [1, 2])[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("entries", b"x"),
        ("rows", b"x"),
        ("state.json", b"{"),
        ("state.json", json.dumps({"rows": 1, "entries": 1, "lengths": [], "format": 0}).encode()),
        ("state.json", b'{"rows": 1}'),
    ],
)
def test_damaged_files_are_named(store, tmp_path, name, content):
    store.add([(1, {"words_es": ["juez", "agua"]})])
    (tmp_path / "terms" / name).write_bytes(content)
    with pytest.raises(IndexIsUnreadable, match="make the index again"):
        TermStore(tmp_path / "terms")
