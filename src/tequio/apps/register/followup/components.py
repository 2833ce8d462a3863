"""Components: what a person confirms, words anew, adds or takes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db.models import Max, ProtectedError, Q
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import recorded
from tequio.apps.register.followup.errors import NotInRegister
from tequio.apps.register.followup.reading_values import needed
from tequio.apps.register.followup.rights import Asked
from tequio.apps.register.followup.steps import one_text, refuse_changed
from tequio.apps.register.models import Commitment, Component, ComponentStep
from tequio.apps.register.operations.deciding import locked
from tequio.apps.register.operations.errors import BuiltUpon, Gone, NothingToDo
from tequio.apps.register.operations.hanging import is_followed

_LARGEST_ORDINAL = 32_767


def accept_components(
    commitment: Commitment, by: User, components: Collection[Component] | None = None, seen: int | None = None
) -> list[ComponentStep]:
    """Confirm proposed components of a commitment.

    Args:
        commitment: which is kept.
        by: who confirms.
        components: which; None for all that are proposed.
        seen: number of the last component step that the person had before them (`last_component_step`).

    Raises:
        NotAllowed: the person's role does not allow it.
        NotInRegister: the commitment is no more than proposed.
        NothingToDo: none is proposed.
        ChangedSince: somebody changed components meanwhile.
    """
    with _operation(commitment, by, "accept-components", seen):
        wanted = commitment.components.filter(state=Component.State.PROPOSED)
        if components is not None:
            wanted = wanted.filter(pk__in=[component.pk for component in components])
        proposed = list(wanted.order_by("ordinal"))
        if not proposed:
            raise NothingToDo(_("No component waits to be accepted."))
        steps = []
        for component in proposed:
            component.state = Component.State.ACCEPTED
            component.save(update_fields=["state"])
            steps.append(_step(component, by, "accept", {"state": "proposed"}, {"state": "accepted"}))
    return steps


def reword_component(
    component: Component, by: User, words: str, why: str = "", seen: int | None = None
) -> ComponentStep:
    """Word a component anew, which confirms it; arguments and errors as `accept_components`.

    Raises:
        WrongValue: there are no words.
    """
    with _operation(component.commitment, by, "reword-component", seen):
        fresh = _fresh(component)
        wanted = needed(Component, "words", words)
        if (fresh.words, fresh.state) == (wanted, Component.State.ACCEPTED):
            raise NothingToDo(_("Nothing differs from what stands."))
        before = {"words": fresh.words, "state": fresh.state}
        fresh.words, fresh.state = wanted, Component.State.ACCEPTED
        fresh.save(update_fields=["words", "state"])
        component.words, component.state = fresh.words, fresh.state
        after = {"words": fresh.words, "state": str(fresh.state)}
        return _step(fresh, by, "reword", before, after, why)


def add_component(
    commitment: Commitment, by: User, words: str, why: str = "", seen: int | None = None
) -> Component:
    """Add a demand that the words hold and the program did not part; errors as `reword_component`."""
    with _operation(commitment, by, "add-component", seen):
        last = commitment.components.aggregate(last=Max("ordinal"))["last"]
        component = Component.objects.create(
            commitment=commitment,
            ordinal=0 if last is None else min(last + 1, _LARGEST_ORDINAL),
            words=needed(Component, "words", words),
            state=Component.State.ACCEPTED,
        )
        _step(component, by, "add", {}, {"words": component.words}, why)
    return component


def remove_component(component: Component, by: User, why: str, seen: int | None = None) -> ComponentStep:
    """Take out a component that is no demand of its own; arguments and errors as `accept_components`.

    Raises:
        BuiltUpon: something hangs on it.
    """
    with _operation(component.commitment, by, "remove-component", seen):
        fresh = _fresh(component)
        step = _step(fresh, by, "remove", {"words": fresh.words}, {}, why)
        sentence = _("Assignments, evidence or assessments hang on this component; word it anew instead.")
        if is_followed(Q(pk=fresh.pk)):  # deleting would take it out of actions and samples unasked
            raise BuiltUpon(sentence)
        try:
            fresh.delete()
        except ProtectedError:
            raise BuiltUpon(sentence) from None
    return step


def last_component_step(commitment: Commitment) -> int:
    """Give what a form on the components hands back as `seen`; 0 for none."""
    return commitment.component_steps.order_by("-pk").values_list("pk", flat=True).first() or 0


@contextmanager
def _operation(commitment: Commitment, by: User, verb: str, seen: int | None) -> Iterator[None]:
    require(by, "component.change", Asked())
    with recorded(by, verb):
        locked(commitment)
        if not commitment.is_kept:
            raise NotInRegister(_("Accept the commitment first; what is only proposed is not followed up."))
        if seen is not None:
            refuse_changed(commitment.component_steps.filter(pk__gt=seen), Component)
        yield


def _step(  # noqa: PLR0913, PLR0917  one step says all of this
    component: Component, by: User, verb: str, before: dict[str, str], after: dict[str, str], why: str = ""
) -> ComponentStep:
    return ComponentStep.objects.create(
        commitment=component.commitment,
        component=component,
        verb=verb,
        why=one_text(why),
        before=before,
        after=after,
        by=by,
    )


def _fresh(component: Component) -> Component:
    fresh = Component.objects.filter(pk=component.pk).first()
    if fresh is None:
        raise Gone(_("This component is no longer there."))
    return fresh
