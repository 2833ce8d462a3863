"""The log holds every change that operations make, and names what was changed behind it."""

import pytest
from django.db import connection
from made_standards import LINES, jsonl
from plain_statements import STATEMENT, bring

from tequio.apps.accounts.models import Institution, Person, User
from tequio.apps.ledger.errors import NotRecording, NotTracked
from tequio.apps.ledger.models import Event, LogEnd, Salt
from tequio.apps.ledger.recording import adopt, erase, note, note_deletion, note_new, recorded
from tequio.apps.ledger.tracking import all_tracked
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.models import Document
from tequio.apps.library.standards.importing import import_standards
from tequio.apps.register import operations, state_reports
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.followup.standing import rebuild
from tequio.apps.register.models import Commitment, LookAlike, Mechanism
from tequio.apps.register.operations.mechanism_facts import change_mechanism
from tequio.engines.briefing import templates
from tequio.engines.ledger import Fault

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged(coordinator, findings):
    """A statement that was read, and a coordinator whom the log knows."""
    with recorded(None, "enter"):
        note_new(coordinator)
    return findings


def whole():
    assert rebuild() == 0  # what is listed and counted was kept in step
    verdict = verify_ledger()
    assert verdict.is_whole, verdict.first
    return verdict.head.sequence


def take_in(findings, by):
    bring(STATEMENT.replace("London", "Leeds"))


def add(findings, by):
    version = findings[0].version
    start = version.content.index("Both countries") if "Both countries" in version.content else 0
    operations.add(version, start, start + 20, by, actors=["Comisión Nueva de Búsqueda"])


def undo_accept(findings, by):
    operations.accept(findings[0], by)
    operations.undo(by)


def undo_batch(findings, by):
    operations.accept_above(findings[0].version, 0, by)
    operations.undo(by)


def rescue_and_undo(findings, by):
    operations.rescue(LookAlike.objects.get(), by)
    operations.undo(by)


def confirm(findings, by):
    operations.confirm_session(
        findings[0].version.session_proposal,
        by,
        mechanism=operations.NewMechanism(name_es="Diálogo", parties=("Mexico", "Oficina de Enlace")),
        fields={"edition": 2, "next_cadence": "annual"},
        parties=["Mexico"],
        participants=[operations.Participant("Joel Hernández García", "Under-Secretary", "Mexico")],
    )


def reopen(findings, by):
    confirm(findings, by)
    operations.reopen_session(findings[0].version.session_proposal, by)


def change_facts(findings, by):
    confirm(findings, by)
    change_mechanism(Mechanism.objects.get(), by, {"name_en": "Dialogue", "note": "Every year."})


def decide_topics(findings, by):
    tagged = next(each for each in findings if each.topic_links.exists())
    operations.accept(tagged, by)
    operations.decide_topics(tagged, by, "accepted")


def read_again_after_decisions(findings, by):
    operations.rescue(LookAlike.objects.get(), by)
    operations.reject(findings[1], by)
    confirm(findings, by)
    bring(STATEMENT.replace("London", "Leeds"))


def standard_added(findings, by):
    import_standards([("rest.jsonl", jsonl(*LINES))])
    operations.accept(findings[0], by)
    return operations.add_standard(findings[0], by, "art. 2.2 CRX")


def standard_decided(findings, by):
    link = standard_added(findings, by)
    operations.decide_standard(findings[0], by, link.pk, "rejected")


def standards_proposed(findings, by):
    import_standards([("rest.jsonl", jsonl(*LINES))])
    findings[0].lead_in = "Under article 2.1 of the CRX,"
    with recorded(by, "correct"):
        note(findings[0])
        findings[0].save(update_fields=["lead_in"])
    operations.accept(findings[0], by)
    operations.propose_standards(findings[0], by)


def report_begun(findings, by):
    confirm(findings, by)
    for finding in findings[:2]:
        operations.correct(finding, by, {"kind": "recommendation", "actors": ["Mexico"]})
    findings[0].refresh_from_db()
    mexico = findings[0].actors.get()
    return state_reports.begin_report(mexico, templates()["ccpr"], findings[0].session, by)


def entries_chosen(findings, by):
    state_reports.choose_entries(report_begun(findings, by), by, [findings[0].pk])


def section_kept(findings, by):
    row = report_begun(findings, by)
    where = row.state, templates()["ccpr"], row.session
    made = state_reports.make_state_report(*where, "en", Places("https://tequio.example"))
    state_reports.keep_report_section(made, by, "preparation", "We asked the commission.")
    return state_reports.make_state_report(*where, "en", Places("https://tequio.example"))


