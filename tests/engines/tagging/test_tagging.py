"""The engine's face: what is proposed for real sentences, in both languages, with the model and without."""

import statistics
from pathlib import Path

import pytest

from tequio.engines.tagging import Scheme, Tags, shipped_models, tag, tag_with, vocabulary

pytestmark = pytest.mark.engine

STATES = [None, shipped_models()] if shipped_models() else [None]
LISTS = {
    "issues": Scheme.ISSUE,
    "themes": Scheme.THEME,
    "groups": Scheme.GROUP,
    "rights": Scheme.RIGHT,
    "sdgs": Scheme.SDG,
}
PARALLEL = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "parallel.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def codes(tags: Tags, name: str) -> set[str]:
    return {proposal.code for proposal in getattr(tags, name)}


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (
            "Ratify the Convention for the Protection of All Persons from Enforced Disappearance",
            {
                "category": "5",
                "issues": {"instruments", "enforced-disappearances"},
                "themes": {"ratification", "enforced-disappearances"},
                "groups": {"disappeared"},
                "rights": {"disappearance"},
            },
        ),
        (
            "Continuar sus esfuerzos para combatir la trata de personas, en particular de mujeres y niñas",
            {
                "category": "2",
                "issues": {"trafficking", "womens-rights"},
                "themes": {"trafficking-slavery"},
                "groups": {"women-girls"},
                "rights": {"slavery-trafficking"},
                "sdgs": {"5.2", "8.7", "16.2"},
            },
        ),
        (
            "Consider abolishing the death penalty",
            {"category": "3", "issues": {"death-penalty"}, "rights": {"life"}},
        ),
        (
            "Considerar la posibilidad de abolir la pena de muerte",
            {"category": "3", "issues": {"death-penalty"}},
        ),
        (
            "Fortalecer la protección de los periodistas y de las personas defensoras de derechos humanos",
            {
                "category": "4",
                "issues": {"freedom-press", "human-rights-defenders"},
                "groups": {"media", "defenders"},
            },
        ),
        (
            "Ensure access to safe drinking water and sanitation",
            {"category": "4", "sdgs": {"6", "6.1", "6.2"}},
        ),
        (
            "Pledges to investigate torture in prisons",
            {"issues": {"torture", "detention"}, "groups": {"deprived-liberty"}},
        ),
    ],
)
def test_a_careful_reader_would_agree(passage: str, expected: dict, models) -> None:
    tags = tag_with([passage], models)[0]
    assert tags.action_category is not None
    assert tags.action_category.code == expected.get("category", tags.action_category.code)
    for name in LISTS:
        assert expected.get(name, set()) <= codes(tags, name)


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
def test_a_proposal_gives_its_reason_in_the_words_of_the_passage(models) -> None:
    tags = tag_with(["Investigar los casos de tortura"], models)[0]
    assert {proposal.reason for proposal in tags.rights} == {"“tortura”"}
    assert any("tortura" in proposal.reason for proposal in tags.issues)


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
@pytest.mark.parametrize(
    ("passage", "category"),
    [
        ("Mexico will ratify the Convention", "5"),
        ("México se compromete a publicar el registro de personas desaparecidas", "5"),
        ("Ambas delegaciones acordaron fortalecer la cooperación en la búsqueda de personas", "4"),
        ("The parties agreed to continue exchanging experience", "2"),
        ("El Estado parte debería derogar la figura del arraigo", "5"),
        ("El Comité insta al Estado parte a que ratifique el Convenio", "5"),
    ],
)
def test_demand_strength_is_read_behind_the_one_who_promises_or_asks(passage, category, models) -> None:
    assert tag_with([passage], models)[0].action_category.code == category


def test_articles_stand_behind_rights() -> None:
    tags = tag(["Prohibit torture"])[0]
    assert {"CAT.2", "ICCPR.7", "ACHR.5"} <= codes(tags, "articles")


def test_labels_come_in_the_language_asked_for() -> None:
    english, spanish = (tag(["Abolish the death penalty"], labels=language)[0] for language in ("en", "es"))
    assert "Death penalty" in {p.label for p in english.issues}
    assert "Pena de muerte" in {p.label for p in spanish.issues}


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
@pytest.mark.parametrize("passage", ["", "   \n\t", "🎉🎉", "…—!?", "\x00\x01"])
def test_a_passage_without_words_gets_nothing(passage: str, models) -> None:
    assert tag_with([passage], models) == [Tags()]


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
@pytest.mark.parametrize(
    "passage",
    [
        "a",
        "torture",
        "TORTURE!!! 🎉 torture",
        "x" * 1_000_000,
        "Ratify CEDAW. " * 70_000,
        "Poursuivre les efforts visant à lutter contre la torture dans les prisons",
        "Продолжать усилия по борьбе с пытками",
        "继续努力打击酷刑",
        "<b>Ratify</b> &amp; implement; DROP TABLE tags;",
        "tortura " * 3,
    ],
)
def test_odd_passages_get_valid_proposals(passage: str, models) -> None:
    tags = tag_with([passage], models)[0]
    for name, scheme in LISTS.items():
        proposals = getattr(tags, name)
        assert codes(tags, name) <= set(vocabulary(scheme))
        assert all(0 <= p.confidence <= 1 for p in proposals)
        assert list(proposals) == sorted(proposals, key=lambda p: -p.confidence)


def test_another_language_never_sounds_sure() -> None:
    tags = tag(["Poursuivre les efforts visant à lutter contre la torture dans les prisons"])[0]
    assert tags.language == "fr"
    found = [p for name in LISTS for p in getattr(tags, name)] + [tags.action_category]
    assert all(p.confidence <= 0.3 for p in found)


def test_order_and_neighbours_change_nothing() -> None:
    passages = [english for english, _ in PARALLEL[:40]] + [""]
    alone = [tag([passage])[0] for passage in passages]
    together = tag(passages)
    assert tag([]) == []
    for one, other in zip(alone, together, strict=True):
        assert [codes(one, name) for name in LISTS] == [codes(other, name) for name in LISTS]
        assert (one.action_category and one.action_category.code) == (
            other.action_category and other.action_category.code
        )


@pytest.mark.parametrize("models", STATES, ids=["rules", "model"][: len(STATES)])
def test_spanish_and_english_get_the_same_tags(models) -> None:
    assert len(PARALLEL) >= 100
    english, spanish = (tag_with([pair[at] for pair in PARALLEL], models) for at in (0, 1))
    pairs = list(zip(english, spanish, strict=True))
    assert statistics.mean(a.language == "en" and b.language == "es" for a, b in pairs) >= 0.97
    assert statistics.mean(a.action_category.code == b.action_category.code for a, b in pairs) >= 0.9
    for name in LISTS:
        same = sum(len(codes(a, name) & codes(b, name)) for a, b in pairs)
        assert 2 * same / sum(len(codes(a, name)) + len(codes(b, name)) for a, b in pairs) >= 0.9
