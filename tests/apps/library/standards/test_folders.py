"""Folders: one's own only, full of checks, and a document with quotes and citations."""

import io

import pytest
from docx import Document
from made_standards import jsonl, provision

from tequio.apps.accounts.models import User
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.models import ProvisionText, SavedPassage, StandardsFolder
from tequio.apps.library.operations.errors import NothingToDo
from tequio.apps.library.standards import folders
from tequio.apps.library.standards.errors import FolderWrong
from tequio.apps.library.standards.folder_docx import folder_document, kept_passages
from tequio.apps.library.standards.importing import import_standards

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(library):
    return ProvisionText.objects.get(document_key="CRX.2.2.en")


def test_a_passage_is_kept_with_its_note_and_stands_in_the_log(clerk, text):
    folder = folders.make_folder(clerk, " Amparo  12/2026 ")
    saved = folders.save_passage(clerk, folder, text, "for the second ground")
    assert (folder.name, saved.note) == ("Amparo 12/2026", "for the second ground")
    with pytest.raises(NothingToDo):
        folders.save_passage(clerk, folder, text)
    folders.drop_passage(clerk, folder, saved.pk)
    with pytest.raises(NothingToDo):
        folders.drop_passage(clerk, folder, saved.pk)
    verbs = list(Event.objects.filter(object_type="standards-folder").values_list("verb", flat=True))
    assert verbs == ["make-folder", "save-passage", "drop-passage"]
    folders.rename_folder(clerk, folder, "Other")
    folders.remove_folder(clerk, folder)
    assert not StandardsFolder.objects.exists()
    assert verify_ledger().first is None


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 201, "Taken"])
def test_names_that_cannot_be_kept(clerk, library, name):
    folders.make_folder(clerk, "Taken")
    with pytest.raises(FolderWrong):
        folders.make_folder(clerk, name)
    assert StandardsFolder.objects.count() == 1


def test_nobody_touches_a_folder_of_somebody_else(clerk, text):
    folder = folders.make_folder(clerk, "Mine")
    other = User.objects.create(username="other", role=User.Role.COORDINATOR)
    for act in (
        lambda: folders.own_folder(other, folder.pk),
        lambda: folders.save_passage(other, folder, text),
        lambda: folders.drop_passage(other, folder, 1),
        lambda: folders.remove_folder(other, folder),
    ):
        with pytest.raises(FolderWrong):
            act()
    assert not SavedPassage.objects.exists()


def test_the_document_quotes_cites_and_warns(clerk, text):
    folder = folders.make_folder(clerk, "Ruling")
    folders.save_passage(clerk, folder, text, "a note & <more>")
    import_standards([("new.jsonl", jsonl(provision("2.2", "Newer words.")))])
    [kept] = kept_passages(folder, "en")
    assert kept.text.words == "What was confessed without sleep is no evidence."
    written = "\n".join(p.text for p in Document(io.BytesIO(folder_document(folder, "en"))).paragraphs)
    for words in (
        "Ruling",
        "“What was confessed without sleep is no evidence.”",
        "Convention on Rest",
        "Transcription not certified by the depositary.",
        "There is a newer version of this text.",
        "a note & <more>",
    ):
        assert words in written
