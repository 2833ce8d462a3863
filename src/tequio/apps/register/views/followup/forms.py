"""One way to ask and to answer: a form is data, its operation says what is wrong with what was written.

`show_form` shows a form, carries out what it is for, and shows it again with one sentence and all that was
written where the operation refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.accounts.models import Institution, User
from tequio.apps.accounts.policy import may
from tequio.apps.register.followup.errors import Change, ChangedSince
from tequio.apps.register.followup.proving import Attached
from tequio.apps.register.operations.errors import WrongValue

M = TypeVar("M", bound=Model)
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Args:
        name: under which it is sent.
        label: what stands over it.
        kind: text, textarea, date, number, url, select, radio, file, checkbox, checkboxes or hidden.
        value: what stands in it at first.
        choices: (value, words) for select, radio and checkboxes.
        hint: one sentence below it.
        needed: whether the browser may not send it empty.
        group: name of the fold in which it stands; empty for the open part of the form.
    """

    name: str
    label: str = ""
    kind: str = "text"
    value: str = ""
    choices: Choices = ()
    hint: str = ""
    needed: bool = False
    group: str = ""

    def filled(self, written: QueryDict) -> Field:
        """Give the field with what was written in it."""
        if self.kind == "checkboxes":
            return replace(self, value=" ".join(written.getlist(self.name)))
        return replace(self, value=written.get(self.name, ""))

    @property
    def chosen(self) -> list[str]:
        """What is chosen of several."""
        return self.value.split()


@dataclass(frozen=True, slots=True)
class Form:
    """A page with a form.

    Args:
        title: heading of the page.
        fields: in order.
        button: words on it.
        done: the sentence after it was done.
        back: where the page leads back to, and where it goes afterwards.
        about: the source words that it is about, or None.
        note: one sentence above the fields.
        template: of the page.
        context: what else its template wants.
    """

    title: str
    fields: Sequence[Field]
    button: str
    done: str
    back: str
    about: Any = None
    note: str = ""
    template: str = "register/followup/form.html"
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def groups(self) -> list[tuple[str, list[Field]]]:
        """The fields by their folds, the open part first."""
        found: dict[str, list[Field]] = {"": []}
        for one in self.fields:
            found.setdefault(one.group, []).append(one)
        return list(found.items())


def person(request: HttpRequest) -> User:
    """Give whoever is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def permitted(request: HttpRequest, permission: str, thing: object = None) -> User:
    """Give the person who asks, if the policy lets them.

    Raises:
        PermissionDenied: it does not (the site answers 403).
    """
    by = person(request)
    if not may(by, permission, thing):
        raise PermissionDenied(_("Your role does not allow this; ask a coordinator."))
    return by


def show_form(request: HttpRequest, form: Form, act: Callable[[QueryDict], object]) -> HttpResponse:
    """Show a form, or carry out what it is for.

    Args:
        request: GET shows it, POST carries it out.
        form: the form.
        act: does it with what was written; whatever it returns as an address is where the page goes.
    """
    problem = ""
    changes: tuple[Change, ...] = ()
    if request.method == "POST":
        try:
            went = act(request.POST)
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from None
        except ChangedSince as refused:
            problem, changes = str(refused), refused.changes
        except Refused as refused:
            problem = str(refused)
        else:
            if isinstance(went, HttpResponse):
                return went
            messages.success(request, form.done)
            return redirect(went if isinstance(went, str) else form.back)
        form = replace(form, fields=[one.filled(request.POST) for one in form.fields])
    context = {"form": form, "problem": problem, "changes": changes, **form.context}
    return render(request, form.template, context, status=422 if problem else 200)


def carry_out(request: HttpRequest, act: Callable[[], object], done: str, back: str) -> HttpResponse:
    """Do what a button is for and go back to its page with one sentence.

    Args:
        request: a POST; `back` in it names the page of this site to return to.
        act: does it.
        done: the sentence after it.
        back: where to go where the form names no page.
    """
    try:
        act()
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from None
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    wanted = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if wanted and is_ours else back)


def number(written: str) -> int | None:
    """Read a number that a form or address holds; None where it holds none."""
    return int(written[:18]) if written.isascii() and written.isdigit() else None


def chosen(rows: Any, written: str, sentence: str) -> Any:
    """Find the row that a form names.

    Raises:
        WrongValue: with the sentence; it names none.
    """
    key = number(written)
    found = rows.filter(pk=key).first() if key is not None else None
    if found is None:
        raise WrongValue(sentence)
    return found


def attached(request: HttpRequest) -> Attached | None:
    """Give the file of a form, or None."""
    file = request.FILES.get("file")
    return Attached(cast(BinaryIO, file), file.name or "file") if file else None


def only(written: QueryDict, names: Iterable[str]) -> dict[str, object]:
    """Give the fields of these names that were sent."""
    return {name: written[name] for name in names if name in written}


def choices_of(model: type[Model], name: str, *, blank: str = "") -> list[tuple[str, str]]:
    """Give a column's choices for a field, with a blank one first where `blank` has words."""
    listed = [(str(value), str(words)) for value, words in model._meta.get_field(name).choices or ()]  # type: ignore[union-attr]
    return [("", blank), *listed] if blank else listed


def institutions(rows: Any = None) -> list[tuple[str, str]]:
    """Give institutions for a field, by their names in the reader's language; States after the others."""
    found = Institution.objects.all() if rows is None else rows
    listed = sorted(found, key=lambda one: (one.kind == Institution.Kind.STATE, one.name.casefold()))
    return [(str(one.pk), one.name) for one in listed]


def is_visible(is_seen: bool) -> None:
    """Answer "not found" where somebody may not know that there is something.

    Raises:
        Http404: they may not.
    """
    if not is_seen:
        raise Http404
