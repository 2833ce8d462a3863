"""Files of other systems: looked through, taken in whole, followed, taken back whole."""

import json

import pytest

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import adopt
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.models import Document, DocumentVersion
from tequio.apps.register import operations
from tequio.apps.register.importing import (
    AlreadyApplied,
    ImportRefused,
    RowsAreBroken,
    apply_import,
    discard_import,
    preview_import,
    shape_of,
    undo_import,
)
from tequio.apps.register.importing.preview import staging_of
from tequio.apps.register.models import Commitment, ImportedRecord, Position, Session

pytestmark = pytest.mark.django_db

ROW = {
    "AnnotationId": "a-1",
    "Symbol": "CAT/C/MEX/CO/7",
    "Text": "Ensure that no statement obtained under torture is used.",
    "PublicationDate": "2019-07-24",
    "AnnotationType": "- Recommendations",
    "Countries": ["Mexico"],
    "AffectedPersons": ["- Children"],
    "Themes": ["- Administration of justice & fair trial", "- No such theme"],
    "Sdgs": ["16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"],
    "Body": "- CAT",
}
SECOND = {**ROW, "AnnotationId": "a-2", "Text": "Ratify the Optional Protocol."}
OBSERVATION = {**ROW, "AnnotationId": "a-3", "AnnotationType": "- Concerns/Observations"}
UPR = (
    "id,session,state_under_review,recommending_state,response,action_category,issues,text\n"
    'UPR1,17,Mexico,Austria,Accepted,5,"Justice; Women\'s rights","Amend the law, and train judges."\n'
)


def written(tmp_path, rows, name="export.json"):
    path = tmp_path / name
    path.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
    return path


def look(tmp_path, rows, by, system="uhri", name="export.json"):
    path = written(tmp_path, rows, name)
    return preview_import(path, by, shape_of(path, system))


def figures(run):
    return {name: n for name, n in run.counts.items() if isinstance(n, int) and n}


def kept():
    return {row.key: row.commitment for row in ImportedRecord.objects.select_related("commitment")}


def test_looking_through_changes_nothing_but_says_what_would(tmp_path, coordinator):
    run = look(tmp_path, [ROW, SECOND, OBSERVATION, ROW], coordinator)
    assert figures(run) == {"new": 2, "left_out": 1, "twice": 1}
    assert run.counts["examples"][0] == {"row": "1", "before": "", "after": ROW["Text"]}
    assert not Commitment.objects.exists()
    assert not Document.objects.exists()


def test_records_become_accepted_commitments_with_their_source(tmp_path, coordinator):
    run = apply_import(look(tmp_path, [ROW, SECOND], coordinator), coordinator)
    first = kept()["a-1"]
    assert (first.state, first.origin, first.kind) == ("accepted", "import", "recommendation")
    assert first.passage.exact == ROW["Text"]
    assert first.version.content[first.passage.start : first.passage.end] == ROW["Text"]
    assert (first.version.document.title, first.passage.paragraph_number) == ("CAT/C/MEX/CO/7", "a-1")
    assert [institution.code for institution in first.actors.all()] == ["MX"]
    assert [institution.name_en for institution in first.asked_by.all()] == ["Committee against Torture"]
    assert str(first.session.mechanism.name_es) == "Comité contra la Tortura"
    assert (first.session.date_start, first.session.date_text) == ("2019", "CAT/C/MEX/CO/7")
    topics = first.topic_links.values_list("topic__scheme", "topic__code", "state")
    assert sorted(topics) == [
        ("groups", "children", "accepted"),
        ("sdgs", "16", "accepted"),
        ("themes", "administration-justice", "accepted"),
    ]
    assert run.counts["unknown_topics"] == {"themes: No such theme": 2}
    assert [(c.words, c.state) for c in first.components.all()] == [(ROW["Text"], "accepted")]
    assert DocumentVersion.objects.count() == Session.objects.count() == 1
    assert not staging_of(run).path.exists()


def test_a_row_of_upr_info_brings_the_answer_of_the_state(tmp_path, coordinator):
    run = look(tmp_path, UPR, coordinator, "upr-info", "upr.csv")
    apply_import(run, coordinator)
    commitment = kept()["UPR1"]
    position = Position.objects.get()
    assert (position.answer, position.state.code, position.commitment) == ("supported", "MX", commitment)
    assert [state.code for state in commitment.asked_by.all()] == ["AT"]
    assert commitment.session.edition == 17
    assert (commitment.session.date_start, commitment.session.date_end) == ("2013-10-21", "2013-11-01")
    assert commitment.version.document.title == "UPR 17: Mexico"


def test_the_same_file_again_changes_nothing(tmp_path, coordinator):
    apply_import(look(tmp_path, [ROW, SECOND], coordinator), coordinator)
    before = Event.objects.exclude(object_type="import").count()
    run = look(tmp_path, [ROW, SECOND], coordinator)
    assert figures(run) == {"same": 2}
    apply_import(run, coordinator)
    assert Event.objects.exclude(object_type="import").count() == before
    assert Commitment.objects.count() == 2


