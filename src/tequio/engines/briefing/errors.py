"""What can be wrong with a brief or with what somebody writes into one."""

# ruff: noqa: N818  the names state the fact, as the rules of the house ask

from __future__ import annotations


class BriefingError(ValueError):
    """A brief cannot be made."""


class LanguageUnknown(BriefingError):
    """A brief is asked for in a language for which there are no words."""


class NothingToBrief(BriefingError):
    """A mechanism has no session, and nothing was agreed in it."""


class MarkUnknown(BriefingError):
    """A text names a record that the brief does not cite.

    Args:
        marks: as they were written ("c99").
    """

    def __init__(self, marks: tuple[str, ...]) -> None:
        self.marks = marks
        super().__init__(f"The brief cites no record {', '.join(marks)}.")


class TemplateUnusable(BriefingError):
    """A template of a State report is broken; the sentence says where and what to write."""


class NothingToReport(BriefingError):
    """A body has recommended nothing to a State, as far as the register goes."""
