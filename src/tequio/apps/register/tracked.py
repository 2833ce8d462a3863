"""What of the register the log vouches for."""

from tequio.apps.ledger.tracking import Part, Tracked
from tequio.apps.register.models import (
    BriefSection,
    Commitment,
    CommitmentStandard,
    CommitmentTopic,
    Component,
    ComponentStep,
    Decision,
    DemandGroup,
    GroupMember,
    GroupStep,
    ImportedRecord,
    ImportMapping,
    ImportRun,
    LookAlike,
    Mechanism,
    MechanismSpelling,
    Participation,
    Session,
    SessionDecision,
    SessionDocument,
    SessionProposal,
    StateReport,
    StateReportSection,
    Topic,
    WebHook,
)

TRACKED = (
    Tracked(
        "mechanism",
        Mechanism,
        linked=("parties",),
        parts={"spellings": Part(MechanismSpelling, "mechanism", without=frozenset({"folded"}))},
    ),
    Tracked(
        "session",
        Session,
        linked=("parties",),
        parts={
            "documents": Part(SessionDocument, "session"),
            "participations": Part(Participation, "session"),
        },
    ),
    Tracked("session-proposal", SessionProposal, parts={"decisions": Part(SessionDecision, "proposal")}),
    Tracked(
        "commitment",
        Commitment,
        # Both follow from the other columns.
        without=frozenset({"folded", "due_on"}),
        linked=("actors", "asked_by"),
        parts={
            "components": Part(Component, "commitment"),
            "component_steps": Part(ComponentStep, "commitment"),
            "topics": Part(CommitmentTopic, "commitment"),
            "standards": Part(CommitmentStandard, "commitment"),
            "decisions": Part(Decision, "commitment"),
            "imported": Part(ImportedRecord, "commitment"),
        },
        # A passage is nobody's own; what is vouched for is the words that the commitment quotes.
        quoted={"quote": "passage__exact", "from": "passage__start", "to": "passage__end"},
    ),
    Tracked("look-alike", LookAlike, quoted={"quote": "passage__exact"}),
    Tracked("topic", Topic),
    Tracked("import", ImportRun),
    # How far it has been told is no decision of anybody.
    Tracked("web-hook", WebHook, without=frozenset({"sequence", "tries", "next_try_at", "problem"})),
    Tracked(
        "demand-group",
        DemandGroup,
        parts={"members": Part(GroupMember, "group"), "steps": Part(GroupStep, "group")},
    ),
    Tracked("import-mapping", ImportMapping),
    Tracked("brief-section", BriefSection),
    Tracked(
        "state-report",
        StateReport,
        linked=("entries",),
        parts={"sections": Part(StateReportSection, "report")},
    ),
)
