"""The brief of a mechanism: what it holds and holds back, in how many queries, edited, and written to files."""

import io
import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument
from small_register import commit, read_document

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import adopt
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.briefs.citing import in_brackets
from tequio.apps.register.briefs.editing import drop_section, keep_section
from tequio.apps.register.briefs.errors import MechanismUnknown, NothingToBrief
from tequio.apps.register.briefs.gathering import commitments_of
from tequio.apps.register.briefs.making import make
from tequio.apps.register.briefs.naming import mechanism_named
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.briefs.related import related_to
from tequio.apps.register.briefs.writing import written
from tequio.apps.register.models import (
    Assignment,
    BriefSection,
    CommitmentTopic,
    Component,
    DemandGroup,
    Evidence,
    GroupMember,
    Mechanism,
    Report,
)
from tequio.apps.register.operations.errors import NothingToDo, WrongValue
from tequio.engines.briefing import as_plain

TODAY = date(2026, 5, 1)
SITE = Places("https://tequio.example")


def made(small, language="en"):
    return make(small.dialogue, language, SITE, TODAY)


def plain(small, code, language="en"):
    brief = made(small, language).brief
    return as_plain(brief.section(code), brief)


def test_every_section_is_filled_from_the_register(small):
    brief = made(small).brief
    codes = [section.code for section in brief.sections]
    assert codes == [
        "agreed",
        "state",
        "contradictions",
        "silence",
        "civil_society",
        "related",
        "due",
        "questions",
    ]
    assert all(sentence.sources for section in brief.sections for sentence in section.sentences)


def test_a_promise_of_three_documents_stands_once_with_each_of_them(small):
    words = "combat torture in every place of detention"
    version, other, third = (
        read_document(text, language=language)
        for text, language in (
            (f"Mexico will {words}.", "en"),
            (f"The parties agreed. Mexico will {words}!", "en"),
            ("México combatirá la tortura en la detención.", "es"),
        )
    )
    known = {"session": small.combat.session, "actors": [small.mexico]}
    told = [commit(version, words, **known), commit(other, words, **known)]
    told.append(commit(third, "combatirá la tortura en la detención", **known))
    group = DemandGroup.objects.create(state=small.mexico, label=words)
    for one in (told[0], told[2]):
        GroupMember.objects.create(group=group, commitment=one)
    agreed = plain(small, "agreed")
    assert agreed.count(words) == 1
    assert f"In the same words: no. {told[0].pk}. [c{told[0].pk}]" in agreed
    assert len(re.findall(r"Perhaps the same as (?:no\.|nos\.) [\d–]+, by a proposed group", agreed)) == 1
    assert all(f"[c{one.pk}]" in agreed for one in told[1:])
    DemandGroup.objects.update(is_decided=True)
    assert f"The same, in other words (no. {told[2].pk}): “combatirá" in plain(small, "agreed")


HELD = [
    ("agreed", "Mexico: “combat torture” (commitment; firm)."),
    ("agreed", "United Kingdom: “women take part” (recommendation; soft wording)."),
    ("state", "In charge: Ministry."),
    ("state", "Report of Ministry for 1 January 2025 to 31 December 2025: “We trained 120 officers.”"),
    ("state", "Answer of Mexico, 2019: noted."),
    ("state", "Assessment of Commission, 1 May 2026: “partially implemented”"),
    (
        "state",
        "More is on record that this document does not show, for it is confidential or under review: 1 record.",
    ),
    ("contradictions", "“Nobody came”."),
    ("silence", "3 authorities were asked “Did you meet?”: 1 answered and 2 did not."),
    ("silence", "No answer from: Authority 1 and Authority 2."),
    (
        "civil_society",
        "somebody whose name is not published handed in the recommendation “Figures”: “Publish them.”",
    ),
    ("related", "“end torture of women”"),
    ("due", "By its cadence, the next session is expected for March 2027."),
    ("questions", "How does Ministry answer the following, which contradicts"),
]


def test_what_a_brief_holds(small):
    Mechanism.objects.filter(pk=small.dialogue.pk).update(cadence_months=24)
    small.dialogue.refresh_from_db()
    brief = made(small).brief
    assert [(code, words) for code, words in HELD if words not in as_plain(brief.section(code), brief)] == []


def test_what_may_not_be_shown_is_in_no_form(small):
    brief = made(small).brief
    whole = written(brief, "json").decode()
    for word in ("SECRET", "UNSAID", "LATER", "GONE"):
        assert word not in whole


def test_a_report_under_review_is_counted_and_not_shown(small):
    Report.objects.update(state="submitted", words="UNDER REVIEW")
    assert "UNDER REVIEW" not in written(made(small).brief, "json").decode()
    assert "2 records" in plain(small, "state")


def test_what_is_only_proposed_rejected_or_of_another_mechanism_is_left_out(small):
    words = plain(small, "agreed")
    assert "Visits" not in words
    assert "ratify the Optional Protocol" not in words
    assert "búsqueda" not in words


