"""Lists under custody: sealed on the disk, read by nobody without the key, destroyed for good."""

import stat
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from made_study import KOSOVO, as_csv, custody

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies import reading_lists
from tequio.apps.studies.errors import ContentGone, KeyMissing, NotInThatState, StudyClosed
from tequio.apps.studies.models import StudyList
from tequio.apps.studies.operations import bring_list, change_custody, close_study, destroy_list
from tequio.apps.studies.sealing import Sealed, folder, unseal

pytestmark = pytest.mark.django_db

PEOPLE = as_csv(
    [
        {"nombre": "Persona Secreta Uno", "fecha": "1999-03-20"},
        {"nombre": "Persona Secreta Dos", "fecha": "1999-04-02"},
    ]
)


def files(where):
    return [path for path in where.rglob("*") if path.is_file()]


def test_a_list_lies_sealed_and_opens_with_the_key(study, team, write, home):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody("CNDH"))
    assert (kept.size, kept.columns) == (2, ["nombre", "fecha"])
    (file,) = files(folder())
    assert b"Secreta" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "study-key").stat().st_mode) == 0o600
    opened = unseal(Sealed(kept.place, kept.key))
    assert opened["rows"][0] == ["Persona Secreta Uno", "1999-03-20"]


def test_without_the_key_of_the_site_nothing_opens(study, team, write, home):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    (home / "study-key").write_text("ab" * 32)
    with pytest.raises(ContentGone):
        unseal(Sealed(kept.place, kept.key))


def test_a_file_that_was_changed_or_put_in_anothers_place_does_not_open(study, team, write):
    first = bring_list(study, team.analyst, write(PEOPLE), "records", custody("one"))
    second = bring_list(study, team.analyst, write(KOSOVO), "table", custody("two"))
    paths = {one.pk: folder() / one.place[:2] / one.place for one in (first, second)}
    content = paths[first.pk].read_bytes()
    paths[first.pk].write_bytes(paths[second.pk].read_bytes())
    with pytest.raises(ContentGone):
        unseal(Sealed(first.place, first.key))
    with pytest.raises(ContentGone):
        unseal(Sealed(first.place, second.key))
    paths[first.pk].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ContentGone):
        unseal(Sealed(first.place, first.key))


def test_in_production_nothing_is_taken_without_a_key(study, team, write, monkeypatch):
    monkeypatch.setattr(settings, "PRODUCTION", True)
    before = Event.objects.count()
    with pytest.raises(KeyMissing, match="TEQUIO_STUDY_KEY"):
        bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    assert (StudyList.objects.count(), files(folder()), Event.objects.count()) == (0, [], before)
    monkeypatch.setattr(settings, "STUDY_KEY", "0f" * 32)
    assert bring_list(study, team.analyst, write(PEOPLE), "records", custody()).size == 2


def test_a_destroyed_list_leaves_the_fact_and_nothing_else(study, team, write):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody("CNDH"))
    place, key = kept.place, kept.key
    gone = destroy_list(kept, team.lead)
    assert (gone.place, gone.key, gone.is_there, gone.size) == ("", "", False, 2)
    assert gone.destroyed_by == team.lead
    with pytest.raises(ContentGone):
        unseal(Sealed(gone.place, gone.key))
    with pytest.raises(NotInThatState):
        destroy_list(gone, team.lead)
    verbs = [e.verb for e in Event.objects.filter(object_type="study-list").order_by("sequence")]
    assert verbs == ["bring-list", "destroy-list"]
    assert "Secreta" not in str(list(Event.objects.values()))
    assert verify_ledger().is_whole
    # Its name may be used again.
    assert bring_list(study, team.analyst, write(PEOPLE), "records", custody("CNDH")).pk != gone.pk
    assert place != key


@pytest.mark.django_db(transaction=True)
def test_its_file_is_removed_once_that_is_certain(study, team, write):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    assert len(files(folder())) == 1
    destroy_list(kept, team.lead)
    assert files(folder()) == []


def test_custody_can_be_changed_while_the_list_is_there(study, team, write):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    changed = change_custody(kept, team.lead, custody(owner="Another association"))
    assert changed.owner == "Another association"
    destroy_list(kept, team.lead)
    with pytest.raises(NotInThatState):
        change_custody(kept, team.lead, custody())


def test_who_may_bring_and_destroy(study, team, write):
    for name in ("first", "reader", "stranger"):
        with pytest.raises(NotAllowed):
            bring_list(study, getattr(team, name), write(PEOPLE), "records", custody())
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    for name in ("analyst", "first", "reader", "stranger"):
        with pytest.raises(NotAllowed):
            destroy_list(kept, getattr(team, name))


