"""What the reading room shows."""

import pytest
from plain_statements import STATEMENT, bring

from tequio.apps.register.operations import accept, add, reject, rescue, undo
from tequio.apps.register.queries.review import findings as findings_of
from tequio.apps.register.queries.review import progress_of, reading_room

pytestmark = pytest.mark.django_db


def test_the_pieces_of_a_paragraph_are_its_whole_text_with_findings_marked(version, findings):
    room = reading_room(version)
    for shown in room.paragraphs:
        text = "".join(piece.text for piece in shown.pieces)
        assert text == STATEMENT[shown.paragraph.start : shown.paragraph.end]
        for piece in shown.pieces:
            assert STATEMENT[piece.start : piece.end] == piece.text
    for finding in findings:
        marked = "".join(p.text for s in room.paragraphs for p in s.pieces if finding.pk in p.commitments)
        assert marked == finding.passage.exact
        assert sum(finding.pk in p.begins for s in room.paragraphs for p in s.pieces) == 1
    (look_alike,) = room.look_alikes
    assert "".join(p.text for s in room.paragraphs for p in s.pieces if look_alike.pk in p.look_alikes) == (
        "They discussed the death penalty."
    )


def test_overlapping_quotes_cut_the_text_where_each_begins_and_ends(version, coordinator):
    start = STATEMENT.index("the United Kingdom agreed to exchange")
    inner = add(version, start, start + 18, coordinator).commitment
    room = reading_room(version)
    pieces = [piece for shown in room.paragraphs for piece in shown.pieces if inner.pk in piece.commitments]
    assert [piece.text for piece in pieces] == ["the United Kingdom"]
    assert len(pieces[0].commitments) == 2


def test_findings_stand_in_the_order_of_the_text_or_doubtful_first(version, findings):
    assert list(findings_of(version)) == findings
    doubtful = list(findings_of(version, doubtful_first=True))
    assert doubtful == [findings[2], findings[0], findings[1]]
    assert list(findings_of(version, kinds=["agreement"])) == []


def test_seen_is_the_last_decision_and_progress_counts_the_decided(version, findings, coordinator):
    assert (progress_of(version).checked, progress_of(version).total) == (0, 3)
    first = accept(findings[0], coordinator)
    reject(findings[1], coordinator)
    room = reading_room(version)
    assert (room.progress.checked, room.progress.total, room.progress.percent) == (2, 3, 66)
    assert room.findings[0].seen == first.pk
    assert room.findings[2].seen is None
    undo(coordinator)
    assert progress_of(version).checked == 1


def test_a_withdrawn_finding_is_not_shown_and_a_rescued_look_alike_neither(version, coordinator):
    rescue(version.look_alikes.get(), coordinator)
    assert reading_room(version).look_alikes == []
    assert len(reading_room(version).findings) == 4
    undo(coordinator)
    assert len(reading_room(version).look_alikes) == 1
    assert len(reading_room(version).findings) == 3


def test_what_is_missing_from_the_newer_version_is_told_there(findings, coordinator):
    accept(findings[1], coordinator)
    newer = bring(STATEMENT.replace("London", "Leeds")).version
    assert reading_room(newer).missing == [findings[1]]


def test_the_number_of_queries_does_not_grow_with_the_document(
    version, coordinator, plain_engines, django_assert_max_num_queries
):
    long = "\n\n".join(f"{n}. Mexico agreed to train {n} judges on gender." for n in range(300))
    longer = bring(long, "long.txt").version
    assert longer.commitments.count() == 300
    with django_assert_max_num_queries(16):
        room = reading_room(longer)
        for finding in room.findings:
            assert [i.code for i in finding.actors.all()] == ["MX"]
            assert finding.components.all()[0].words
            assert finding.topic_links.all()[0].topic.code == "gender"


def test_reading_in_takes_few_queries_however_many_findings(plain_engines, db, django_assert_max_num_queries):
    long = "\n\n".join(f"{n}. Mexico agreed to train {n} judges on gender." for n in range(400))
    # SQLite takes about a hundred rows in one INSERT: a few queries more for each hundred findings.
    with django_assert_max_num_queries(130):
        bring(long, "long.txt")
