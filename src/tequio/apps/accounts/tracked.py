"""What of the accounts the log vouches for."""

from tequio.apps.accounts.models import (
    ApiToken,
    FocalPoint,
    Institution,
    InstitutionSpelling,
    Invitation,
    Membership,
    Person,
    PersonSpelling,
    Post,
    User,
)
from tequio.apps.ledger.tracking import Part, Tracked

_FOLDED = frozenset({"folded"})

TRACKED = (
    # A password that is set anew and a last visit change nothing of what the account may do.
    Tracked("account", User, without=frozenset({"password", "last_login"})),
    Tracked(
        "institution",
        Institution,
        parts={"spellings": Part(InstitutionSpelling, "institution", without=_FOLDED)},
    ),
    Tracked(
        "person",
        Person,
        parts={
            "spellings": Part(PersonSpelling, "person", without=_FOLDED),
            "memberships": Part(Membership, "person"),
        },
    ),
    Tracked("post", Post),
    Tracked("focal-point", FocalPoint),
    Tracked("api-token", ApiToken),
    # The token changes each time that the letter is sent again.
    Tracked("invitation", Invitation, without=frozenset({"token_digest", "sent_at"})),
)
