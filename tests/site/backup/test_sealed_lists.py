"""Lists of studies in an archive: there, sealed, and without the key that opens them."""

import zipfile

import pytest
from django.db import connection
from kept_register import empty_home
from made_study import FACTS, custody

from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies.errors import ContentGone
from tequio.apps.studies.models import StudyList
from tequio.apps.studies.operations import bring_list, open_study
from tequio.apps.studies.sealing import Sealed, unseal
from tequio.site.backup import restore, save


def test_a_sealed_list_comes_back_and_opens_with_the_key_alone(people, home, tmp_path):
    given = tmp_path / "list.csv"
    given.write_text("nombre,lugar\nPersona Secreta,X\n", encoding="utf-8")
    kept = bring_list(
        open_study(people.coordinator, FACTS), people.coordinator, given, "records", custody("One")
    )
    connection.check_constraints()
    archive = tmp_path / "register.zip"
    save(archive)
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert f"home/studies/{kept.place[:2]}/{kept.place}" in names
        assert not any("study-key" in name for name in names)
        assert not any(b"Persona Secreta" in opened.read(name) for name in names)
    key = (home / "study-key").read_bytes()
    empty_home(home)
    restore(archive, replace=True)
    assert verify_ledger().is_whole
    back = StudyList.objects.get()
    with pytest.raises(ContentGone):  # another key is made here, and opens nothing
        unseal(Sealed(back.place, back.key))
    (home / "study-key").write_bytes(key)
    assert unseal(Sealed(back.place, back.key))["rows"] == [["Persona Secreta", "X"]]
