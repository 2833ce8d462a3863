"""A State's report: templates and what is wrong with one, what is filled, how long it is, what a person wrote."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_world import (
    ASKED,
    COMMISSION,
    CONTRADICTED,
    FIRST,
    MEXICO,
    NOTED,
    SUBMISSION,
    TODAY,
    judged,
    proof,
)

from tequio.engines.briefing import (
    FILLS,
    LanguageUnknown,
    Length,
    Name,
    NothingToReport,
    Quote,
    Reported,
    Standing,
    TemplateUnusable,
    World,
    Written,
    is_to_be_written,
    make_report,
    read_template,
    report_as_object,
    templates,
)

pytestmark = pytest.mark.engine

COMMITTEE = Name("Comité de Derechos Humanos", "Human Rights Committee")
JUDGED = replace(
    CONTRADICTED,
    kind="recommendation",
    asked_by=(COMMITTEE,),
    evidence=(*CONTRADICTED.evidence, proof(21, "context", "A law.", 2)),
)
REPORTED = Reported(
    MEXICO,
    World(
        COMMITTEE,
        1,
        TODAY,
        (FIRST,),
        (JUDGED, NOTED, replace(ASKED, kind="recommendation")),
        submissions=(SUBMISSION,),
    ),
    on_record=5,
)
SMALLEST = """
code = "own"
body = "ccpr"
name = { es = "Comité", en = "Committee" }
title = { es = "Informe", en = "Report" }

[limit]
words = 20
standing = "published"
source = "A rule"
note = { es = "Dice la regla.", en = "Says the rule." }

