"""State reports: which session and recommendations, what is filled and held back, edited, refused, written."""

import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdfium2 import PdfDocument

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import adopt
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register import state_reports as reports
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.models import StateReport, StateReportSection
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.engines.briefing import as_plain, templates

TODAY = date(2026, 5, 1)
SITE = Places("https://tequio.example")
CCPR = templates()["ccpr"]


def made(asked, language="en", template=CCPR, **more):
    return reports.make_state_report(asked.mexico, template, asked.last, language, SITE, today=TODAY, **more)


def plain(asked, code, language="en", **more):
    document = made(asked, language, **more).report.document
    return as_plain(document.section(code), document)


@pytest.fixture
def begun(asked):
    return reports.begin_report(asked.mexico, CCPR, asked.last, asked.by)


def test_the_last_session_that_asked_the_state_is_reported_on(asked):
    assert reports.mechanism_of(CCPR) == asked.committee
    answered = reports.sessions_answered(asked.mexico, asked.committee)
    assert [(one.session, one.n) for one in answered] == [(asked.last, 3), (asked.old, 1)]
    assert reports.session_named(asked.mexico, CCPR, None) == asked.last
    assert reports.session_named(asked.mexico, CCPR, asked.old.pk) == asked.old


def test_the_report_holds_what_there_is_and_says_what_is_missing(asked):
    said = plain(asked, "recommendations")
    for wanted in (
        "“abolish arraigo”",
        "Answer of México, 2020: noted.",
        "In favour: “A law”.",
        "Against: “Cases go on”.",
    ):
        assert wanted in said
    assert "SECRET" not in said
    assert "1 record" in said
    assert "Not on record: an institution in charge, actions, an accepted report, an assessment." in said
    assert "protect journalists" not in said
    assert "close its camps" not in said
    assert "The Kingdom" not in said


def test_every_sentence_cites_a_record_of_the_register(asked):
    made_report = made(asked)
    for section in made_report.report.document.sections:
        for sentence in section.sentences:
            assert sentence.sources or sentence.text.startswith("[To be written")


def test_queries_do_not_grow_with_the_recommendations(asked):
    with CaptureQueriesContext(
        connection,
    ) as one:
        made(asked, entries={asked.torture.pk})
    with CaptureQueriesContext(connection) as all_of:
        made(asked)
    assert len(all_of) <= len(one) + 1


def test_chosen_recommendations_alone_are_answered(asked, begun):
    reports.choose_entries(begun, asked.by, [asked.torture.pk])
    said = plain(asked, "recommendations")
    assert "end torture" in said
    assert "arraigo" not in said
    assert f"those that were chosen: no. {asked.torture.pk}." in plain(asked, "introduction")
    reports.choose_entries(begun, asked.by, [asked.arraigo.pk, asked.torture.pk, asked.missing.pk])
    assert not begun.entries.exists()  # all of them is as none chosen
    with pytest.raises(NothingToDo):
        reports.choose_entries(begun, asked.by, [])


def test_a_recommendation_of_another_state_or_session_cannot_be_chosen(asked, begun):
    for strange in (asked.elsewhere, asked.earlier, asked.proposed):
        with pytest.raises(WrongValue, match=f"No. {strange.pk} is no recommendation"):
            reports.choose_entries(begun, asked.by, [asked.torture.pk, strange.pk])
    assert not begun.entries.exists()


def test_what_a_person_wrote_survives_and_shows_what_changed_since(asked, begun):
    text = f"We abolished it. [c{asked.arraigo.pk}]"
    reports.keep_report_section(made(asked), asked.by, "preparation", text)
    now = made(asked)
    assert plain(asked, "preparation") == text
    assert not now.kept["preparation"].has_changed_since
    reports.keep_report_section(now, asked.by, "recommendations", text)
    asked.against.withdrawn_on = TODAY
    asked.against.save()
    assert made(asked).kept["recommendations"].has_changed_since
    assert plain(asked, "recommendations") == text
    assert "preparation" not in made(asked, "es").kept
    reports.drop_report_section(made(asked), asked.by, "recommendations")
    assert "end torture" in plain(asked, "recommendations")


