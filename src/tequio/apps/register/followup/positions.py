"""What States answer: entered with its source, corrected by a new row that names the old one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import Institution, User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.library.models import Document
from tequio.apps.register.followup.errors import NotInRegister, ReplacedAlready
from tequio.apps.register.followup.reading_values import (
    Reader,
    choice,
    needed,
    partial_day,
    read_fields,
    web_address,
    words,
)
from tequio.apps.register.models import Commitment, Position
from tequio.apps.register.operations.errors import WrongValue

FIELDS: Mapping[str, Reader] = {
    "answer": choice,
    "given_on": partial_day,
    "source": needed,
    "address": web_address,
    "words": words,
}
_NEEDED = {"answer": "", "given_on": "", "source": ""}


def enter_position(  # noqa: PLR0913
    commitment: Commitment,
    state: Institution,
    by: User,
    facts: Mapping[str, object],
    *,
    document: Document | None = None,
    replaces: Position | None = None,
) -> Position:
    """Enter what a State answered. A later answer is one more; only an error is replaced.

    Args:
        commitment: which is kept.
        state: who answers.
        by: who enters it.
        facts: names of `FIELDS` -> value; `answer`, `given_on` and `source` are needed.
        document: of the library in which it stands, or None.
        replaces: the one that was entered wrongly, or None.

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInRegister: the commitment is no more than proposed.
        WrongValue: a field cannot hold its value, or `replaces` answers something else.
        ReplacedAlready: somebody has corrected it already.
    """
    require(by, "finding.decide", commitment)
    values = read_fields(Position, FIELDS, {**_NEEDED, **facts})
    if not values["given_on"]:
        raise WrongValue(_("Say when the State answered, at least the year."))
    if not commitment.is_kept:
        raise NotInRegister(_("Accept the commitment first; what is only proposed is not followed up."))
    with recorded(by, "correct-position" if replaces else "enter-position"):
        if replaces is not None:
            if (replaces.commitment_id, replaces.state_id) != (commitment.pk, state.pk):
                raise WrongValue(_("A correction speaks of the same State and commitment."))
            note(replaces)  # waits for whoever corrects it at this moment
            if Position.objects.filter(replaces=replaces).exists():
                raise ReplacedAlready(
                    _("Somebody has corrected this answer already; correct the newest one.")
                )
        position = Position.objects.create(
            commitment=commitment, state=state, by=by, document=document, replaces=replaces, **values
        )
        note_new(position)
    return position
