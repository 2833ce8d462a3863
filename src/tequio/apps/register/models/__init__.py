"""The facts of the register; each module holds one subject."""

from tequio.apps.register.models.actions import Action, ActionStep, Milestone, Norm
from tequio.apps.register.models.assessments import Assessment, BlindRound
from tequio.apps.register.models.assignments import Assignment, AssignmentStep, HandOver
from tequio.apps.register.models.briefs import BriefSection
from tequio.apps.register.models.commitments import (
    Commitment,
    CommitmentTopic,
    Component,
    Decision,
    LookAlike,
    Topic,
)
from tequio.apps.register.models.duties import CalendarFeed, Duty, Mail
from tequio.apps.register.models.evidence import (
    Evidence,
    EvidenceFile,
    EvidenceStep,
    Inquiry,
    InquiryReply,
    InquiryStep,
)
from tequio.apps.register.models.groups import DemandGroup, GroupMember, GroupStep
from tequio.apps.register.models.hooks import WebHook
from tequio.apps.register.models.imports import ImportedRecord, ImportMapping, ImportRun
from tequio.apps.register.models.mechanisms import Mechanism, MechanismSpelling
from tequio.apps.register.models.positions import Position
from tequio.apps.register.models.reports import Report, ReportSchedule, ReportStep
from tequio.apps.register.models.sessions import (
    Participation,
    Session,
    SessionDecision,
    SessionDocument,
    SessionProposal,
)
from tequio.apps.register.models.standards import CommitmentStandard
from tequio.apps.register.models.standing import ComponentStanding
from tequio.apps.register.models.state_reports import StateReport, StateReportSection
from tequio.apps.register.models.steps import ComponentStep
from tequio.apps.register.models.submissions import Reply, ReplyStep, Submission, SubmissionStep

__all__ = [
    "Action",
    "ActionStep",
    "Assessment",
    "Assignment",
    "AssignmentStep",
    "BlindRound",
    "BriefSection",
    "CalendarFeed",
    "Commitment",
    "CommitmentStandard",
    "CommitmentTopic",
    "Component",
    "ComponentStanding",
    "ComponentStep",
    "Decision",
    "DemandGroup",
    "Duty",
    "Evidence",
    "EvidenceFile",
    "EvidenceStep",
    "GroupMember",
    "GroupStep",
    "HandOver",
    "ImportMapping",
    "ImportRun",
    "ImportedRecord",
    "Inquiry",
    "InquiryReply",
    "InquiryStep",
    "LookAlike",
    "Mail",
    "Mechanism",
    "MechanismSpelling",
    "Milestone",
    "Norm",
    "Participation",
    "Position",
    "Reply",
    "ReplyStep",
    "Report",
    "ReportSchedule",
    "ReportStep",
    "Session",
    "SessionDecision",
    "SessionDocument",
    "SessionProposal",
    "StateReport",
    "StateReportSection",
    "Submission",
    "SubmissionStep",
    "Topic",
    "WebHook",
]
