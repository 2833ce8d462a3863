"""The charts of a mechanism, of what is public: on its public page and on the page that is handed out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tequio.apps.register.models import Mechanism
from tequio.apps.register.queries import handouts as queries
from tequio.apps.register.templatetags.followup import scale_title, words_of
from tequio.engines.charts import Bar, Chart, Group, bars


def charts_of(mechanism: Mechanism) -> list[Chart]:
    """Draw what each session yielded, who has said anything, and what each assessor concludes."""
    drawn = (_editions(mechanism), _answered(mechanism), _judgements(mechanism))
    return [chart for chart in drawn if chart]


def _editions(mechanism: Mechanism) -> Chart | None:
    counted = [
        Bar(session.title or _("session without a date"), n)
        for session, n in queries.commitments_of_sessions(mechanism)
    ]
    columns = ("", _("session"), _("entries"))
    return bars("editions", _("What each session yielded"), [Group("", counted)], columns)


def _answered(mechanism: Mechanism) -> Chart | None:
    counted = queries.answered(mechanism)
    labels = {
        "all": _("all entries"),
        "reported": _("the State reports"),
        "judged": _("assessed"),
        "contradicted": _("evidence contradicts it"),
        "unanswered": _("nobody has answered"),
    }
    group = Group("", [Bar(label, counted[name]) for name, label in labels.items()])
    return bars("answered", _("Who has said anything"), [group], ("", _("what is public"), _("entries")))


def _judgements(mechanism: Mechanism) -> Chart | None:
    """Draw each assessor on its own scale; nothing is added up or averaged over assessors."""
    groups = [
        Group(
            f"{one.assessor} · {scale_title(one.scale)}",
            [Bar(words_of(one.scale, value).words, n) for value, n in one.counted.most_common()],
        )
        for one in queries.judgements(mechanism)
    ]
    columns = (_("assessor and scale"), _("value"), _("components"))
    return bars("judgements", _("What each assessor concludes, on its own scale"), groups, columns)