def section_dropped(findings, by):
    state_reports.drop_report_section(section_kept(findings, by), by, "preparation")


# Operation -> how it is carried out; the figure is how many events it leaves, where that is plain.
SCENES = {
    "accept": (lambda findings, by: operations.accept(findings[0], by), 1),
    "reject": (lambda findings, by: operations.reject(findings[0], by, why="no promise"), 1),
    "correct": (
        lambda findings, by: operations.correct(
            findings[0], by, {"action": "talk", "actors": ["Nueva Casa"]}
        ),
        None,
    ),
    "accept_above": (lambda findings, by: operations.accept_above(findings[0].version, 0, by), 3),
    "add": (add, None),
    "rescue": (lambda findings, by: operations.rescue(LookAlike.objects.get(), by), 2),
    "undo": (undo_accept, 2),
    "undo a batch": (undo_batch, 6),
    "undo a rescue": (rescue_and_undo, 4),
    "confirm_session": (confirm, None),
    "reject_session": (
        lambda findings, by: operations.reject_session(findings[0].version.session_proposal, by),
        1,
    ),
    "reopen_session": (reopen, None),
    "change_mechanism": (change_facts, None),
    "decide_topics": (decide_topics, 2),
    "add_standard": (standard_added, None),
    "decide_standard": (standard_decided, None),
    "propose_standards": (standards_proposed, None),
    "begin_report": (report_begun, None),
    "choose_entries": (entries_chosen, None),
    "keep_report_section": (section_kept, None),
    "drop_report_section": (section_dropped, None),
    "take in": (take_in, None),
    "take in a newer version": (read_again_after_decisions, None),
}


@pytest.mark.parametrize("scene", SCENES)
def test_each_operation_leaves_the_log_whole(scene, logged, coordinator):
    before = whole()
    act, events = SCENES[scene]
    act(logged, coordinator)
    after = whole()
    assert after > before
    if events is not None:
        assert after - before == events
    actors = set(Event.objects.filter(sequence__gt=before).values_list("actor", flat=True))
    assert actors <= {f"account.{coordinator.pk}", "command-line"}


def test_no_operation_of_the_register_is_left_out_of_these_tests():
    named = {name for name in operations.__all__ if name[0].islower()} - {"last_decision"}
    writing = ("begin_", "choose_", "keep_", "drop_")
    named |= {name for name in state_reports.__all__ if name.startswith(writing)}
    assert named <= set(SCENES)


def test_what_is_refused_leaves_no_event(logged, reader, coordinator):
    before = Event.objects.count()
    with pytest.raises(operations.Refused):
        operations.accept(logged[0], reader)
    with pytest.raises(operations.Refused):
        operations.correct(logged[0], coordinator, {"kind": "nonsense"})
    assert Event.objects.count() == before


def test_an_event_holds_no_words_of_persons(logged, coordinator):
    operations.correct(logged[0], coordinator, {"action": "Persona Secreta shall speak"}, why="Secreto")
    confirm(logged, coordinator)
    stored = str(list(Event.objects.values()))
    for words in ("Secret", "Hernández", "coordinator", "Diálogo"):
        assert words not in stored


def forge(findings):
    Commitment.objects.filter(pk=findings[0].pk).update(action="something else")


def forge_quote(findings):
    type(findings[0].passage).objects.filter(pk=findings[0].passage_id).update(exact="something else")


def forge_component(findings):
    findings[0].components.update(words="something else")


def forge_decision(findings):
    findings[1].decisions.update(why="another reason")


def forge_link(findings):
    findings[0].actors.clear()


def delete_row(findings):
    findings[0].components.all().delete()
    findings[0].topic_links.all().delete()
    with connection.cursor() as cursor:
        for table in ("register_commitment_actors", "register_commitment_asked_by"):
            cursor.execute(f"DELETE FROM {table} WHERE commitment_id = %s", [findings[0].pk])
        cursor.execute("DELETE FROM register_commitment WHERE id = %s", [findings[0].pk])


def add_row(findings):
    Institution.objects.create(name_es="Institución sin acto")


def edit_event(findings):
    Event.objects.filter(sequence=3).update(actor="account.999")


def delete_event(findings):
    Event.objects.filter(sequence=3).delete()


def cut_off(findings):
    Event.objects.filter(sequence=Event.objects.count()).delete()


