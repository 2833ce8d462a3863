"""What stands in a brief, and that nothing stands in it without its record."""

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_world import (
    CONTRADICTED,
    NOTED,
    OVERDUE,
    SILENT,
    TODAY,
    WORLD,
    entry,
    judged,
    record,
)

from tequio.engines.briefing import (
    SECTIONS,
    Kind,
    LanguageUnknown,
    MarkUnknown,
    Name,
    NextSession,
    NothingToBrief,
    Quote,
    Sides,
    Style,
    Written,
    as_object,
    as_plain,
    check_marks,
    make_brief,
    without_source,
)


def plain(code, language="en", world=WORLD, written=None):
    brief = make_brief(world, language, written)
    section = brief.section(code)
    return as_plain(section, brief) if section else None


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_sentence_cites_a_record_or_the_section_that_does(language):
    brief = make_brief(WORLD, language)
    assert [section.code for section in brief.sections] == list(SECTIONS)
    for section in (brief.summary, *brief.sections):
        for sentence in section.sentences:
            assert sentence.sources or brief.section(sentence.see), sentence.text
            assert all(1 <= number <= len(brief.citations) for number in sentence.sources)
            assert not re.search(r"[{}]|None|\bTrue\b", sentence.text)
    assert [one.number for one in brief.citations] == list(range(1, len(brief.citations) + 1))
    assert len({one.record.mark for one in brief.citations}) == len(brief.citations)


def test_every_quote_is_verbatim():
    brief = make_brief(WORLD, "es")
    known = json.dumps(
        [str(one) for one in (WORLD.commitments, WORLD.submissions, WORLD.related)], ensure_ascii=False
    )
    quotes = [
        run.words
        for section in brief.sections
        for sentence in section.sentences
        for run in sentence.runs
        if run.style is Style.QUOTE
    ]
    assert len(quotes) > 20
    assert [words for words in quotes if words.rstrip(".") not in known] == []


AGREED = [
    ("en", "No. 1. Mexico: “ratify the Protocol” (commitment; firm; deadline: by June 2020). [c1]"),
    ("es", "N.º 1. México: “ratify the Protocol” (compromiso; firme; plazo: by June 2020). [c1]"),
    ("es", "N.º 3. Reino Unido → México: “abolish arraigo” (recomendación; firme). [c3]"),
    ("en", "## 1st edition, 16 January 2019 in London"),
    ("es", "## 1.ª edición, 16 de enero de 2019 en London"),
    ("es", "## 2.ª edición, 2024"),
]


@pytest.mark.parametrize(("language", "line"), AGREED)
def test_what_was_agreed_is_quoted_by_edition(language, line):
    assert line in plain("agreed", language).replace("- N", "N")


def test_a_passage_with_several_entries_stands_once():
    quote = "ratify and publish"
    twins = replace(WORLD, commitments=(entry(1, quote), entry(2, quote), entry(3, "other")))
    lines = [line for line in plain("agreed", world=twins).splitlines() if line.startswith("- ")]
    assert [line.split(". ")[0] + "." + line.split(". ")[1] for line in lines] == ["- Nos.1 and 2", "- No.3"]


STATE = [
    "- In charge: Ministry of the Interior. [c2]",
    "- Report of Ministry of the Interior for 1 January 2025 to 31 December 2025: “We trained 120 officers.” [r4]",
    "- Action of Ministry of the Interior, under way: “Training plan”. [a9]",
    "- Assessment of National Commission, 1 February 2026: “not met” (Own scale; sure). Reason given: “Because.” [v8]",
    "- Answer of Mexico, March 2019: noted. [p11]",
]


@pytest.mark.parametrize("line", STATE)
def test_each_says_how_it_stands_in_a_sentence_of_its_own(line):
    assert line in plain("state")


