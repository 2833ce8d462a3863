"""Why an archive was not made or not restored; each message is one sentence for a person."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask


class BackupError(Exception):
    """An archive was not made, or not restored; nothing has changed."""


class ArchiveIsBroken(BackupError):
    """The file is no archive of ours, or not as it was written."""


class ArchiveIsOfAnotherForm(BackupError):
    """The archive was made by another version of the program, whose tables differ."""


class RegisterIsNotEmpty(BackupError):
    """There is a register already, and nobody said that it is to be replaced."""


class NothingToKeep(BackupError):
    """The register holds nothing: as a rule, the settings name another one."""


class LogIsBroken(BackupError):
    """What the archive holds is not what its own log of changes says."""


class CannotBeKept(BackupError):
    """The disk or the database cannot take what is to be written."""
