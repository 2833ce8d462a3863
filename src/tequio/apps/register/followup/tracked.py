"""What of the follow-up the log vouches for.

Left out are digests of secrets, and what follows from other records: whether a duty is done is read off the
report, reply or session that does it.
"""

from tequio.apps.ledger.tracking import Part, Tracked
from tequio.apps.register.models import (
    Action,
    ActionStep,
    Assessment,
    Assignment,
    AssignmentStep,
    BlindRound,
    CalendarFeed,
    Duty,
    Evidence,
    EvidenceStep,
    HandOver,
    Inquiry,
    InquiryReply,
    InquiryStep,
    Milestone,
    Norm,
    Position,
    Reply,
    ReplyStep,
    Report,
    ReportSchedule,
    ReportStep,
    Submission,
    SubmissionStep,
)

_CODE = frozenset({"code_digest"})
# The file itself may be erased; what is vouched for is which bytes were given.
_FILE = {"file_sha256": "file__sha256", "file_size": "file__size"}

TRACKED = (
    Tracked(
        "assignment",
        Assignment,
        parts={"steps": Part(AssignmentStep, "subject"), "schedule": Part(ReportSchedule, "assignment")},
    ),
    Tracked("hand-over", HandOver),
    Tracked("position", Position),
    Tracked(
        "action",
        Action,
        linked=("components",),
        parts={
            "steps": Part(ActionStep, "subject"),
            "milestones": Part(Milestone, "action"),
            "norms": Part(Norm, "action"),
        },
    ),
    Tracked("report", Report, parts={"steps": Part(ReportStep, "subject")}),
    Tracked(
        "evidence",
        Evidence,
        without=frozenset({"file"}),
        linked=("readers",),
        parts={"steps": Part(EvidenceStep, "subject")},
        quoted=_FILE,
    ),
    Tracked(
        "inquiry",
        Inquiry,
        parts={"replies": Part(InquiryReply, "inquiry"), "steps": Part(InquiryStep, "subject")},
    ),
    Tracked("assessment", Assessment, linked=("evidence",)),
    Tracked("blind-round", BlindRound, linked=("components",)),
    Tracked(
        "submission",
        Submission,
        without=_CODE | {"file"},
        parts={"steps": Part(SubmissionStep, "subject")},
        quoted=_FILE,
    ),
    Tracked("reply", Reply, without=_CODE, parts={"steps": Part(ReplyStep, "subject")}),
    Tracked("duty", Duty, without=frozenset({"done_on"})),
    Tracked("calendar-feed", CalendarFeed, without=frozenset({"token_digest"})),
)