def swap(findings):
    Event.objects.filter(sequence=3).update(sequence=10_000)
    Event.objects.filter(sequence=4).update(sequence=3)
    Event.objects.filter(sequence=10_000).update(sequence=4)


def raise_rights(findings):
    User.objects.filter(username="coordinator").update(role="administrator")


@pytest.mark.parametrize(
    ("tamper", "fault", "kind"),
    [
        (forge, Fault.ROW_CHANGED, "commitment"),
        (forge_quote, Fault.ROW_CHANGED, "commitment"),
        (forge_component, Fault.ROW_CHANGED, "commitment"),
        (forge_decision, Fault.ROW_CHANGED, "commitment"),
        (forge_link, Fault.ROW_CHANGED, "commitment"),
        (delete_row, Fault.ROW_DELETED, "commitment"),
        (add_row, Fault.ROW_ADDED, "institution"),
        (raise_rights, Fault.ROW_CHANGED, "account"),
        (edit_event, Fault.EVENT_EDITED, None),
        (delete_event, Fault.EVENT_MISSING, None),
        (cut_off, Fault.EVENT_MISSING, None),
        (swap, Fault.EVENT_EDITED, None),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_what_is_done_behind_the_application_is_named(tamper, fault, kind, logged, coordinator):
    operations.accept(logged[1], coordinator)
    whole()
    tamper(logged)
    first = verify_ledger().first
    assert first is not None
    assert first.fault == fault
    if kind:
        assert first.object is not None
        assert first.object[0] == kind


def test_a_row_changed_by_hand_and_then_worked_on_is_still_found(logged, coordinator):
    forge(logged)
    operations.accept(logged[0], coordinator)
    first = verify_ledger().first
    assert first is not None
    assert first.fault == Fault.ROW_CHANGED
    assert first.object == ("commitment", str(logged[0].pk))


def test_a_tracked_record_cannot_be_noted_outside_an_operation(logged):
    with pytest.raises(NotRecording):
        note(logged[0])
    with pytest.raises(NotTracked), recorded(None, "x"):
        note(LogEnd.objects.get())


def test_operations_inside_one_another_are_one_transaction_of_the_outer_person(logged, coordinator):
    before = whole()
    with recorded(coordinator, "outer"):
        note(logged[0])
        with recorded(None, "inner"):
            note(logged[0], logged[1])
            Commitment.objects.filter(pk__in=[logged[0].pk, logged[1].pk]).update(reason="new")
    events = Event.objects.filter(sequence__gt=before)
    assert [(e.verb, e.actor) for e in events] == [
        ("outer", f"account.{coordinator.pk}"),
        ("inner", f"account.{coordinator.pk}"),
    ]
    whole()


def test_an_error_within_an_operation_leaves_neither_change_nor_event(logged):
    before = whole()

    def act():
        with recorded(None, "x"):
            note(logged[0])
            Commitment.objects.filter(pk=logged[0].pk).update(reason="half done")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert whole() == before


def test_deleting_notes_all_that_goes_with_it(logged, coordinator):
    confirm(logged, coordinator)
    with recorded(coordinator, "delete"):
        proposal = logged[0].version.session_proposal
        session = proposal.session
        note_deletion([session])
        session.delete()
    whole()
    assert not Salt.objects.filter(object_type="session").exists()


def test_erasing_gives_a_new_salt_and_keeps_the_log_whole(db):
    with recorded(None, "enter"):
        person = Person.objects.create(name="Juana")
        note_new(person)
    salt = Salt.objects.get(object_type="person").salt
    with recorded(None, "erase"):
        note(person)
        Person.objects.filter(pk=person.pk).update(name="")
        erase(person)
    assert Salt.objects.get(object_type="person").salt != salt
    whole()


def test_records_from_before_the_log_are_adopted_once(db):
    Document.objects.create(title="old", file_name="old.txt")
    first = verify_ledger().first
    assert first is not None
    assert first.fault == Fault.ROW_ADDED
    assert adopt() == 1
    whole()
    Document.objects.create(title="smuggled", file_name="smuggled.txt")
    assert adopt() == 0
    assert not verify_ledger().is_whole


def test_each_kind_has_its_own_name_and_the_left_out_columns_exist():
    assert len({tracked.kind for tracked in all_tracked()}) == len(all_tracked()) >= 12
    for tracked in all_tracked():
        names = {column.name for column in tracked.model._meta.concrete_fields}
        assert tracked.without <= names