def test_a_changed_record_is_followed_and_a_persons_decision_stays(tmp_path, coordinator):
    apply_import(look(tmp_path, [ROW, SECOND], coordinator), coordinator)
    operations.correct(kept()["a-2"], coordinator, {"action": "ratify OPCAT"})
    newer = [{**ROW, "Text": "Ensure more."}, {**SECOND, "Text": "Ratify all."}]
    run = look(tmp_path, newer, coordinator)
    assert figures(run) == {"changed": 1, "kept": 1}
    assert run.counts["examples"] == [{"row": "1", "before": ROW["Text"], "after": "Ensure more."}]
    apply_import(run, coordinator)
    first, second = kept()["a-1"], kept()["a-2"]
    assert (first.action, first.passage.exact, first.version.number) == ("Ensure more.", "Ensure more.", 2)
    assert (second.action, second.passage.exact) == ("ratify OPCAT", SECOND["Text"])


def test_an_import_is_taken_back_whole_and_can_be_brought_back(tmp_path, coordinator):
    adopt()  # the account was made without the log
    first = apply_import(look(tmp_path, [ROW, SECOND], coordinator), coordinator)
    second = apply_import(look(tmp_path, [{**ROW, "Text": "Ensure more."}], coordinator), coordinator)
    undone = undo_import(second, coordinator)
    assert (undone.restored, undone.withdrawn) == (1, 0)
    assert (kept()["a-1"].action, kept()["a-1"].version.number) == (ROW["Text"], 1)
    operations.correct(kept()["a-2"], coordinator, {"action": "ratify OPCAT"})
    undone = undo_import(first, coordinator)
    assert (undone.withdrawn, undone.stayed) == (1, 1)
    assert {key: row.state for key, row in kept().items()} == {"a-1": "withdrawn", "a-2": "corrected"}
    again = look(tmp_path, [ROW, SECOND], coordinator)
    assert figures(again) == {"changed": 1, "kept": 1}
    apply_import(again, coordinator)
    assert kept()["a-1"].state == "accepted"
    assert verify_ledger().is_whole


def test_broken_rows_are_named_and_nothing_is_taken_unless_said_so(tmp_path, coordinator):
    broken = {**ROW, "AnnotationId": "a-4", "PublicationDate": "soon"}
    other = {**ROW, "Text": "Other words."}
    run = look(tmp_path, [ROW, broken, other], coordinator)
    assert [row for row, _sentence in run.problems] == [2, 3]
    assert "no date" in run.problems[0][1]
    assert "already in row 1" in run.problems[1][1]
    with pytest.raises(RowsAreBroken, match="2 rows"):
        apply_import(run, coordinator)
    assert not Commitment.objects.exists()
    apply_import(run, coordinator, leave_out_broken=True)
    assert list(kept()) == ["a-1"]


@pytest.mark.parametrize(
    ("content", "system", "said"),
    [
        ('[{"AnnotationId": "a-1", "Text": "x"}, {"Ann', "uhri", "broken after record 1"),
        ("", "uhri", "is empty"),
        ("id,text\n", "table", "no row below its header"),
        ("a,b\n1,2\n", "upr-info", "no column “text”"),
        ("a,b\n1,2\n", "table", "no column"),
        ("id,text\n1,x\n", "nobody", "is no system"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(tmp_path, coordinator, settings, content, system, said):
    waiting = set(settings.HOME.glob("imports/*"))
    with pytest.raises(ImportRefused, match=said):
        look(tmp_path, content, coordinator, system)
    assert set(settings.HOME.glob("imports/*")) == waiting
    assert not Event.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(tmp_path, coordinator, monkeypatch):
    run = look(tmp_path, [ROW, {**SECOND, "Symbol": "CAT/C/MEX/CO/8"}], coordinator)
    monkeypatch.setattr("tequio.apps.register.importing.applying._AT_ONCE", 1)

    def fail(done):
        if done == 2:
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk"):
        apply_import(run, coordinator, progress=fail)
    assert not Commitment.objects.exists()
    assert not Document.objects.exists()
    run.refresh_from_db()
    assert run.state == "previewed"
    assert apply_import(run, coordinator).state == "applied"


def test_a_run_is_taken_in_once(tmp_path, coordinator):
    run = apply_import(look(tmp_path, [ROW], coordinator), coordinator)
    for again in (apply_import, discard_import):
        with pytest.raises(AlreadyApplied):
            again(run, coordinator)
    undo_import(run, coordinator)
    with pytest.raises(AlreadyApplied):
        undo_import(run, coordinator)


def test_a_discarded_run_leaves_no_file(tmp_path, coordinator):
    run = look(tmp_path, [ROW], coordinator)
    discard_import(run, coordinator)
    assert not staging_of(run).path.exists()


def test_who_may_only_read_may_not_import(tmp_path, reader):
    with pytest.raises(NotAllowed):
        look(tmp_path, [ROW], reader)
