"""The tag lists: complete, in both languages, and their cues can be matched."""

import json
from pathlib import Path

import pytest

from tequio.engines.tagging import Scheme, Term, vocabulary
from tequio.engines.tagging.cues import STRONG, WEAK, compile_cues, content_words
from tequio.engines.tagging.vocabulary import rows
from tequio.engines.tagging.words import tokens

pytestmark = pytest.mark.engine
UHRI = Path(__file__).resolve().parents[4] / "shared" / "data" / "standards" / "upr" / "uhri_vocab.json"


@pytest.mark.parametrize(
    ("scheme", "size"),
    [(Scheme.ACTION_CATEGORY, 5), (Scheme.ISSUE, 54), (Scheme.THEME, 100), (Scheme.GROUP, 35)],
)
def test_a_list_is_complete(scheme: Scheme, size: int) -> None:
    assert len(vocabulary(scheme)) == size


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_term_has_its_own_code_and_labels_in_both_languages(scheme: Scheme) -> None:
    terms = vocabulary(scheme)
    assert len(terms) == len(rows(scheme.value))
    for language in ("en", "es"):
        labels = [term.label(language) for term in terms.values()]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert not any(";" in code or " " in code for code in terms)


@pytest.mark.parametrize("scheme", [scheme for scheme in Scheme if scheme is not Scheme.ACTION_CATEGORY])
def test_every_term_has_cues(scheme: Scheme) -> None:
    assert [code for code, term in vocabulary(scheme).items() if not term.cues] == []


def test_every_goal_is_there_and_every_target_belongs_to_one() -> None:
    codes = set(vocabulary(Scheme.SDG))
    assert {str(goal) for goal in range(1, 18)} <= codes
    assert {code.split(".")[0] for code in codes} <= codes


def test_every_right_names_articles() -> None:
    assert [code for code, right in vocabulary(Scheme.RIGHT).items() if not right.articles] == []


@pytest.mark.corpus
@pytest.mark.skipif(not UHRI.exists(), reason="needs ../shared/data/standards")
@pytest.mark.parametrize(("scheme", "key"), [(Scheme.THEME, "themes"), (Scheme.GROUP, "affected_persons")])
def test_labels_are_those_of_the_index(scheme: Scheme, key: str) -> None:
    official = {entry["value"] for entry in json.loads(UHRI.read_text(encoding="utf-8"))[key]}
    assert {term.english for term in vocabulary(scheme).values()} == official


CUES = {
    "prisons": Term("prisons", "", "", "prison | ~jail"),
    "women-prison": Term("women-prison", "", "", "women & prison"),
    "child": Term("child", "", "", "rights of the child"),
}


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("Improve its prisons", {"prisons": STRONG}),
        ("Close the jail", {"prisons": WEAK}),
        ("Women in prison", {"prisons": STRONG, "women-prison": STRONG}),
        ("The rights of children", {"child": STRONG}),
        ("Prison, prison, prisons", {"prisons": STRONG}),
        ("Imprisonment", {}),
        ("", {}),
    ],
)
def test_cues_match_word_forms(passage: str, found: dict[str, float]) -> None:
    cues = compile_cues({Scheme.ISSUE: CUES})
    hits = cues.hits(cues.spots(content_words(tokens(passage)))).get(Scheme.ISSUE, {})
    assert {code: hit.weight for code, hit in hits.items()} == found


def test_a_cue_without_content_is_refused() -> None:
    with pytest.raises(ValueError, match="no content word"):
        compile_cues({Scheme.ISSUE: {"x": Term("x", "", "", "of the")}})
