"""The parts of one search: which terms bring candidates in, which versions are looked at, who is near."""

import numpy as np
import pytest

from tequio.engines.retrieval import Index, IndexIsUnreadable, Passage, search
from tequio.engines.retrieval.files import Scattered

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("passages", "everywhere", "is_kept"),
    [(10_000, 5_000, True), (100_000, 50_000, False), (100_000, 9_000, True)],
)
def test_words_that_stand_everywhere_bring_nothing_in_where_rarer_ones_suffice(passages, everywhere, is_kept):
    having = {"everywhere": everywhere, "rare": 5, "common": passages // 20}
    asked = [("words_es", term, 1.0) for term in having]
    telling = search._telling(asked, passages, lambda _field, term: having[term])
    assert [term for _, term, _ in telling] == ["rare", "common", *["everywhere"] * is_kept]


def test_words_that_stand_everywhere_still_find_where_nothing_else_does():
    asked = [("words_es", "human", 1.0), ("words_es", "derech", 1.0)]
    assert len(search._telling(asked, 100_000, lambda _field, _term: 90_000)) == 1


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = Index.create(tmp_path_factory.mktemp("index"))
    made.add(
        Passage(f"{number}.{language}", str(number), language, text, fields={"body": (body,)})
        for number in range(5)
        for language, text, body in (
            ("es", "tortura " * (number + 1) + "prohibida", "A"),
            ("en", "nothing of the words", "A" if number % 2 else "B"),
            ("fr", "rien de ces mots", "A"),
        )
    )
    return made


@pytest.mark.parametrize(
    ("languages", "ends"),
    [(None, "es"), (["en"], "en"), (["fr"], "fr"), (["fr", "en"], "en"), (["de"], "")],
)
def test_versions_in_any_language_are_hits_where_their_language_is_asked_for(index, languages, ends):
    hits = index.search("la tortura prohibida", languages=languages).hits
    assert len(hits) == (5 if ends else 0)
    assert all(hit.id.endswith(ends) or "fr" in (languages or ()) for hit in hits)


def test_a_filter_holds_for_versions_too(index):
    asked = {"languages": ["en"], "filters": {"body": ["A"]}}
    assert {hit.group for hit in index.search("la tortura prohibida", **asked).hits} == {"1", "3"}


def test_versions_are_looked_at_of_the_first_provisions(index, monkeypatch):
    monkeypatch.setattr(search, "ENRICHED", 0)
    first = index.search("la tortura prohibida", limit=5).hits[0]
    found = index.search("la tortura prohibida", limit=1, languages=["en"])
    assert found.hits[0].group == first.group
    assert found.total == 3


@pytest.mark.parametrize(
    ("likeness", "near"),
    [([0.2, np.nan, 0.6], 0.4), ([np.nan, np.nan], np.inf), ([0.3, 0.3], np.inf), ([], np.inf)],
)
def test_near_is_said_of_the_upper_half_of_what_is_known(likeness, near):
    assert search._nearness(np.array(likeness)) == pytest.approx(near)


def test_numbers_are_read_where_they_stand(tmp_path):
    np.arange(10, dtype=np.uint16).tofile(tmp_path / "numbers")
    numbers = Scattered(tmp_path / "numbers", np.uint16, 10)
    found = numbers.read(np.array([7, 0, 5]), np.array([2, 1, 0]))
    assert found.tolist() == [7, 8, 0]
    assert Scattered(tmp_path / "none", np.uint16, 0).read(np.array([0]), np.array([0])).tolist() == []


def test_a_file_that_is_cut_off_is_said_to_be(tmp_path):
    path = tmp_path / "numbers"
    np.arange(10, dtype=np.uint16).tofile(path)
    numbers = Scattered(path, np.uint16, 10)
    for missing, count in ((path, 11), (tmp_path / "none", 1)):
        with pytest.raises(IndexIsUnreadable, match="cut off"):
            Scattered(missing, np.uint16, count)
    path.write_bytes(b"")
    with pytest.raises(IndexIsUnreadable, match="cut off"):
        numbers.read(np.array([0]), np.array([1]))