def test_each_citation_leads_to_its_record_and_passage(small):
    cited = {one.record.mark: one for one in made(small).brief.citations}
    one = cited[f"c{small.combat.pk}"]
    document = small.version.document_id
    assert one.record.link == f"https://tequio.example/commitments/{small.combat.pk}/"
    assert one.record.source.link == f"https://tequio.example/documents/{document}/#finding-{small.combat.pk}"
    assert small.version.document.title in one.words
    assert cited[f"e{small.against.pk}"].record.source.title == "Gazette"


def test_the_number_of_queries_does_not_grow_with_the_mechanism(small):
    with CaptureQueriesContext(connection) as before:
        made(small)
    version = read_document(*(f"Mexico will do thing {n}." for n in range(40)))
    for number in range(40):
        commitment = commit(version, f"do thing {number}.", session=small.first, actors=[small.mexico])
        part = Component.objects.create(commitment=commitment, ordinal=1, words="do", state="accepted")
        Assignment.objects.create(component=part, institution=small.ministry, starts_on=TODAY)
        Evidence.objects.create(
            component=part, bearing="supports", finding="x", source="y", by=small.by, confidentiality="public"
        )
    with CaptureQueriesContext(connection) as after:
        made(small)
    assert len(after) == len(before) <= 36


def test_related_recommendations_share_two_subjects_and_the_state(small):
    ours = commitments_of(small.dialogue)
    (found,) = related_to(small.dialogue, ours)
    assert (found.commitment, found.with_commitments) == (small.elsewhere.pk, (small.combat.pk,))
    CommitmentTopic.objects.filter(commitment=small.elsewhere, topic=small.women).update(state="rejected")
    assert related_to(small.dialogue, ours) == []


def test_the_same_demand_comes_first_with_recommendations_and_promises(small):
    ours = commitments_of(small.dialogue)
    version = read_document("The Kingdom asks Mexico to stop torture. The parties will end all torture.")
    asked = commit(version, "stop torture", kind="recommendation", session=small.third, actors=[small.mexico])
    promised = commit(version, "end all torture", session=small.third, actors=[small.mexico])
    dropped = commit(version, "The Kingdom", session=small.third, state="rejected")
    decided = DemandGroup.objects.create(state=small.mexico, label="end torture", is_decided=True)
    proposed = DemandGroup.objects.create(state=small.mexico, label="meet")
    for group, its in ((decided, (small.combat, promised, dropped)), (proposed, (small.annual, asked))):
        GroupMember.objects.bulk_create(GroupMember(group=group, commitment=one) for one in its)
    found = [(one.commitment, one.with_commitments) for one in related_to(small.dialogue, ours)]
    assert found == [
        (promised.pk, (small.combat.pk,)),
        (asked.pk, (small.annual.pk,)),
        (small.elsewhere.pk, (small.combat.pk,)),
    ]
    said = plain(small, "related")
    assert f"Asks the same as no. {small.combat.pk} (a group that a person confirmed)." in said
    assert f"Asks the same as no. {small.annual.pk} (a proposed group, not confirmed)." in said
    assert "Pide lo mismo que" in plain(small, "related", "es")


# -- people write ---------------------------------------------------------------------------------------------


def test_what_a_person_wrote_survives_and_shows_what_changed_since(small, coordinator):
    text = f"We ask for “figures”. [c{small.combat.pk}]\nAnd nothing else."
    keep_section(small.dialogue, coordinator, made(small), "questions", text)
    now = made(small)
    assert plain(small, "questions") == text
    kept = now.kept["questions"]
    assert (kept.has_changed_since, kept.without_source, kept.row.by) == (False, 1, coordinator)
    assert "questions" not in made(small, "es").kept
    Evidence.objects.filter(pk=small.against.pk).update(withdrawn_on=TODAY)
    later = made(small)
    assert later.kept["questions"].has_changed_since
    assert "contradicts" not in later.kept["questions"].generated
    assert plain(small, "questions") == text


def test_what_is_written_and_given_back_is_in_the_log(small, coordinator):
    adopt()
    was = plain(small, "questions")
    keep_section(small.dialogue, coordinator, made(small), "questions", "Nothing to ask.")
    keep_section(small.dialogue, coordinator, made(small), "questions", "One thing to ask.")
    assert verify_ledger().first is None
    drop_section(small.dialogue, coordinator, "questions", "en")
    assert plain(small, "questions") == was
    assert not BriefSection.objects.exists()
    assert verify_ledger().first is None
    verbs = list(Event.objects.filter(object_type="brief-section").values_list("verb", flat=True))
    assert verbs == ["write-section", "write-section", "drop-section"]


REFUSED = [
    ("questions", "We ask. [c999999]", WrongValue, "c999999"),
    ("questions", "  \n ", WrongValue, "Write something"),
    ("nothing", "words", WrongValue, "no section"),
    ("classification", "x" * 201, WrongValue, "too long"),
    ("classification", "two\nlines", WrongValue, "too long"),
]


