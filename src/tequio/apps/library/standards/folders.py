"""Folders of a person: passages kept with their words as they were, for a ruling or a brief."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.library.models import ProvisionText, SavedPassage, StandardsFolder
from tequio.apps.library.operations.errors import NothingToDo
from tequio.apps.library.standards.errors import FolderWrong

LONGEST_NAME = 200
LONGEST_NOTE = 500
MOST_FOLDERS = 200
MOST_PASSAGES = 500


def folders_of(owner: User) -> QuerySet[StandardsFolder]:
    """Give a person's folders, by name."""
    return StandardsFolder.objects.filter(owner=owner)


def own_folder(owner: User, number: int) -> StandardsFolder:
    """Give one of a person's own folders.

    Raises:
        FolderWrong: there is none of that number, or it is somebody else's; which is not said.
    """
    folder = folders_of(owner).filter(pk=number).first()
    if folder is None:
        raise FolderWrong(_("There is no such folder of yours."))
    return folder


def make_folder(owner: User, name: str) -> StandardsFolder:
    """Make a folder.

    Raises:
        NotAllowed: the account may not keep passages.
        FolderWrong: the name is empty, too long or taken, or there are too many folders.
    """
    require(owner, "standards.keep")
    with recorded(owner, "make-folder"):
        folder = StandardsFolder.objects.create(owner=owner, name=_free_name(owner, name))
        note_new(folder)
    return folder


def rename_folder(owner: User, folder: StandardsFolder, name: str) -> None:
    """Give a folder another name; errors as `make_folder`."""
    require(owner, "standards.keep")
    with recorded(owner, "rename-folder"):
        note(folder)
        folder.name = _free_name(owner, name, folder)
        folder.save(update_fields=["name"])


def remove_folder(owner: User, folder: StandardsFolder) -> None:
    """Remove a folder with what is saved in it.

    Raises:
        FolderWrong: it is not the person's own.
    """
    with recorded(owner, "remove-folder"):
        note(own_folder(owner, folder.pk))
        folder.delete()


def save_passage(owner: User, folder: StandardsFolder, text: ProvisionText, words: str = "") -> SavedPassage:
    """Keep a text in a folder.

    Args:
        owner: of the folder.
        folder: where.
        text: in the version that is kept.
        words: a note on it, at most 500 characters.

    Raises:
        FolderWrong: the folder is not the person's own, is full, or the note is too long.
        NothingToDo: the text is in it already.
    """
    require(owner, "standards.keep")
    remark = _cleaned(words)
    if len(remark) > LONGEST_NOTE:
        raise FolderWrong(_("A note holds %s characters at most; shorten it.") % LONGEST_NOTE)
    with recorded(owner, "save-passage"):
        own = own_folder(owner, folder.pk)
        note(own)
        if own.passages.filter(text=text).exists():
            raise NothingToDo(_("This passage is in the folder already."))
        if own.passages.count() >= MOST_PASSAGES:
            raise FolderWrong(_("A folder holds %s passages at most; make another.") % MOST_PASSAGES)
        return SavedPassage.objects.create(folder=own, text=text, note=remark)


def drop_passage(owner: User, folder: StandardsFolder, number: int) -> None:
    """Take a passage out of a folder.

    Raises:
        FolderWrong: the folder is not the person's own.
        NothingToDo: the passage is not in it.
    """
    with recorded(owner, "drop-passage"):
        own = own_folder(owner, folder.pk)
        note(own)
        removed, _rows = own.passages.filter(pk=number).delete()
        if not removed:
            raise NothingToDo(_("This passage is not in the folder."))


def _cleaned(written: str) -> str:
    return " ".join(written.replace("\x00", " ").split())


def _free_name(owner: User, written: str, own: StandardsFolder | None = None) -> str:
    name = _cleaned(written)
    others = folders_of(owner).exclude(pk=own.pk if own else 0)
    if not name:
        raise FolderWrong(_("Give the folder a name."))
    if len(name) > LONGEST_NAME:
        raise FolderWrong(_("A folder's name holds %s characters at most.") % LONGEST_NAME)
    if others.filter(name=name).exists():
        raise FolderWrong(_("You have a folder of this name already."))
    if own is None and others.count() >= MOST_FOLDERS:
        raise FolderWrong(_("You have %s folders, which is the most; remove one.") % MOST_FOLDERS)
    return name