def test_each_step_is_in_the_log_once_and_the_log_stays_whole(asked):
    adopt()
    row = reports.begin_report(asked.mexico, CCPR, asked.last, asked.by)
    assert reports.begin_report(asked.mexico, CCPR, asked.last, asked.by) == row
    reports.choose_entries(row, asked.by, [asked.torture.pk])
    reports.keep_report_section(made(asked), asked.by, "missing", "Little.")
    reports.keep_report_section(made(asked), asked.by, "missing", "Nothing.")
    reports.drop_report_section(made(asked), asked.by, "missing")
    verbs = list(
        Event.objects.filter(object_type="state-report").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == [
        "begin-state-report",
        "choose-recommendations",
        "write-section",
        "write-section",
        "drop-section",
    ]
    assert verify_ledger().first is None


REFUSED = [
    ("missing", "All is done. [c999999]", "c999999"),
    ("missing", "  \n ", "Write something"),
    ("questions", "words", "no section “questions”"),
    ("classification", "x" * 201, "too long"),
]


@pytest.mark.parametrize(("code", "words", "says"), REFUSED)
def test_what_is_wrong_gets_one_sentence_and_changes_nothing(asked, begun, code, words, says):
    with pytest.raises(WrongValue, match=says):
        reports.keep_report_section(made(asked), asked.by, code, words)
    assert not StateReportSection.objects.exists()


def test_a_reader_begins_chooses_and_writes_nothing(asked, begun, reader):
    with pytest.raises(NotAllowed):
        reports.begin_report(asked.mexico, templates()["cat"], asked.last, reader)
    with pytest.raises(NotAllowed):
        reports.choose_entries(begun, reader, [asked.torture.pk])
    with pytest.raises(NotAllowed):
        reports.keep_report_section(made(asked), reader, "missing", "Mine.")
    with pytest.raises(NotAllowed):
        reports.drop_report_section(made(asked), reader, "missing")
    assert StateReport.objects.count() == 1


def test_nothing_to_report_is_said_in_one_sentence(asked):
    with pytest.raises(reports.NothingToReport, match="no recommendation of Committee against Torture to"):
        reports.session_named(asked.mexico, templates()["cat"], None)
    with pytest.raises(reports.NothingToReport, match=f"sessions that did: {asked.last.pk}, {asked.old.pk}"):
        reports.session_named(asked.mexico, CCPR, 424242)
    with pytest.raises(reports.NothingToReport, match="None of these"):
        made(asked, entries={asked.elsewhere.pk})
    with pytest.raises(WrongValue, match="recommended nothing"):
        reports.begin_report(asked.kingdom, CCPR, asked.old, asked.by)
    with pytest.raises(reports.NothingToReport, match="Begin this report first"):
        reports.keep_report_section(made(asked), asked.by, "missing", "Mine.")


NAMED = ["MX", "mx", "México", "Mexico", "{pk}"]


@pytest.mark.parametrize("written", NAMED)
def test_a_state_is_found_by_code_name_or_number(asked, written):
    assert reports.state_named(written.format(pk=asked.mexico.pk)) == asked.mexico


def test_an_unknown_state_and_an_unknown_body_get_one_sentence(asked):
    with pytest.raises(reports.StateUnknown, match="no State “Atlantis”"):
        reports.state_named("Atlantis")
    with pytest.raises(reports.BodyUnknown, match="there are: cat, ccpr"):
        reports.template_named("fifa")


def test_a_template_of_ones_own_is_read_or_refused_in_one_sentence(tmp_path):
    own = tmp_path / "own.toml"
    cases = [
        (b"code = ", "is no TOML"),
        (b'code = "a"', "has no section"),
        (b"\xff\xfe", "UTF-8"),
        (b"#" * 1_000_001, "too large"),
    ]
    for content, sentence in cases:
        own.write_bytes(content)
        with pytest.raises(reports.TemplateBroken, match=sentence):
            reports.template_read(own)
    with pytest.raises(reports.TemplateBroken, match="cannot be read"):
        reports.template_read(tmp_path / "none.toml")


@pytest.mark.parametrize("language", ["es", "en"])
def test_files_hold_the_sections_their_lengths_and_the_annex(asked, language):
    report = made(asked, language).report
    word = "\n".join(p.text for p in Document(io.BytesIO(reports.written(report, "docx"))).paragraphs)
    pages = PdfDocument(reports.written(report, "pdf"))
    pdf = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    for section in report.document.sections:
        assert f"{section.number}. {section.title}" in word
        assert section.title in pdf
    for wanted in ("3,500", "CCPR/C/161", report.document.annex):
        assert wanted in word
        assert wanted in pdf
    found = json.loads(reports.written(report, "json"))
    assert found["words"] == report.whole.words == sum(one["words"] for one in found["lengths"])
    assert found["limit"]["words"] == 3500
