"""Many at once: the chain stays one, nobody's work is lost, and an error of one leaves the others whole."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.operations.institutions import add_spellings
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.ledger.verifying import one_snapshot, verify_ledger

PEOPLE, TIMES = 4, 6
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act):
    """Run act(number) in as many threads as there are people; give what went wrong."""
    start, wrong = Barrier(PEOPLE), []

    def run(number):
        start.wait()
        try:
            act(number)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return wrong


def test_everybody_enters_something_else():
    def act(number):
        for time in range(TIMES):
            with recorded(f"account.{number}", "enter"):
                note_new(Institution.objects.create(name_es=f"{number}-{time}"))

    assert at_once(act) == []
    assert Event.objects.count() == Institution.objects.count() == PEOPLE * TIMES
    assert verify_ledger().is_whole


def test_everybody_changes_the_same_record():
    with recorded(None, "enter"):
        same = Institution.objects.create(name_es="una sola")
        note_new(same)

    def act(number):
        for time in range(TIMES):
            with recorded(f"account.{number}", "spell"):
                add_spellings(same, [f"escrita {number} {time}"])

    assert at_once(act) == []
    assert same.spellings.count() == PEOPLE * TIMES
    verdict = verify_ledger()
    assert verdict.is_whole, verdict.first
    assert verdict.head.sequence == PEOPLE * TIMES + 1


def test_an_error_of_one_leaves_the_others_whole():
    def act(number):
        with recorded(f"account.{number}", "enter"):
            note_new(Institution.objects.create(name_es=str(number)))
            if number % 2:
                raise ValueError

    assert [type(error) for error in at_once(act)] == [ValueError] * (PEOPLE // 2)
    assert Event.objects.count() == PEOPLE // 2
    assert verify_ledger().is_whole


def test_verifying_sees_one_moment_and_keeps_nobody_from_writing():
    with recorded(None, "enter"):
        same = Institution.objects.create(name_es="antes")
        note_new(same)

    def write():
        with recorded(None, "rename"):
            note(same)
            Institution.objects.filter(pk=same.pk).update(name_es="después")
        connection.close()

    with one_snapshot():
        assert Event.objects.count() == 1
        writer = Thread(target=write)
        writer.start()
        writer.join(30)
        assert not writer.is_alive()
        assert (Event.objects.count(), Institution.objects.get().name_es) == (1, "antes")
    assert (Event.objects.count(), Institution.objects.get().name_es) == (2, "después")
    assert verify_ledger().is_whole
