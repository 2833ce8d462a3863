"""Linking the lists of a study: asked for, done in the background, done again with what people decided."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django_tasks import task

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.studies.errors import NotInThatState, WrongValue
from tequio.apps.studies.estimating import digest_of_inputs
from tequio.apps.studies.linking import Linked, Ruled, checked_settings, link
from tequio.apps.studies.models import Linkage, ReviewPair, Study, StudyList
from tequio.apps.studies.models.linkages import Work
from tequio.apps.studies.operations.studies import locked_study
from tequio.apps.studies.review import decided_pairs
from tequio.apps.studies.sealing import Sealed, kept_or_dropped, own_key, seal, seal_piece
from tequio.apps.studies.working import (
    REFUSALS,
    beating,
    claim,
    declare_stopped,
    fault,
    in_both,
    is_still_asked,
    program,
    progress_of,
    refuse,
)

_LARGEST_SEED = 2**31 - 1


def begin_linkage(  # noqa: PLR0913
    study: Study,
    by: User,
    lists: Sequence[StudyList],
    settings: str,
    *,
    doubtful_from: float = 0.1,
    doubtful_to: float = 0.95,
    seed: int | None = None,
    based_on: Linkage | None = None,
) -> Linkage:
    """Ask for a linkage; with the immediate backend it is done when this returns.

    Args:
        study: which.
        by: a lead or analyst of it.
        lists: of records, two or more, all of the study and still there.
        settings: what is compared, as TOML (`tequio.engines.linkage.read_settings`).
        doubtful_from: pairs of at least this probability are put to people …
        doubtful_to: … up to this one.
        seed: from which the draws come; a random one where it is None.
        based_on: a linkage of the same lists whose decided pairs hold in this one.

    Raises:
        NotAllowed, StudyClosed.
        WrongValue: lists, settings, seed or limits cannot be used.
        NotInThatState: a list was destroyed.
    """
    seed = secrets.randbelow(_LARGEST_SEED) if seed is None else seed
    _check(study, lists, doubtful_from, doubtful_to, seed)
    if based_on is not None and {one.pk for one in based_on.lists.all()} != {one.pk for one in lists}:
        raise WrongValue(_("The linkage whose decisions are taken over is of other lists."))
    checked_settings(settings, lists)
    with recorded(by, "begin-linkage"):
        study = locked_study(study, by, "study.link")
        linkage = Linkage.objects.create(
            study=study,
            based_on=based_on,
            settings=settings,
            seed=seed,
            engine=program(),
            inputs=digest_of_inputs([one.sha256 for one in lists], {"settings": settings, "seed": seed}),
            doubtful_from=doubtful_from,
            doubtful_to=doubtful_to,
            by=by,
        )
        linkage.lists.set(lists)
        note_new(linkage)
    link_asked_lists.enqueue(linkage.pk)
    linkage.refresh_from_db()
    return linkage


def link_again(linkage: Linkage, by: User) -> Linkage:
    """Link the same lists again, with what people decided of the doubtful pairs; errors as `begin_linkage`.

    Raises:
        NotInThatState: no pair of it was decided.
    """
    if not decided_pairs(linkage):
        raise NotInThatState(_("No pair was decided yet: two coders must agree, or a third resolve."))
    return begin_linkage(
        linkage.study,
        by,
        list(linkage.lists.all()),
        linkage.settings,
        doubtful_from=linkage.doubtful_from,
        doubtful_to=linkage.doubtful_to,
        seed=linkage.seed,
        based_on=linkage,
    )


def relink(linkage: Linkage, by: User) -> Linkage:
    """Begin a linkage anew that was stopped with its program; the stopped one stays, and says so.

    Raises:
        NotInThatState: it is under way, or done.
        NotAllowed, StudyClosed, WrongValue: as `begin_linkage`; then nothing changes.
    """
    require(by, "study.link", linkage.study)
    lists = list(linkage.lists.order_by("pk"))
    _check(linkage.study, lists, linkage.doubtful_from, linkage.doubtful_to, linkage.seed)
    declare_stopped(linkage, by, "linkage-refused")
    return begin_linkage(
        linkage.study,
        by,
        lists,
        linkage.settings,
        doubtful_from=linkage.doubtful_from,
        doubtful_to=linkage.doubtful_to,
        seed=linkage.seed,
        based_on=linkage.based_on,
    )


def _check(
    study: Study, lists: Sequence[StudyList], doubtful_from: float, doubtful_to: float, seed: int
) -> None:
    if len({one.pk for one in lists}) < 2 or any(one.study_id != study.pk for one in lists):
        raise WrongValue(_("Choose two lists of this study or more."))
    if any(one.kind != StudyList.Kind.RECORDS for one in lists):
        raise WrongValue(_("A table of capture histories holds no records to link."))
    if not all(one.is_there for one in lists):
        raise NotInThatState(_("The list was destroyed."))
    if not 0 < doubtful_from < doubtful_to < 1:
        raise WrongValue(_("Doubtful is what lies between two probabilities, the first below the second."))
    if not 0 <= seed <= _LARGEST_SEED:
        raise WrongValue(_("The seed is a whole number from 0 to %s.") % _LARGEST_SEED)


@task()
def link_asked_lists(linkage_id: int) -> None:
    """Carry out one linkage, as a background task; where it is refused, it says why."""
    linkage = Linkage.objects.select_related("study", "by", "based_on").get(pk=linkage_id)
    if not claim(linkage):
        return
    try:
        lists = list(linkage.lists.order_by("pk"))
        with beating(linkage):
            found = link(lists, linkage, _ruled(linkage), progress_of(linkage))
        sealed = seal(found.kept)
        kept_or_dropped(sealed, lambda: _keep(linkage, found, sealed))
    except REFUSALS as error:
        refuse(linkage, linkage.by, "linkage-refused", in_both(error))
    except Exception:
        refuse(linkage, linkage.by, "linkage-refused", fault())
        raise


def _ruled(linkage: Linkage) -> list[Ruled]:
    """Gather what people decided, in this linkage's predecessors; the newest holds."""
    ruled: dict[tuple[str, str], bool] = {}
    earlier = linkage.based_on
    while earlier is not None:
        for left, right, is_same in decided_pairs(earlier):
            ruled.setdefault((left, right), is_same)
        earlier = earlier.based_on
    return [(left, right, is_same) for (left, right), is_same in sorted(ruled.items())]


def _keep(linkage: Linkage, found: Linked, sealed: Sealed) -> None:
    with recorded(linkage.by, "finish-linkage"):
        # A list that was destroyed meanwhile takes its linkage with it.
        still = StudyList.objects.select_for_update(no_key=True).filter(linkages=linkage)
        if not all(one.is_there for one in still):
            raise NotInThatState(_("The list was destroyed."))
        if not is_still_asked(linkage):
            raise NotInThatState(_("The work was declared stopped."))
        note(linkage)
        linkage.place, linkage.key = sealed.place, sealed.key
        linkage.counts, linkage.state, linkage.progress = found.counts, Work.DONE, 1.0
        linkage.save()
        key = own_key(sealed)
        ReviewPair.objects.bulk_create(
            [
                ReviewPair(
                    linkage=linkage,
                    left=each.left,
                    right=each.right,
                    probability=each.probability,
                    effect=each.effect,
                    sealed=seal_piece(key, each.shown, f"pair:{linkage.pk}:{each.left}:{each.right}"),
                )
                for each in found.doubtful
            ],
            batch_size=500,
        )
