"""A draft against what was agreed: what it repeats, weakens, drops and adds, each with why."""

from datetime import date

import pytest

from tequio.engines.briefing import Quote, Undertaking, Weakness, compare_statement, reasons


def said(words: str, language: str = "en", **more) -> Undertaking:
    """An undertaking whose stems are its own words."""
    action = more.pop("action", words)
    stems = {word.lower().strip(".,"): word.strip(".,") for word in action.split()}
    around = frozenset(word.lower().strip(".,") for word in words.split())
    return Undertaking(Quote(words, language), action, more.pop("strength", "firm"), stems, around, **more)


BEFORE = said(
    "exchange good practices on gender equality among prosecutors every year",
    actors=frozenset({"1", "2"}),
    due_on=date(2026, 1, 1),
    deadline="by 2026",
)
SAME = {"actors": frozenset({"1", "2"}), "due_on": date(2026, 1, 1), "deadline": "by 2026"}
WEAKER = [
    ({}, BEFORE.action, set()),
    ({"strength": "soft"}, BEFORE.action, {Weakness.SOFTER}),
    ({"deadline": "", "due_on": None}, BEFORE.action, {Weakness.DEADLINE_DROPPED}),
    ({"deadline": "by 2028", "due_on": date(2028, 1, 1)}, BEFORE.action, {Weakness.DEADLINE_LATER}),
    ({"actors": frozenset({"1"})}, BEFORE.action, {Weakness.FEWER_ACTORS}),
    ({}, "exchange good practices on gender", {Weakness.NARROWED}),
    ({}, BEFORE.action + ", where appropriate", {Weakness.HEDGED}),
    ({"language": "es"}, "exchange good practices on gender", set()),  # across languages no scope is judged
]


@pytest.mark.parametrize(("more", "words", "kinds"), WEAKER)
def test_in_which_way_a_draft_says_less(more, words, kinds):
    (one,) = compare_statement([BEFORE], [said(words, **(SAME | more))])
    assert {each.kind for each in one.weakened} == kinds
    assert one.outcome == ("weakened" if kinds else "repeated")
    for language in ("es", "en"):
        assert all("{" not in reason for reason in reasons(one, language))


def test_how_often_may_be_lost():
    before, after = said("hold a dialogue in London", recurrence="annual"), said("hold a dialogue in London")
    (one,) = compare_statement([before], [after])
    assert reasons(one, "es", {"annual": "cada año"})[0] == "ya no dice cada cuánto: cada año"


def test_what_is_dropped_and_what_is_new():
    torture, women = said("combat torture in prisons"), said("publish figures on women")
    dropped, new = compare_statement([torture], [women])
    assert [(one.outcome.value, one.likeness) for one in (dropped, new)] == [("dropped", 0.0), ("new", 0.0)]
    assert reasons(dropped, "en") == ("no sentence of the draft shares its words",)
    assert reasons(new, "es") == ("nada de lo acordado antes comparte sus palabras",)


def test_the_nearest_is_named_where_none_is_near_enough():
    dropped, _new = compare_statement(
        [said("combat torture in prisons by training")], [said("publish a list of prisons with their staff")]
    )
    assert dropped.outcome == "dropped"
    assert "publish a list of prisons" in reasons(dropped, "en")[0]
    assert "likeness 0." in reasons(dropped, "en")[0]


def test_one_sentence_of_the_draft_may_repeat_what_several_sessions_said():
    twice = [said("hold the annual dialogue"), said("hold the annual dialogue again")]
    found = compare_statement(twice, [said("hold the annual dialogue")])
    assert [one.outcome.value for one in found] == ["repeated", "repeated"]


@pytest.mark.parametrize(
    ("earlier", "draft", "outcomes"), [([], [BEFORE], ["new"]), ([BEFORE], [], ["dropped"])]
)
def test_nothing_on_one_side(earlier, draft, outcomes):
    assert [one.outcome.value for one in compare_statement(earlier, draft)] == outcomes
