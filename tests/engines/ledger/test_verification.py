"""A small office with a log: it does things, somebody tampers, the verification names the place."""

import dataclasses
import datetime
import hashlib

import pytest

from tequio.engines.ledger import (
    START,
    Change,
    ChangeIsMalformed,
    Fault,
    Head,
    Link,
    chain_hash,
    extend,
    make_key,
    new_salt,
    seal,
    state_digest,
    verification,
    verify,
)

pytestmark = pytest.mark.engine

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


class Office:
    """Rows with their salts and a log beside them, as an application would keep both."""

    def __init__(self):
        self.links = []
        self.rows = {}

    @property
    def head(self):
        return Head(self.links[-1].event.sequence, self.links[-1].hash) if self.links else START

    def digest(self, key):
        return state_digest(*self.rows[key]) if key in self.rows else None

    def write(self, verb, name, fields, at=NOON, detail=None):
        key = ("assessment", name)
        before = self.digest(key)
        if fields is None:
            del self.rows[key]
        else:
            self.rows[key] = (fields, new_salt())
        change = Change("account-7", verb, *key, before, self.digest(key), detail or {})
        self.links.append(extend(self.head, change, at))

    def states(self, keys):
        return {key: self.digest(key) for key in keys if key in self.rows}

    def verify(self, **more):
        return verify(iter(self.links), self.states, rows=list(self.rows), **more)


@pytest.fixture
def office():
    made = Office()
    made.write("assess", "1", {"value": "partial"})
    made.write("assess", "2", {"value": "implemented"}, detail={"scale": "ccpr-2016", "rows": 1})
    made.write("correct", "1", {"value": "B"})
    made.write("assess", "3", {"value": "A"})
    made.write("remove", "3", None)
    made.write("correct", "2", {"value": "C"})
    return made


def test_an_untouched_ledger_is_whole(office):
    verdict = office.verify()
    assert (verdict.is_whole, verdict.head, verdict.breaks) == (True, office.head, 0)


def test_an_empty_ledger_is_whole():
    assert verify([]).head == START
    assert verify([], lambda keys: {}, rows=[]).is_whole


def test_the_chain_is_the_one_of_the_definition(office):
    first = office.links[0]
    at, before = "2026-03-01T12:00:00.000000Z", "null"
    written = (
        f'{{"actor":"account-7","after":"{first.event.change.after}","at":"{at}","before":{before},"detail":{{}},'
        '"object_id":"1","object_type":"assessment","sequence":1,"verb":"assess"}'
    )
    start = hashlib.sha256(b"tequio-ledger-1").digest()
    assert first.hash == hashlib.sha256(start + written.encode()).hexdigest()


def _edited(link, event=None, **change):
    changed = dataclasses.replace(link.event, **(event or {}))
    changed = dataclasses.replace(changed, change=dataclasses.replace(changed.change, **change))
    return Link(changed, link.hash)


def _edit(index, event=None, **change):
    def tamper(office):
        office.links[index] = _edited(office.links[index], event, **change)

    return tamper


def _set(links):
    def tamper(office):
        office.links = links(office.links)

    return tamper


def _row(name, fields):
    def tamper(office):
        key = ("assessment", name)
        if fields is None:
            del office.rows[key]
        else:
            salt = office.rows[key][1] if key in office.rows else new_salt()
            office.rows[key] = (fields, salt)

    return tamper


def _between(office):
    """Somebody alters a row by hand, then the application goes on from the altered state."""
    _row("2", {"value": "A"})(office)
    office.write("correct", "2", {"value": "B"})


def _deleted_between(office):
    del office.rows[("assessment", "2")]
    office.write("assess", "2", {"value": "B"})


def _back_between(office):
    office.rows[("assessment", "3")] = ({"value": "A"}, new_salt())
    office.write("correct", "3", {"value": "B"})


def _added_between(office):
    office.rows[("assessment", "4")] = ({"value": "A"}, new_salt())
    office.write("correct", "4", {"value": "B"})