def test_assessments_are_never_averaged_and_differ_only_on_one_component():
    assert "“met” (Own scale) and National Commission says “not met”" in plain("contradictions")
    apart = replace(
        CONTRADICTED,
        assessments=(judged(7, Name("A"), "met", "done"), judged(8, Name("B"), "no", "none", component=2)),
    )
    unread = replace(
        CONTRADICTED, assessments=(judged(7, Name("A"), "met", None), judged(8, Name("B"), "no", "none"))
    )
    assert (CONTRADICTED.disagree != (), apart.disagree, unread.disagree) == (True, (), ())


def test_evidence_for_and_against_stand_beside_one_another():
    section = make_brief(WORLD, "en").section("contradictions")
    (sides,) = [block for block in section.blocks if isinstance(block, Sides)]
    assert sides.names == ("For", "Against")
    assert ["trained" in one.text or "course" in one.text for one in sides.sides[0]] == [True, True]
    assert [one.text for one in sides.sides[1]] == ["“Nobody came”."]


def test_silence_is_counted_and_named():
    words = plain("silence")
    assert "64 authorities were asked “How many were found?”: 44 answered and 20 did not. [q12]" in words
    assert "No answer from: Ministry of the Interior." in words
    assert "2nd edition, without report, evidence or assessment from anybody: nos. 4 and 5. [c4, c5]" in words


def test_what_is_hidden_is_no_silence():
    hidden = replace(WORLD, commitments=(replace(SILENT, hidden=2, session=2),))
    assert "exchange" not in (plain("silence", world=hidden) or "")
    assert "More is on record that this document does not show" in plain("state", world=hidden)


DUE = [
    ("The next session was announced for 2025, Mexico City; no record says that it was held. [n2]", True),
    ("- 30 June 2020: deadline of no. 1, “ratify the Protocol”. [c1]", True),
    ("1 June 2026: reply of Ministry of the Interior on no. 4. [d15]", True),
    ("2030", False),
]


@pytest.mark.parametrize(("words", "is_there"), DUE)
def test_what_falls_due_before_the_session(words, is_there):
    assert (words in plain("due")) is is_there


NEXT = [
    (("2025", date(2025, 12, 31), True), "announced for 2025; no record says that it was held"),
    (("2027", date(2027, 12, 31), True), "announced for 2027; it is in time until 31 December 2027"),
    (("next spring", None, True), "announced for “next spring”."),
    (("2025-03", date(2025, 3, 31), False), "By its cadence, the next session was expected for March 2025"),
    (("2027-03", date(2027, 3, 31), False), "By its cadence, the next session is expected for March 2027"),
]


@pytest.mark.parametrize(("following", "words"), NEXT)
def test_the_next_session_is_told_as_far_as_it_is_known(following, words):
    period, last, is_announced = following
    world = replace(WORLD, next=NextSession(record(Kind.SESSION, 2), period, "", last, is_announced), due=())
    assert words in plain("due", world=world)


QUESTIONS = [
    "How does Ministry of the Interior answer the following, which contradicts no. 2 (“train the police”): “Nobody came.”? [c2, e6]",
    "What was done on no. 1 (“ratify the Protocol”), whose deadline passed on 30 June 2020",
    "When will Ministry of the Interior hand in the report on no. 2, which was due on 31 January 2026? [d14]",
    "On no. 2 (“train the police”), Ministry of the Interior says “met” (Own scale) and National Commission says",
    "The next session was announced for 2025 and no record says that it was held: which date do the parties propose?",
    "Why have 20 of 64 authorities not answered the question “How many were found?”? [q12]",
    "Mexico answered “noted” to no. 3 (“abolish arraigo”), March 2019: does it maintain that position?",
    "What reply will be given to the recommendation “Figures”, from civil society, received on 3 March 2026? [s13]",
    "What has been done on no. 5 (“exchange good practices”; 2nd edition), on which nobody has reported? [c5]",
]


def test_questions_follow_from_the_records_by_rule_and_in_order():
    words = plain("questions")
    places = [words.find(question) for question in QUESTIONS]
    assert [question for question, at in zip(QUESTIONS, places, strict=True) if at < 0] == []
    assert places == sorted(places)


