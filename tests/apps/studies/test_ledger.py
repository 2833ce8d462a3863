"""Each operation on studies leaves one event and the log whole; what stands in it names nobody."""

import pytest
from made_study import FACTS, KOSOVO, custody

from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies import operations
from tequio.apps.studies.linking import proposed_settings
from tequio.apps.studies.models import ReviewPair
from tequio.apps.studies.operations import linking, reviewing

pytestmark = pytest.mark.django_db

RECORDS = "nombre,apellido paterno,municipio\n" + "".join(
    f"{name},{surname},Lugar {number % 3}\n"
    for number, (name, surname) in enumerate(
        (n, s) for n in ("Ana", "Luis", "Rosa", "Pedro", "Elena") for s in ("López", "Pérez", "Gómez", "Díaz")
    )
)


class Room:
    """A study at work: what scenes act on."""

    def __init__(self, study, team, write):
        self.study, self.team, self.write = study, team, write

    def table(self, name="Kosovo"):
        return operations.bring_list(
            self.study, self.team.analyst, self.write(KOSOVO), "table", custody(name)
        )

    def report(self):
        return operations.begin_report(
            self.study, self.team.analyst, self.table(), methods=("decomposable",), seed=1
        )

    def linkage(self):
        lists = [
            operations.bring_list(
                self.study, self.team.analyst, self.write(RECORDS), "records", custody(name)
            )
            for name in ("Uno", "Dos")
        ]
        settings, _problem = proposed_settings(lists)
        limits = {"doubtful_from": 0.0001, "doubtful_to": 0.9999}
        made = linking.begin_linkage(self.study, self.team.analyst, lists, settings, seed=1, **limits)
        assert made.state == "done", made.problem
        return made

    def pair(self, *answers):
        linkage = self.linkage()
        pair = ReviewPair.objects.filter(linkage=linkage).first()
        if pair is None:
            pair = ReviewPair.objects.create(
                linkage=linkage, left="1:1", right="2:1", probability=0.5, effect=0.1, sealed=b"x"
            )
        for coder, answer in zip((self.team.first, self.team.second), answers, strict=False):
            reviewing.code_pair(pair, coder, answer)
        return pair

    def agreed(self):
        return self.pair("same", "same").linkage


def role_of(room):
    return room.study.roles.get(account=room.team.reader)


# Operation -> what stands before it, how it is carried out, and how many events it leaves.
SCENES = {
    "open_study": (None, lambda room, _: operations.open_study(room.team.lead, FACTS), 1),
    "change_study": (
        None,
        lambda room, _: operations.change_study(room.study, room.team.lead, {**FACTS, "place": "Elsewhere"}),
        1,
    ),
    "close_study": (None, lambda room, _: operations.close_study(room.study, room.team.lead), 1),
    "reopen_study": (
        lambda room: operations.close_study(room.study, room.team.lead),
        lambda room, _: operations.reopen_study(room.study, room.team.lead),
        1,
    ),
    "give_part": (
        None,
        lambda room, _: operations.give_part(room.study, room.team.lead, room.team.stranger, "reader"),
        1,
    ),
    "take_part": (None, lambda room, _: operations.take_part(role_of(room), room.team.lead), 1),
    "bring_list": (None, lambda room, _: room.table(), 1),
    "change_custody": (
        Room.table,
        lambda room, one: operations.change_custody(one, room.team.lead, custody(owner="Other")),
        1,
    ),
    "destroy_list": (Room.table, lambda room, one: operations.destroy_list(one, room.team.lead), 1),
    # Asked for, and done; the table was brought in the same scene.
    "begin_report": (None, lambda room, _: room.report(), 3),
    "publish_report": (Room.report, lambda room, one: operations.publish_report(one, room.team.lead), 1),
    "withdraw_report": (
        lambda room: operations.publish_report(room.report(), room.team.lead),
        lambda room, one: operations.withdraw_report(one, room.team.lead),
        1,
    ),
    "begin_linkage": (None, lambda room, _: room.linkage(), 4),
    "link_again": (Room.agreed, lambda room, one: linking.link_again(one, room.team.analyst), 2),
    "code_pair": (Room.pair, lambda room, one: reviewing.code_pair(one, room.team.first, "same"), 1),
    "resolve_pair": (
        lambda room: room.pair("same", "different"),
        lambda room, one: reviewing.resolve_pair(one, room.team.lead, "same"),
        1,
    ),
}


@pytest.mark.parametrize("scene", SCENES)
def test_each_operation_leaves_its_events_and_the_log_whole(scene, study, team, write):
    room = Room(study, team, write)
    prepare, act, events = SCENES[scene]
    ready = prepare(room) if prepare else None
    before = Event.objects.count()
    act(room, ready)
    assert Event.objects.count() - before == events
    verdict = verify_ledger()
    assert verdict.is_whole, verdict.first
    stored = str(list(Event.objects.values()))
    for words in ("López", "Kosovo", "Follow-up unit", "analyst", "Migrants"):
        assert words not in stored


def test_no_operation_is_left_out_of_these_scenes():
    named = {name for name in operations.__all__ if name[0].islower()}
    named |= {"begin_linkage", "link_again", "code_pair", "resolve_pair"}
    assert named == set(SCENES)
