"""The charts of a mechanism, of what is public: on its public page and on the page that is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from tequio.apps.register.models import Mechanism, Session
from tequio.apps.register.queries import handouts as queries
from tequio.apps.register.templatetags.followup import scale_title, words_of
from tequio.engines.charts import Bar, Chart, Group, bars

# What fits on a printed page and is still read; the rest stands in the list below and in the open data.
MOST_SESSIONS, MOST_ASSESSORS = 12, 6


def charts_of(mechanism: Mechanism) -> list[Chart]:
    """Draw what each session yielded, who has said anything, and what each assessor concludes."""
    counted = queries.counted(mechanism)
    drawn = (_editions(counted.sessions), _answered(counted.answered), _judgements(counted.judgements))
    return [chart for chart in drawn if chart]


def _editions(sessions: Sequence[tuple[Session, int]]) -> Chart | None:
    """Draw the newest sessions; one bar for all before them would leave nothing of theirs to be seen."""
    title = _("What each session yielded")
    if len(sessions) > MOST_SESSIONS:
        title = _("%(title)s: the newest %(shown)s of %(all)s") % {
            "title": title,
            "shown": MOST_SESSIONS,
            "all": len(sessions),
        }
    found = [Bar(session.title or _("session without a date"), n) for session, n in sessions[-MOST_SESSIONS:]]
    columns = ("", _("session"), _("entries"))
    return bars("editions", title, [Group("", found)], columns)


def _answered(counted: Mapping[str, int]) -> Chart | None:
    labels = {
        "all": _("all entries"),
        "reported": _("the State reports"),
        "judged": _("assessed"),
        "contradicted": _("evidence contradicts it"),
        "unanswered": _("nobody has answered"),
    }
    group = Group("", [Bar(label, counted[name]) for name, label in labels.items()])
    return bars("answered", _("Who has said anything"), [group], ("", _("what is public"), _("entries")))


def _judgements(judgements: Sequence[queries.Judgements]) -> Chart | None:
    """Draw each assessor on its own scale, those with the most; nothing is added up or averaged over them."""
    title = _("What each assessor concludes, on its own scale")
    shown = list(judgements)
    if len(shown) > MOST_ASSESSORS:
        most = sorted(shown, key=lambda one: -one.counted.total())[:MOST_ASSESSORS]
        shown = [one for one in shown if one in most]
        title = _("%(title)s: the %(shown)s with the most, of %(all)s") % {
            "title": title,
            "shown": MOST_ASSESSORS,
            "all": len(judgements),
        }
    groups = [
        Group(
            f"{one.assessor} · {scale_title(one.scale)}",
            [Bar(words_of(one.scale, value).words, n) for value, n in one.counted.most_common()],
        )
        for one in shown
    ]
    columns = (_("assessor and scale"), _("value"), _("components"))
    return bars("judgements", title, groups, columns)