@pytest.mark.parametrize(
    ("tamper", "fault", "sequence", "words"),
    [
        (_edit(1, actor="account-9"), Fault.EVENT_EDITED, 2, "does not fit its hash"),
        (_edit(1, verb="approve"), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, event={"at": "2026-03-01T11:00:00.000000Z"}), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, detail={"scale": "ccpr-2016", "rows": True}), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, detail={"rows": 1.5}), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, object_id="2\t"), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, object_id=None), Fault.EVENT_EDITED, 2, "does not fit"),
        (_edit(1, after="0" * 64), Fault.EVENT_EDITED, 2, "does not fit"),
        (_set(lambda x: [x[0], Link(x[1].event, "0" * 64), *x[2:]]), Fault.EVENT_EDITED, 2, "hash stored"),
        (_set(lambda x: x[1:]), Fault.EVENT_MISSING, 1, "Event 1 is missing: event 2 comes next."),
        (_set(lambda x: [*x[:2], *x[4:]]), Fault.EVENT_MISSING, 3, "Events 3 to 4 are missing"),
        (_set(lambda x: [x[0], x[2], x[1], *x[3:]]), Fault.WRONG_ORDER, 2, "Event 3 stands where event 2"),
        (_set(lambda x: [*x[:3], x[2], *x[3:]]), Fault.WRONG_ORDER, 4, "Event 3 stands where event 4"),
        # The last event cut off: the chain is sound, the row it touched tells.
        (_set(lambda x: x[:-1]), Fault.ROW_CHANGED, 2, "assessment 2, last touched by event 2"),
        (
            _row("1", {"value": "A"}),
            Fault.ROW_CHANGED,
            3,
            "assessment 1, last touched by event 3, was changed",
        ),
        (_row("2", None), Fault.ROW_DELETED, 6, "assessment 2, last touched by event 6, was deleted"),
        (_row("3", {"value": "A"}), Fault.ROW_RESTORED, 5, "exists although that event deleted it"),
        (_row("9", {"value": "A"}), Fault.ROW_ADDED, 0, "assessment 9 exists but no event made it"),
        (_between, Fault.ROW_CHANGED, 7, "was changed behind the log after event 6: event 7 shows it"),
        (_deleted_between, Fault.ROW_DELETED, 7, "was deleted behind the log after event 6"),
        (_back_between, Fault.ROW_RESTORED, 7, "came back behind the log after event 5 deleted it"),
        (_added_between, Fault.ROW_ADDED, 7, "existed before its first event"),
    ],
)
def test_names_the_first_break_and_what_is_wrong(office, tamper, fault, sequence, words):
    tamper(office)
    found = office.verify().first
    assert (found.fault, found.sequence) == (fault, sequence)
    assert words in found.sentence


def test_the_earliest_of_several_rows_is_named_and_all_are_counted(office):
    for number in range(10, 40):
        office.write("assess", str(number), {"value": "A"})
    for number in (35, 12, 20):
        _row(str(number), {"value": "E"})(office)
    _row("zz", {"value": "A"})(office)
    verdict = office.verify()
    assert (verdict.first.object, verdict.breaks) == (("assessment", "12"), 4)


def test_a_break_of_the_chain_comes_before_rows_and_leaves_the_last_sound_link(office):
    _row("1", {"value": "A"})(office)
    _edit(3, verb="approve")(office)
    verdict = office.verify()
    assert (verdict.first.fault, verdict.first.sequence) == (Fault.EVENT_EDITED, 4)
    assert verdict.head == Head(3, office.links[2].hash)


def test_reads_one_link_at_a_time_and_stops_at_the_first_break(office):
    read = []

    def stream():
        for link in office.links:
            read.append(link.event.sequence)
            yield link

    _edit(1, verb="approve")(office)
    assert verify(stream()).first.sequence == 2
    assert read == [1, 2, 3]  # one further, to tell a gap from a changed order


def test_asks_for_states_in_batches_and_for_each_object_once(office, monkeypatch):
    monkeypatch.setattr(verification, "_BUCKETS", 1)  # else a thousand objects fill no batch
    for number in range(100, 1300):
        office.write("assess", str(number), {"value": "A"})
    asked = []

    def states(keys):
        asked.append(list(keys))
        return office.states(keys)

    assert verify(office.links, states, rows=list(office.rows)).is_whole
    flat = [key for keys in asked for key in keys]
    assert len(flat) == len(set(flat)) == 1203
    assert [len(keys) for keys in asked] == [500, 500, 203]


