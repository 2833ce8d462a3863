"""A promise that several documents tell stands once in a brief, with each wording and its document."""

from dataclasses import replace
from datetime import date

import pytest
from small_world import FROM_ELSEWHERE, MINISTRY, TODAY, entry, judged, proof

from tequio.engines.briefing import Demand, Due, Kind, Name, Quote, Record, Session, Source, World, make_brief

WORDS = "protect journalists and human rights defenders"


def told(number, words=WORDS, title="", **more):
    """Give an entry whose document is its own."""
    made = entry(number, words, **more)
    record = Record(Kind.COMMITMENT, number, Source(title or f"Document {number}", "3"))
    return replace(made, record=record)


def world(*commitments, due=()):
    sessions = tuple(
        Session(Record(Kind.SESSION, number, Source("Joint statement")), number, f"202{number}-01-01")
        for number in sorted({one.session for one in commitments})
    )
    return World(
        Name("Diálogo", "Dialogue"), 1, TODAY, sessions=sessions, commitments=commitments, due=tuple(due)
    )


def lines(brief, code):
    return [one.text for one in next(part for part in brief.sections if part.code == code).sentences]


def test_the_same_words_of_three_documents_stand_once_and_each_is_cited():
    brief = make_brief(world(told(1), told(2, WORDS.title() + "."), told(3)), "en")
    agreed = [line for line in lines(brief, "agreed") if "journalists" in line.lower()]
    assert len(agreed) == 1
    assert agreed[0].startswith("Nos. 1–3.")
    assert "In the same words: nos. 2 and 3." in lines(brief, "agreed")
    cited = " ".join(one.words for one in brief.citations)
    assert all(f"Document {n}" in cited for n in (1, 2, 3))
    assert "1 session and 1 entry" in brief.summary.sentences[0].text
    assert "2 passages that say the same as another" in brief.summary.sentences[0].text
    apart = make_brief(world(told(1), told(2, "end torture for good")), "en")
    assert "1 session and 2 entries" in apart.summary.sentences[0].text


def test_a_group_that_people_decided_on_brings_wordings_together():
    known = {"group": 7, "demand": Demand.DECIDED}
    other = told(2, "proteger a periodistas y defensores", **known)
    brief = make_brief(world(told(1, **known), other), "en")
    said = "The same, in other words (no. 2): “proteger a periodistas y defensores”."
    assert said in lines(brief, "agreed")


def test_a_proposed_group_joins_nothing_but_is_mentioned_once():
    known = {"group": 7, "demand": Demand.PROPOSED}
    its = [told(1, **known), told(2, "proteger a periodistas y defensores", document=2, **known)]
    brief = make_brief(world(*its, told(3, "shield the press from harm", **known)), "en")
    said = "Perhaps the same as no. 2, by a proposed group that nobody has confirmed."
    assert lines(brief, "agreed").count(said) == 1
    assert "3 entries" in brief.summary.sentences[0].text


def test_one_sentence_that_promises_two_things_is_two_promises_in_each_document():
    sentence = "We will protect human rights defenders and share information on threats."
    actions = ("protect human rights defenders", "share information on threats")
    its = [
        replace(told(number, action), quote=Quote(sentence, "en"), document=document)
        for number, (document, action) in enumerate(((d, a) for d in (1, 2) for a in actions), 1)
    ]
    brief = make_brief(world(*its), "en")
    assert "2 entries" in brief.summary.sentences[0].text
    assert [line for line in lines(brief, "agreed") if "defenders" in line] == [
        f"Nos. 1–4. Mexico: “{sentence}” (commitment; firm)."
    ]
    assert "In the same words: nos. 3 and 4." in lines(brief, "agreed")


def test_one_passage_from_elsewhere_stands_once():
    asked = [replace(FROM_ELSEWHERE, commitment=told(number, "end torture")) for number in (90, 91)]
    brief = make_brief(replace(world(told(2)), related=tuple(asked)), "en")
    assert len([line for line in lines(brief, "related") if line.startswith("Nos. 90 and 91.")]) == 1
    assert len([line for line in lines(brief, "related") if "end torture" in line]) == 1


@pytest.mark.parametrize(
    "other",
    [
        told(2, session=2),
        told(2, kind="recommendation"),
        told(2, actors=(MINISTRY,)),
        told(2, "protect journalists"),
    ],
    ids=["another session", "another kind", "another party", "other words"],
)
def test_what_is_not_the_same_promise_stays_apart(other):
    brief = make_brief(world(told(1), other), "en")
    assert not any("2" in line and "same" in line.lower() for line in lines(brief, "agreed"))
    assert "not counted apart" not in brief.summary.sentences[0].text


def test_short_words_are_the_same_by_chance():
    brief = make_brief(world(told(1, "ratify it"), told(2, "ratify it")), "en")
    assert "not counted apart" not in brief.summary.sentences[0].text


def test_what_is_known_of_one_telling_is_known_of_the_promise():
    against = told(
        2,
        evidence=(proof(6, "contradicts", "Nobody came.", 2),),
        assessments=(judged(8, MINISTRY, "met", "done"),),
    )
    brief = make_brief(world(told(1), against, told(3)), "en")
    assert lines(brief, "state")[0].startswith("Nos. 1–3.")
    assert lines(brief, "contradictions")[0].startswith("Nos. 1–3.")
    assert "0 of 1 entry" in next(one.text for one in brief.summary.sentences if one.see == "silence")
    asked = [line for line in lines(brief, "questions") if "Nobody came" in line]
    assert len(asked) == 1


def test_the_firm_wording_in_the_language_of_the_brief_leads():
    known = {"group": 7, "demand": Demand.DECIDED}
    spanish = replace(told(2, strength="firm"), quote=Quote("proteger a periodistas", "es"), **known)
    soft = told(1, strength="soft", **known)
    english = told(3, **known)
    assert "“protect" in lines(make_brief(world(soft, spanish, english), "en"), "agreed")[1]
    assert "“proteger" in lines(make_brief(world(soft, spanish, english), "es"), "agreed")[1]


def test_the_deadline_of_one_promise_falls_due_once():
    on = date(2026, 6, 1)
    its = [told(n, deadline_text="by June", due_on=on) for n in (1, 2)]
    due = [Due(one.record, "deadline", on) for one in its]
    brief = make_brief(world(*its, due=due), "en")
    assert len([line for line in lines(brief, "due") if "deadline of nos. 1 and 2" in line]) == 1


def test_two_groups_that_share_a_telling_are_one():
    known = {"group": 7, "demand": Demand.DECIDED}
    one, two, three = told(1, **known), told(2, **known), told(3)
    brief = make_brief(world(three, told(4, "shield the press from harm", **known), one, two), "en")
    assert "1 entry" in brief.summary.sentences[0].text
    assert "3 passages" in brief.summary.sentences[0].text