def test_a_closed_study_takes_no_list_and_lets_one_be_destroyed(study, team, write):
    kept = bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    close_study(study, team.lead)
    with pytest.raises(StudyClosed):
        bring_list(study, team.analyst, write(PEOPLE), "records", custody("other"))
    assert not destroy_list(kept, team.lead).is_there


BAD_TABLES = {
    "negative": KOSOVO.replace("1131", "-4"),
    "fractional": KOSOVO.replace("1131", "11.5"),
    "missing": KOSOVO.replace("1131", ""),
    "history twice": KOSOVO + "1,1,1,1,3\n",
    "all zero": KOSOVO + "0,0,0,0,3\n",
    "not 0 or 1": KOSOVO.replace("1,0,0,0,", "2,0,0,0,"),
    "contained": "A,B,count\n1,1,20\n1,0,30\n",
    "one list": "A,count\n1,20\n",
    "no overlap": "A,B,count\n1,0,20\n0,1,30\n",
    "no count": "A,B\n1,0\n",
    "empty": "",
    "mojibake": "EXH,Ã‰tat,count\n1,0,3\n",
    "binary": b"\x00\x01\x02\x03",
}
BAD_RECORDS = {
    "empty": "",
    "heading alone": "nombre,fecha\n",
    "mojibake": "nombre,lugar\nMarÃ­a,MÃ©xico\n",
    "mojibake heading": "aÃ±o,lugar\n1999,X\n",
    "more cells": "nombre,fecha\na,b,c\n",
    "same column twice": "nombre,nombre\na,b\n",
    "binary": b"\x00\x01\x02\x03",
    "broken workbook": b"PK\x03\x04broken",
}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *(pytest.param("table", value, id=f"table {name}") for name, value in BAD_TABLES.items()),
        *(pytest.param("records", value, id=f"records {name}") for name, value in BAD_RECORDS.items()),
        pytest.param("nonsense", KOSOVO, id="unknown kind"),
    ],
)
def test_a_bad_file_gives_one_sentence_and_changes_nothing(kind, content, study, team, write):
    before = Event.objects.count()
    with pytest.raises(Refused, match=r"^[^\n]+\.$") as refused:
        bring_list(study, team.analyst, write(content), kind, custody())
    assert "given-" not in str(refused.value)  # a file's name may be that of a person
    assert (StudyList.objects.count(), files(folder()), Event.objects.count()) == (0, [], before)


@pytest.mark.parametrize(
    "more",
    [
        {"name": ""},
        {"owner": " "},
        {"agreement": ""},
        {"holder": "x" * 301},
        {"held_until": "soon"},
        {"held_until": (timezone.localdate() - timedelta(days=1)).isoformat()},
        {"held_until": ""},
    ],
    ids=["name", "owner", "agreement", "long", "no day", "past", "blank day"],
)
def test_bad_custody_gives_one_sentence_and_changes_nothing(more, study, team, write):
    with pytest.raises(Refused, match=r"^[^\n]+\.$"):
        bring_list(study, team.analyst, write(PEOPLE), "records", custody(**more))
    assert (StudyList.objects.count(), files(folder())) == (0, [])


def test_two_lists_of_one_name_are_refused(study, team, write):
    bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    with pytest.raises(Refused, match="another"):
        bring_list(study, team.analyst, write(PEOPLE), "records", custody())
    assert len(files(folder())) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nombre,edad\nAna,30\nLuis,31,x\n", "La línea 3 tiene más celdas que columnas la primera línea."),
        ("nombre,nombre\na,b\n", "Dos columnas se llaman «nombre»; dé a cada una un nombre propio."),
        ("nombre,lugar\nMarÃ­a,MÃ©xico\n", "Las letras de la línea 2, columna «nombre», están dañadas"),
    ],
)
def test_what_is_wrong_and_where_is_said_in_spanish(content, words, study, team, write):
    with override("es"), pytest.raises(Refused) as refused:
        bring_list(study, team.analyst, write(content), "records", custody())
    assert str(refused.value).startswith(words)


def test_a_list_of_more_records_than_are_taken_is_refused_before_it_is_sealed(
    study, team, write, monkeypatch
):
    monkeypatch.setattr(reading_lists, "MOST_RECORDS", 3)
    assert bring_list(study, team.analyst, write("n\na\nb\nc\n"), "records", custody("A")).size == 3
    with pytest.raises(Refused, match="more than 3 records"):
        bring_list(study, team.analyst, write("n\na\nb\nc\nd\n"), "records", custody("B"))
    assert len(files(folder())) == 1