def _rewrite(office, index, **change):
    """Edit an event and compute every later hash anew: a sound chain with another history."""
    links, hash_ = [], START.hash
    for number, link in enumerate(office.links):
        event = _edited(link, **change).event if number == index else link.event
        hash_ = chain_hash(hash_, event)
        links.append(Link(event, hash_))
    office.links = links


def test_a_rewritten_log_is_sound_in_itself_and_fails_its_seal(office, tmp_path):
    sealed = seal(office.head, "Tequio of a test", NOON, make_key(tmp_path / "key.pem"))
    assert office.verify(seals=[sealed]).is_whole
    _rewrite(office, 1, actor="account-9")
    assert office.verify().is_whole
    found = office.verify(seals=[sealed]).first
    assert (found.fault, found.sequence) == (Fault.LOG_REWRITTEN, 6)


def test_two_seals_of_one_event_that_differ_cannot_both_hold(office, tmp_path):
    key = make_key(tmp_path / "key.pem")
    first = seal(office.head, "A", NOON, key)
    _rewrite(office, 5, actor="account-9")
    second = seal(office.head, "A", NOON, key)
    assert office.verify(seals=[second]).is_whole
    assert office.verify(seals=[first, second]).first.fault == Fault.LOG_REWRITTEN
    assert office.verify(seals=[second, first]).first.fault == Fault.LOG_REWRITTEN


def test_a_log_cut_short_fails_its_seal_even_without_rows(office, tmp_path):
    sealed = seal(office.head, "Tequio of a test", NOON, make_key(tmp_path / "key.pem"))
    found = verify(office.links[:4], seals=[sealed]).first
    assert (found.fault, found.sequence) == (Fault.EVENT_MISSING, 5)
    assert "it had 6 events" in found.sentence


def test_a_clock_that_jumps_back_breaks_nothing(office):
    office.write("correct", "1", {"value": "A"}, at=NOON - datetime.timedelta(days=4000))
    office.write("correct", "1", {"value": "C"}, at=NOON)
    assert office.verify().is_whole
    assert [link.event.sequence for link in office.links] == list(range(1, 9))


def test_erasing_a_person_from_a_row_leaves_the_chain_whole(office):
    office.write("submit", "4", {"name": "a person", "words": "what they said"})
    submitted = office.links[-1].event.change.after
    office.write("erase", "4", {"name": None, "words": None})
    assert office.verify().is_whole
    # The salt went with the row's old content: knowing the words no longer gives the digest.
    _, salt_now = office.rows[("assessment", "4")]
    assert state_digest({"name": "a person", "words": "what they said"}, salt_now) != submitted


def test_time_zones_are_written_in_utc():
    zone = datetime.timezone(datetime.timedelta(hours=-6))
    change = Change("a", "make", "row", "1", None, "0" * 64)
    link = extend(START, change, datetime.datetime(2026, 3, 1, 6, tzinfo=zone))
    assert link.event.at == "2026-03-01T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"actor": "Ana Pérez"}, "actor"),
        ({"actor": "ana@example.org"}, "actor"),
        ({"actor": ""}, "actor"),
        ({"verb": "assess it"}, "verb"),
        ({"object_type": "a\tb"}, "object type"),
        ({"object_id": "x" * 81}, "object identifier"),
        ({"object_id": "1\n"}, "object identifier"),
        ({"before": "abc"}, "digest before"),
        ({"after": "A" * 64}, "digest after"),
        ({"after": None}, "needs a state"),
        ({"detail": {"why": "because she said so"}}, "words belong in the record"),
        ({"detail": {"to": "ana@example.org"}}, "words belong in the record"),
        ({"detail": {"a b": 1}}, "name of the detail"),
        ({"detail": {f"n{i}": i for i in range(21)}}, "at most 20"),
    ],
)
def test_what_the_log_must_not_hold_is_refused(change, words):
    sound = Change("account-7", "assess", "assessment", "1", None, "0" * 64)
    with pytest.raises(ChangeIsMalformed) as caught:
        extend(START, dataclasses.replace(sound, **change), NOON)
    assert words in str(caught.value)


def test_a_time_without_a_zone_is_refused():
    change = Change("a", "make", "row", "1", None, "0" * 64)
    with pytest.raises(ChangeIsMalformed, match="time zone"):
        extend(START, change, datetime.datetime(2026, 3, 1))
