"""What people do to the register, one function per use case.

Every error stands below `RegisterError` or is `NotAllowed`; both stand below `Refused`.
"""

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.register.operations.adding import add, rescue
from tequio.apps.register.operations.batches import Batch, accept_above
from tequio.apps.register.operations.deciding import accept, correct, reject
from tequio.apps.register.operations.errors import (
    AlreadyDecided,
    AlreadyThere,
    BuiltUpon,
    ChangedMeanwhile,
    Gone,
    NothingToDo,
    NotYours,
    RegisterError,
    WrongValue,
)
from tequio.apps.register.operations.mechanisms import NewMechanism
from tequio.apps.register.operations.participants import Participant
from tequio.apps.register.operations.sessions import confirm_session, reject_session, reopen_session
from tequio.apps.register.operations.standards import add_standard, decide_standard, propose_standards
from tequio.apps.register.operations.topics import decide_topics
from tequio.apps.register.operations.undoing import last_decision, undo

__all__ = [
    "AlreadyDecided",
    "AlreadyThere",
    "Batch",
    "BuiltUpon",
    "ChangedMeanwhile",
    "Gone",
    "NewMechanism",
    "NotAllowed",
    "NotYours",
    "NothingToDo",
    "Participant",
    "Refused",
    "RegisterError",
    "WrongValue",
    "accept",
    "accept_above",
    "add",
    "add_standard",
    "confirm_session",
    "correct",
    "decide_standard",
    "decide_topics",
    "last_decision",
    "propose_standards",
    "reject",
    "reject_session",
    "reopen_session",
    "rescue",
    "undo",
]
