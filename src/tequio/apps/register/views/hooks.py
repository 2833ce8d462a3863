"""Web hooks: the list, the form that makes one, and stopping one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tequio.apps.register.hooks import KINDS, make_hook, stop_hook
from tequio.apps.register.models import WebHook
from tequio.apps.register.views.followup.forms import Field, Form, carry_out, permitted, show_form


@never_cache
@sensitive_post_parameters()
def hooks(request: HttpRequest) -> HttpResponse:
    """List the web hooks, and make one; its secret is shown once."""
    by = permitted(request, "finding.decide")
    form = Form(
        title=_("Web hooks"),
        fields=[
            Field("address", _("Address that is to be told"), "url", needed=True),
            Field("kinds", _("Of which records"), "checkboxes", choices=list(_kind_names().items())),
        ],
        button=_("Make the web hook"),
        done="",
        back=reverse("api-description"),
        note=_("A program of a partner is told that something changed, never what it says."),
        template="register/hooks.html",
        context={
            "section": "mechanisms",
            "hooks": [(hook, _named(hook)) for hook in WebHook.objects.all()[:100]],
        },
    )

    def act(written: QueryDict) -> HttpResponse:
        hook, secret = make_hook(by, written.get("address", ""), written.getlist("kinds"))
        # Shown in the answer to the form itself: kept in no session and written into no address.
        context = {**form.context, "form": form, "hook": hook, "secret": secret}
        return render(request, form.template, context)

    return show_form(request, form, act)


def _kind_names() -> dict[str, str]:
    names = {
        "mechanism": _("mechanisms"),
        "session": _("sessions"),
        "commitment": _("commitments and recommendations"),
        "document": _("documents"),
        "action": _("actions of institutions"),
        "report": _("reports"),
        "evidence": _("evidence"),
        "assessment": _("assessments"),
    }
    return {kind: names[kind] for kind in KINDS}


def _named(hook: WebHook) -> str:
    names = _kind_names()
    return ", ".join(names.get(kind, kind) for kind in hook.kinds)


@require_POST
def stop(request: HttpRequest, hook_id: int) -> HttpResponse:
    """Let an address be told of nothing any more."""
    by = permitted(request, "finding.decide")
    hook = get_object_or_404(WebHook, pk=hook_id)
    return carry_out(request, lambda: stop_hook(hook, by), _("The web hook was stopped."), reverse("hooks"))
