"""Finding the State, the body and the session that somebody names."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution, InstitutionSpelling
from tequio.apps.accounts.operations.institutions import party_code
from tequio.apps.register.importing.bodies import body_of
from tequio.apps.register.models import Mechanism, MechanismSpelling, Session
from tequio.apps.register.state_reports.choosing import sessions_answered
from tequio.apps.register.state_reports.errors import (
    BodyUnknown,
    NothingToReport,
    StateUnknown,
    TemplateBroken,
)
from tequio.engines import briefing as engine
from tequio.text import fold

_LARGEST = 1_000_000  # bytes of a template; those that come with the program have some three thousand


def state_named(written: str) -> Institution:
    """Find a State by its number, its code, or a name of it.

    Raises:
        StateUnknown: none fits.
    """
    words = " ".join(written.split())
    states = Institution.objects.filter(kind=Institution.Kind.STATE)
    if words.isascii() and words.isdigit():
        found = states.filter(pk=int(words[:18])).first()
    else:
        code = party_code(words) or words.upper()
        spelt = InstitutionSpelling.objects.filter(folded=fold(words)).values("institution")
        found = states.filter(code=code).first() or states.filter(pk__in=spelt).order_by("pk").first()
    if found is None:
        raise StateUnknown(_("The register has no State “%s”; write its name or its ISO code.") % words)
    return found


def template_named(code: str) -> engine.Template:
    """Find a template that comes with the program.

    Raises:
        BodyUnknown: there is none of that name; the sentence lists them.
    """
    known = engine.templates()
    if code.casefold() not in known:
        raise BodyUnknown(
            _("There is no template “%(code)s”; there are: %(known)s.")
            % {"code": code, "known": ", ".join(known)}
        )
    return known[code.casefold()]


def template_read(path: Path) -> engine.Template:
    """Read a template of one's own.

    Raises:
        TemplateBroken: it cannot be read, lacks a field, or holds one that cannot be used.
    """
    try:
        content = path.read_bytes()[: _LARGEST + 1]
        if len(content) > _LARGEST:
            raise TemplateBroken(_("%s is too large for a template.") % path.name)
        return engine.read_template(content.decode(), path.name, engine.FILLS)
    except OSError as error:
        raise TemplateBroken(
            _("%(path)s cannot be read (%(why)s); name a file that is there.")
            % {"path": path, "why": error.strerror}
        ) from None
    except UnicodeDecodeError:
        raise TemplateBroken(_("%s is not in UTF-8; save it anew in UTF-8.") % path.name) from None
    except engine.TemplateUnusable as unusable:
        raise TemplateBroken(str(unusable)) from None


def mechanism_of(template: engine.Template) -> Mechanism | None:
    """Find the mechanism that is a template's body, by its names; None where the register has none."""
    body = body_of(template.body)
    names = {template.name.es, template.name.en, body.spanish, body.english, *body.written}
    spelt = MechanismSpelling.objects.filter(folded__in=[fold(name) for name in names if name])
    found = spelt.select_related("mechanism").order_by("mechanism").first()
    return found.mechanism if found else None


def session_named(state: Institution, template: engine.Template, number: int | None) -> Session:
    """Give the session that a State reports on: the one asked for, else the last that asked it for something.

    Raises:
        NothingToReport: that body, or that session, recommended nothing to the State.
    """
    mechanism = mechanism_of(template)
    known = sessions_answered(state, mechanism) if mechanism else []
    wanted = [one for one in known if number in {None, one.session.pk}]
    if wanted:
        return wanted[0].session
    words = {
        "state": state.name,
        "body": template.name.words("en" if (get_language() or "es").startswith("en") else "es"),
    }
    if not known:
        raise NothingToReport(
            _("The register holds no recommendation of %(body)s to %(state)s; import or read them in first.")
            % words
        )
    listed = ", ".join(str(one.session.pk) for one in known[:8])
    raise NothingToReport(
        _("In session %(n)s %(body)s recommended nothing to %(state)s; sessions that did: %(known)s.")
        % {**words, "n": number, "known": listed}
    )