def test_of_what_is_in_order_nothing_is_asked():
    calm = replace(
        WORLD,
        commitments=(
            replace(
                NOTED, positions=(replace(NOTED.positions[0], answer="supported"),), in_charge=(Name("A"),)
            ),
        ),
        next=None,
        submissions=(),
        related=(),
        due=(),
    )
    brief = make_brief(calm, "es")
    assert [section.code for section in brief.sections] == ["agreed", "state"]


def test_many_questions_of_a_kind_are_named_by_number():
    many = tuple(replace(OVERDUE, record=record(Kind.COMMITMENT, n)) for n in range(1, 31))
    words = plain("questions", world=replace(WORLD, commitments=many, due=()))
    assert words.count("whose deadline passed") == 8
    assert "Of the same kind, besides: nos. 9–30" in words


def test_a_text_of_a_person_takes_the_place_of_its_section_and_keeps_its_sources():
    text = "## Mine\nWe wait for “exact words”. [c5, e6]\n- an entry [c99]\nNothing rests here."
    brief = make_brief(WORLD, "en", {"silence": Written(text, TODAY)})
    section = brief.section("silence")
    assert section.written_on == TODAY
    assert as_plain(section, brief).splitlines() == [
        "## Mine",
        "We wait for “exact words”. [c5, e6]",
        "- an entry (record c99 is cited no more)",
        "Nothing rests here.",
    ]
    assert without_source(text) == 1
    with pytest.raises(MarkUnknown, match=r"c99"):
        check_marks(text, {"c5", "e6"})


def test_the_line_that_says_who_may_read_it_can_be_written():
    assert make_brief(WORLD, "es").classification == "Documento de trabajo · uso interno"
    assert (
        make_brief(WORLD, "es", {"classification": Written("Reservado", TODAY)}).classification == "Reservado"
    )


@pytest.mark.parametrize("language", ["es", "en"])
def test_plain_text_of_a_section_is_read_back_as_the_same(language):
    brief = make_brief(WORLD, language)
    for section in brief.sections:
        words = as_plain(section, brief)
        again = make_brief(WORLD, language, {section.code: Written(words, TODAY)})
        assert [line for line in as_plain(again.section(section.code), again).splitlines() if line] == [
            line for line in words.splitlines() if line
        ]


def test_nothing_is_written_of_nothing():
    with pytest.raises(NothingToBrief):
        make_brief(replace(WORLD, sessions=()), "es")
    with pytest.raises(LanguageUnknown):
        make_brief(WORLD, "fr")
    bare = make_brief(replace(WORLD, commitments=(), next=None, submissions=(), related=(), due=()), "en")
    assert [section.code for section in bare.sections] == ["agreed"]


def test_a_long_quote_is_cut_at_a_word_and_says_so():
    long = replace(SILENT, quote=Quote("words and more " * 100, "en"))
    words = plain("agreed", world=replace(WORLD, commitments=(long,)))
    assert "[…]”" in words
    assert "mor […]" not in words


def test_json_holds_everything():
    made = as_object(make_brief(WORLD, "es"))
    assert json.loads(json.dumps(made))["sections"][0]["code"] == "agreed"
    cited = {number for s in made["sections"] for b in s["blocks"] for number in b.get("sources", ())}
    assert cited <= {one["number"] for one in made["citations"]}
    assert made["citations"][0]["document"] == "Joint statement"


def test_of_a_long_silent_session_the_firmest_are_asked_about_by_name_and_none_is_lost():
    many = tuple(
        entry(n, f"thing {n}", session=2 if n > 10 else 1, strength="firm" if n > 20 else "soft")
        for n in range(1, 31)
    )
    words = plain(
        "questions", world=replace(WORLD, commitments=many, due=(), submissions=(), next=None, related=())
    )
    assert [n for n in range(1, 31) if f"(“thing {n}”" in words] == [21, 22, 23, 24, 25, 26]
    assert (
        "2nd edition: what has been done on the following, on which nobody has reported: nos. 11–20 and 27–30?"
        in words
    )
    assert (
        "1st edition: what has been done on the following, on which nobody has reported: nos. 1–10?" in words
    )