[[section]]
code = "recommendations"
fills = "recommendations"
title = { es = "Una por una", en = "One by one" }
words = 10
"""
OWN = read_template(SMALLEST, "own.toml", FILLS)


def words_of(report, code):
    section = report.document.section(code)
    return "\n".join(sentence.text for sentence in section.sentences)


# -- templates ------------------------------------------------------------------------------------------------


def test_the_templates_that_come_along_name_their_bodies_sections_and_sources():
    assert set(templates()) == {
        "cat", "ccpr", "ced", "cedaw", "cerd", "cescr", "cmw", "crc", "crpd", "iachr", "upr"
    }  # fmt: skip
    for one in templates().values():
        assert one.limit.source
        assert one.limit.note.es
        assert one.limit.note.en
        assert [part.fills for part in one.parts].count("recommendations") == 1
        assert one.parts[-1].fills == "missing"


LIMITS = [("ccpr", 3500), ("cat", 3500), ("cedaw", 3500), ("crc", 21200), ("crpd", 21200), ("upr", None)]


@pytest.mark.parametrize(("code", "words"), LIMITS)
def test_limits_stand_as_far_as_they_are_known(code, words):
    limit = templates()[code].limit
    assert limit.words == words
    assert (limit.standing is Standing.NONE) == (words is None)


BROKEN = [
    ("code = ", "is no TOML"),
    (SMALLEST.split("[[section]]", maxsplit=1)[0], "own.toml has no section"),
    (SMALLEST.replace('code = "own"\n', ""), "own.toml has no code"),
    (SMALLEST.replace('code = "own"', 'code = "../etc"'), "has the code ../etc"),
    (SMALLEST.replace('{ es = "Informe", en = "Report" }', '{ en = "Report" }'), "no title in Spanish and English"),
    (SMALLEST.replace('{ es = "Una por una", en = "One by one" }', '"One"'), "section 1, has no title"),
    (SMALLEST.replace('fills = "recommendations"', 'fills = "magic"'), "section 1, is filled by magic; write one of"),
    (SMALLEST.replace('fills = "recommendations"', 'fills = "hand"'), "section 1, has no guidance"),
    (SMALLEST.replace("words = 10", "words = -3"), "section 1, allows -3 words"),
    (SMALLEST.replace("words = 10", 'words = "many"'), "allows 'many' words"),
    (SMALLEST.replace("words = 10", "word = 10"), "section 1, has the field word, which means nothing"),
    (SMALLEST.replace('standing = "published"', 'standing = "sure"'), "limit, has the standing sure"),
    (SMALLEST.replace('standing = "published"', 'standing = "none"'), "words where its standing is not none"),
    (SMALLEST.replace("[limit]", "[limits]"), "has no limit; write a table"),
    (SMALLEST + SMALLEST[SMALLEST.index("[[section]]") :], "two sections with the code recommendations"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), BROKEN, ids=range(len(BROKEN)))
def test_a_broken_template_gets_one_sentence_that_says_where(content, sentence):
    with pytest.raises(TemplateUnusable) as raised:
        read_template(content, "own.toml", FILLS)
    said = str(raised.value)
    assert sentence in said
    assert said.startswith("own.toml")
    assert said.endswith(".")
    assert "\n" not in said


# -- what is filled -------------------------------------------------------------------------------------------

HELD = [
    ("introduction", "Addressed to: Human Rights Committee."),
    ("introduction", "Of that session 5 recommendations are on record; this report covers those that were chosen: nos. 2–4."),
    ("positions", "Answer of Mexico, noted (1): no. 3."),
    ("positions", "No answer on record (2): nos. 2 and 4."),
    ("overview", "With evidence against (1): no. 2."),
    ("overview", "With assessments that differ (1): no. 2."),
    ("recommendations", "No. 2. Human Rights Committee: “train the police”."),
    ("recommendations", "Report of Ministry of the Interior for 1 January 2025 to 31 December 2025: “We trained 120 officers.”"),
    ("recommendations", "In favour: “A course was held”."),
    ("recommendations", "Against: “Nobody came”."),
    ("recommendations", "Context: “A law”."),
    ("recommendations", "Assessment of National Commission, 1 February 2026: “not met” (Own scale; sure)."),
    ("recommendations", "Not on record: an institution in charge, actions, an accepted report, evidence, an assessment."),
    ("civil_society", "handed in the recommendation “Figures”"),
    ("missing", "Without an assessment (2): nos. 3 and 4."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words"), HELD)
def test_sections_are_filled_from_the_records(code, words):
    assert words in words_of(make_report(REPORTED, templates()["upr"], "en"), code)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", sorted(templates()))
def test_every_sentence_cites_a_record_or_says_that_it_is_to_be_written(code, language):
    report = make_report(REPORTED, templates()[code], language)
    for section in report.document.sections:
        for sentence in section.sentences:
            assert sentence.sources or is_to_be_written(sentence)
            assert is_to_be_written(sentence) == sentence.text.startswith("[")


def test_a_long_quote_is_never_cut():
    long = "word " * 400 + "end"
    entry = replace(NOTED, quote=Quote(long, "en"))
    report = make_report(replace(REPORTED, world=replace(REPORTED.world, commitments=(entry,))), OWN, "en")
    assert "word end”" in words_of(report, "recommendations")
    assert "[…]" not in words_of(report, "recommendations")


def test_what_is_complete_is_said_to_be():
    entry = replace(JUDGED, assessments=(judged(7, COMMISSION, "met", "done"),))
    report = make_report(
        replace(REPORTED, world=replace(REPORTED.world, commitments=(entry,))), templates()["upr"], "en"
    )
    assert words_of(report, "missing").startswith("Of each recommendation somebody in charge")


# -- how long it is -------------------------------------------------------------------------------------------


def test_words_are_counted_without_marks_and_without_what_is_to_be_written():
    report = make_report(REPORTED, templates()["ccpr"], "en")
    assert report.length("preparation") == Length("preparation", 5, None)  # its title alone
    section = report.document.section("missing")
    counted = len(section.title.split()) + sum(len(one.text.split()) for one in section.sentences)
    assert report.length("missing").words == counted
    assert report.whole.words == sum(one.words for one in report.lengths)
    assert not report.is_too_long


def test_over_the_limit_the_report_says_by_how_much_and_what_is_longest():
    report = make_report(REPORTED, OWN, "en")
    whole, section = report.whole, report.length("recommendations")
    assert (whole.most, whole.over, section.over) == (20, whole.words - 20, section.words - 10)
    assert report.is_too_long
    summary = words_of(report, "summary")
    assert f"{whole.words} words of 20 at most: {whole.over} too many." in summary
    assert "Nothing was cut. The longest, where to shorten: No. 2. Human Rights Committee" in summary
    assert "Limit: Says the rule." in summary
    found = report_as_object(report)
    assert (found["words"], found["limit"]["over"], found["template"]) == (whole.words, whole.over, "own")
    assert found["lengths"] == [
        {"section": "recommendations", "words": section.words, "most": 10, "over": section.over}
    ]


# -- what a person wrote --------------------------------------------------------------------------------------


def test_what_a_person_wrote_takes_the_place_and_is_counted():
    mine = {"recommendations": Written("We act. [c2]\nAnd “so on”.", date(2026, 4, 1))}
    report = make_report(REPORTED, OWN, "en", mine)
    assert words_of(report, "recommendations") == "We act.\nAnd “so on”."
    assert report.length("recommendations").words == 8
    assert not report.whole.over


def test_nothing_to_report_and_another_language_are_refused():
    empty = replace(REPORTED, world=replace(REPORTED.world, commitments=()))
    with pytest.raises(NothingToReport, match="nothing to report on"):
        make_report(empty, OWN, "en")
    with pytest.raises(LanguageUnknown, match="es or en"):
        make_report(REPORTED, OWN, "fr")


def test_names_of_the_assessors_stand_apart_and_are_not_averaged():
    said = words_of(make_report(REPORTED, templates()["ccpr"], "es"), "recommendations")
    assert said.count("Evaluación de ") == 2
    assert COMMISSION.es in said


def test_a_passage_that_asks_two_things_is_quoted_once():
    first = replace(JUDGED, quote=Quote("abolish arraigo and train judges", "en"), document=7)
    number = replace(JUDGED.record, number=99)
    second = replace(first, record=number, action="train judges", assessments=())
    both = replace(REPORTED, world=replace(REPORTED.world, commitments=(first, second)))
    said = words_of(make_report(both, templates()["ccpr"], "en"), "recommendations")
    assert said.count("abolish arraigo") == 1
    assert "No. 99. Of the same passage: “train judges”." in said
    apart = replace(both, world=replace(both.world, commitments=(first, replace(second, document=8))))
    said = words_of(make_report(apart, templates()["ccpr"], "en"), "recommendations")
    assert said.count("abolish arraigo") == 2


def test_a_report_is_made_and_a_brief_too_each_in_its_gender():
    labels = make_report(REPORTED, templates()["ccpr"], "es").document.labels
    assert (labels["made_on"], labels["session"]) == ("Elaborado el", "Informa sobre")
