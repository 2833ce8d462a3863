"""Words of the register that are kept in one language and shown in both."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tequio.engines.naming import Reason

# Vocabulary of topics -> its name, in the order of the page.
VOCABULARIES: dict[str, Any] = {
    "themes": _("Themes"),
    "groups": _("Affected groups"),
    "rights": _("Rights"),
    "issues": _("Issues"),
    "sdgs": _("Sustainable Development Goals"),
    "action_categories": _("Demand strength"),
}
# What the row of a list shows as tags, and what it says in quiet words: goals, then strengths.
FOREMOST = ("themes", "groups")
QUIET = ("sdgs", "action_categories")
# Recurrences as the engine names them.
RECURRENCES: dict[str, Any] = {
    "annual": _("every year"),
    "twice a year": _("twice a year"),
    "every two years": _("every two years"),
    "every three years": _("every three years"),
    "every four years": _("every four years"),
    "every five years": _("every five years"),
    "every two months": _("every two months"),
    "quarterly": _("every three months"),
    "monthly": _("every month"),
    "weekly": _("every week"),
    "ongoing": _("ongoing"),
    "regular": _("regularly"),
}

# The part that somebody had in a session, as the engine names it.
PARTS_IN_A_SESSION: dict[str, Any] = {
    "head of delegation": _("head of delegation"),
    "co-chair": _("co-chair"),
}
# Why two names may mean the same; "%s" is the detail.
LIKENESSES: dict[Reason, Any] = {
    Reason.EMPTY: _("one of the names is empty"),
    Reason.SAME: _("the same name"),
    Reason.SAME_BODY: _("the same State or body"),
    Reason.ABBREVIATION: _("one is the abbreviation of the other"),
    Reason.OTHER_PARTIES: _("different parties"),
    Reason.ONLY_PARTIES: _("the same parties and nothing else"),
    Reason.SAME_TERMS: _("the same terms, in another order, spelling or language"),
    Reason.MORE_PARTIES: _("the same terms; one names parties that the other does not"),
    Reason.SOME_TERMS: _("some terms agree"),
    Reason.NO_TERM: _("no term in common"),
    Reason.OTHER_ORDER: _("the same words in another order"),
    Reason.OTHER_WORDS: _("words that do not agree"),
    Reason.ONE_WORD: _("only one word agrees"),
    Reason.SAME_BUT: _("the same but for “%s”"),
    Reason.INITIALS: _("initials stand for names"),
    Reason.ONE_LETTER: _("one letter differs"),
}
