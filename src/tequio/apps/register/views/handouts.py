"""Hand-outs for visitors: a mechanism on one page, themes, charts with their tables, and feeds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.apps.register.models import Mechanism, Topic
from tequio.apps.register.opendata import places, visible
from tequio.apps.register.queries import handouts as queries
from tequio.apps.register.queries.public import public_page
from tequio.apps.register.templatetags.followup import words_of
from tequio.apps.register.views.charts import charts_of
from tequio.apps.register.views.followup.forms import number
from tequio.engines.charts import Bar, Group, bars

# Characters of a record's words in a feed.
_WORDS = 300


@login_not_required
@require_safe
def summary(request: HttpRequest, mechanism_id: int) -> HttpResponse:
    """Show a mechanism on one page that can be printed and handed out."""
    shown = _public_mechanism(mechanism_id)
    context = {
        "section": "public",
        "mechanism": shown,
        "address": places.mechanism(shown.pk),
        "charts": charts_of(shown),
    }
    return render(request, "register/handouts/summary.html", context)


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """List the themes of what was published."""
    context = {"section": "public", "themes": queries.themes()}
    return render(request, "register/handouts/themes.html", context)


@login_not_required
@require_safe
def theme(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Show what was agreed on a theme, in which mechanisms, and who has said anything about it."""
    shown = get_object_or_404(Topic, pk=topic_id, scheme=queries.THEMES)
    rows = queries.of_theme(shown)
    if not rows.exists():
        raise Http404
    counted = [Bar(str(one), n) for one, n in queries.mechanisms_of(shown)]
    columns = ("", _("mechanism"), _("entries"))
    context = {
        "section": "public",
        "theme": shown,
        "count": rows.count(),
        "page": public_page(rows, number(request.GET.get("after", ""))),
        "charts": [
            chart
            for chart in (bars("mechanisms", _("Entries by mechanism"), [Group("", counted)], columns),)
            if chart
        ],
    }
    return render(request, "register/handouts/theme.html", context)


def _public_mechanism(number_: int) -> Mechanism:
    return get_object_or_404(visible.mechanisms(), pk=number_)


@login_not_required
@require_safe
def changes(request: HttpRequest, mechanism_id: int | None = None) -> HttpResponse:
    """Give what was published last as an Atom feed (RFC 4287)."""
    mechanism = _public_mechanism(mechanism_id) if mechanism_id is not None else None
    page = places.mechanism(mechanism.pk) if mechanism else _absolute(reverse("public"))
    feed = Atom1Feed(
        title=f"{_('Public register')}: {mechanism}" if mechanism else _("Public register"),
        link=page,
        description="",
        language=get_language(),
        feed_url=_absolute(request.path),
        feed_guid=_absolute(request.path),
    )
    for one in queries.changes(mechanism):
        link = places.commitment(one.commitment) if one.commitment else _absolute(reverse("public"))
        feed.add_item(
            title=_title(one),
            link=link,
            description=_words(one),
            unique_id=f"{_absolute(reverse('changes'))}#{one.kind}-{one.row.pk}",
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _absolute(path: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def _title(one: queries.Published) -> str:
    row = one.row
    if one.kind == "assessment":
        words = words_of(row.scale, row.value).words
        return _("Assessment by %(who)s: %(value)s") % {"who": row.assessor, "value": words}
    if one.kind == "report":
        return str(_("Report of %s") % row.assignment.institution)
    if one.kind == "evidence":
        return str(_("Evidence: %s") % row.get_bearing_display())
    return str(_("Document: %s") % row.title)


def _words(one: queries.Published) -> str:
    fields: dict[str, Any] = {"assessment": "rationale", "evidence": "finding", "report": "words"}
    words = str(getattr(one.row, fields[one.kind])) if one.kind in fields else ""
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " …"