@pytest.mark.parametrize(("code", "words", "error", "says"), REFUSED)
def test_what_is_wrong_gets_one_sentence_and_changes_nothing(small, coordinator, code, words, error, says):
    with pytest.raises(error, match=says):
        keep_section(small.dialogue, coordinator, made(small), code, words)
    assert not BriefSection.objects.exists()


def test_a_reader_writes_nothing(small, reader):
    with pytest.raises(NotAllowed):
        keep_section(small.dialogue, reader, made(small), "questions", "Mine.")
    with pytest.raises(NotAllowed):
        drop_section(small.dialogue, reader, "questions", "en")


def test_the_same_words_again_are_nothing_to_do(small, coordinator):
    words = plain(small, "silence")
    with pytest.raises(NothingToDo):
        keep_section(small.dialogue, coordinator, made(small), "silence", words)
    with pytest.raises(NothingToDo):
        drop_section(small.dialogue, coordinator, "silence", "en")


# -- which mechanism ------------------------------------------------------------------------------------------

NAMED = ["Diálogo México–Reino Unido", "dialogo mexico-reino unido", "reino unido", "{pk}"]


@pytest.mark.parametrize("written_as", NAMED)
def test_a_mechanism_is_found_by_number_name_or_part(small, written_as):
    assert mechanism_named(written_as.format(pk=small.dialogue.pk)) == small.dialogue


def test_an_unknown_mechanism_gets_near_names(small):
    with pytest.raises(MechanismUnknown, match=r"no mechanism “Dialogue Mexico”.*Diálogo México–Reino Unido"):
        mechanism_named("Dialogue Mexico")
    Mechanism.objects.create(name_en="Another Group")
    with pytest.raises(MechanismUnknown, match=r"Several mechanisms.*High-level Group"):
        mechanism_named("group")


@pytest.mark.django_db
def test_an_empty_register_says_so():
    with pytest.raises(MechanismUnknown, match="no mechanism yet"):
        mechanism_named("anything")


def test_a_mechanism_without_sessions_gets_one_sentence(small):
    empty = Mechanism.objects.create(name_en="Idle Dialogue")
    with pytest.raises(NothingToBrief, match=r"Idle Dialogue has no session"):
        make(empty, "en", SITE)


# -- files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_word_document_opens_with_all_of_it(small, language):
    brief = made(small, language).brief
    document = Document(io.BytesIO(written(brief, "docx")))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for section in brief.sections:
        assert f"{section.number}. {section.title}" in words
    assert brief.classification.upper() in words
    assert words.count("[1]") >= 2  # cited, and in the annex
    quotes = [run for p in document.paragraphs for run in p.runs if run.style.name == "Brief Quote"]
    assert len(quotes) > 10
    assert document.styles["Brief Quote"].font.italic
    assert document.tables[0].cell(0, 0).text in {"A favor", "For"}
    normal = document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val"))
    assert (normal, document.core_properties.language) == ({"es": "es-MX", "en": "en-GB"}[language],) * 2
    footer = page.footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_pdf_has_real_text_page_numbers_and_tags(small, language):
    brief = made(small, language).brief
    content = written(brief, "pdf")
    pdf = PdfDocument(content)
    pages = [page.get_textpage() for page in pdf]
    words = " ".join(" ".join(page.get_text_bounded() for page in pages).split())
    assert pdf.get_metadata_value("Title") == f"{brief.title}: {brief.mechanism}"
    for section in brief.sections:
        assert section.title in words
    for wanted in ("Diálogo México–Reino Unido", "“combat torture”", brief.citations[-1].words[:20]):
        assert wanted in words
    assert f"{brief.labels['page']} 1 {brief.labels['of']} {len(pages)}" in words
    assert pdf.is_tagged()
    assert re.search(rb"/Lang\s*\(" + language.encode(), content)
    assert written(brief, "pdf") == content


def test_words_of_a_source_command_nothing_in_a_file(small):
    version = read_document("Mexico will #panic(1) $x$ @y = \\end now.")
    commit(version, "#panic(1) $x$ @y = \\end now.", session=small.first, actors=[small.mexico])
    brief = made(small).brief
    words = " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(written(brief, "pdf")))
    assert "#panic(1) $x$ @y = \\end" in words
    assert "#panic(1) $x$ @y = \\end" in "\n".join(
        p.text for p in Document(io.BytesIO(written(brief, "docx"))).paragraphs
    )


def test_json_is_the_whole_brief(small):
    found = json.loads(written(made(small, "es").brief, "json"))
    assert (found["language"], found["made_on"]) == ("es", "2026-05-01")
    assert {one["number"] for one in found["citations"]} == set(range(1, len(found["citations"]) + 1))


@pytest.mark.parametrize(
    ("numbers", "words"), [((), ""), ((3,), "[3]"), ((1, 2), "[1–2]"), ((9, 3, 4, 5), "[3–5, 9]")]
)
def test_citations_are_joined_as_ranges(numbers, words):
    assert in_brackets(numbers) == words
