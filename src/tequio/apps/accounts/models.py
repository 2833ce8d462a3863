"""People, institutions, posts and memberships (in Popolo's sense), and the accounts that sign in."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tequio.apps.accounts.policy import may
from tequio.apps.ledger.prepared import Prepared
from tequio.apps.ledger.recording import note_new, recorded
from tequio.text import fold


class Bilingual(models.Model):
    """A thing with a name in Spanish, in English, or in both."""

    name_es = models.CharField(_("name in Spanish"), max_length=400, blank=True)
    name_en = models.CharField(_("name in English"), max_length=400, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name_es="", name_en=""),
                name="%(app_label)s_%(class)s_has_a_name",
            )
        ]

    @property
    def name(self) -> str:
        """The name in the reader's language, or in the other one."""
        if (get_language() or "es").startswith("en"):
            return self.name_en or self.name_es
        return self.name_es or self.name_en

    def __str__(self) -> str:
        return self.name


class Spelling(models.Model):
    """One way in which a name is written; names are matched by these."""

    text = models.CharField(max_length=400)
    folded = models.CharField(max_length=400, db_index=True, editable=False)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded form in step."""
        self.folded = fold(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return self.text


class Accounts(UserManager["User"]):
    """Accounts that are made by a command or a program are in the log like any other."""

    def _create_user(self, *args: object, **kwargs: object) -> User:
        with recorded(None, "create-account"):
            account: User = super()._create_user(*args, **kwargs)  # type: ignore[misc]
            note_new(account)
        return account


class User(AbstractUser):
    """An account. What it may do hangs on its role."""

    class Role(models.TextChoices):
        """What a person does here."""

        COORDINATOR = "coordinator", _("coordinator")
        FOCAL_POINT = "focal_point", _("focal point")
        NATIONAL_INSTITUTION = "nhri", _("national human-rights institution")
        INTERNATIONAL = "international", _("international office")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        READER = "reader", _("reader")
        ADMINISTRATOR = "administrator", _("administrator")

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    institution = models.ForeignKey(
        "Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("institution"),
        help_text=_("for which the person speaks here"),
    )
    language = models.CharField(_("language"), max_length=8, blank=True)

    objects = Accounts()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        constraints = [
            # A role that the policy does not know would silently have none of its rights.
            models.CheckConstraint(
                condition=models.Q(
                    role__in=[
                        "coordinator",
                        "focal_point",
                        "nhri",
                        "international",
                        "civil_society",
                        "reader",
                        "administrator",
                    ]
                ),
                name="account_has_a_known_role",
            )
        ]

    @property
    def may_review(self) -> bool:
        """Whether the person may decide on findings and change the register."""
        return may(self, "finding.decide")

    @cached_property
    def is_in_office(self) -> bool:
        """Whether a focal point's mandate runs today, as principal or deputy; nobody else needs one."""
        return self.role != self.Role.FOCAL_POINT or bool(_mandate_of(self.pk, timezone.localdate()))


class Institution(Bilingual):
    """A State, an international organisation, a ministry, a commission, an association."""

    class Kind(models.TextChoices):
        """What kind of institution it is."""

        STATE = "state", _("State")
        INTERNATIONAL = "international", _("international organisation or body")
        PUBLIC = "public", _("public authority")
        NATIONAL_INSTITUTION = "nhri", _("national human-rights institution")
        CIVIL_SOCIETY = "civil_society", _("civil-society organisation")
        OTHER = "other", _("other")

    class Level(models.TextChoices):
        """At which level of government, or beside it, it stands."""

        FEDERAL = "federal", _("federal")
        STATE = "state", _("of a state or province")
        MUNICIPAL = "municipal", _("municipal")
        INTERNATIONAL = "international", _("international")
        CIVIL_SOCIETY = "civil_society", _("civil society")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("ISO 3166 code or own short code"),
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    state = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="institutions")

    class Meta(Bilingual.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name_es", "name_en"]


class InstitutionSpelling(Spelling):
    """A way in which an institution's name is written."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="spellings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "folded"], name="one_spelling_per_institution")
        ]


class Person(models.Model):
    """A person who acts in public office or speaks for an organisation."""

    name = models.CharField(_("name"), max_length=300)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonSpelling(Spelling):
    """A way in which a person's name is written."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="spellings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "folded"], name="one_spelling_per_person")]


class Post(Bilingual):
    """A position in an institution that exists whoever holds it."""

    institution = models.ForeignKey(Institution, models.CASCADE, null=True, blank=True, related_name="posts")

    class Meta(Bilingual.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")


class Membership(models.Model):
    """A person in a post or an institution, for a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="memberships")
    role = models.CharField(_("role"), max_length=400, blank=True, help_text=_("as the source words it"))
    start_date = models.CharField(_("from"), max_length=10, blank=True)
    end_date = models.CharField(_("until"), max_length=10, blank=True)
    # A source shows that somebody held a post on a day, seldom since when: what was seen stands apart.
    seen_from = models.CharField(_("first seen"), max_length=10, blank=True)
    seen_until = models.CharField(_("last seen"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.person}: {self.role or self.post or self.institution}"


class FocalPoint(models.Model):
    """A person in charge of an institution's follow-up, for a term, with a deputy."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates", verbose_name=_("focal point")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="focal_points", verbose_name=_("institution")
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy_mandates",
        verbose_name=_("deputy"),
    )
    mandate = models.CharField(
        _("mandate"), max_length=400, blank=True, help_text=_("what it covers, and the letter that gave it")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("last day of the term"))

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["institution", "-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_term_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("account")),
                name="nobody_is_their_own_deputy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.institution}"

    @classmethod
    def running(cls, on: date | None = None) -> models.QuerySet[FocalPoint]:
        """Give the mandates that run on a day, or today."""
        day = on or timezone.localdate()
        return cls.objects.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day), starts_on__lte=day)


_mandate_of = Prepared(
    lambda account, day: (
        FocalPoint.running(day)
        .filter(models.Q(account=account) | models.Q(deputy=account))
        .values_list("pk")[:1]
    )
)


class Invitation(models.Model):
    """A one-use link by which somebody makes their own account; only the digest of its token is kept."""

    LASTS = timedelta(days=7)

    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=User.Role.choices)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("valid until"))
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="invitation"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether an account can still be made with it."""
        is_unused = self.accepted_at is None and self.withdrawn_at is None
        return is_unused and self.expires_at > timezone.now()


class ApiToken(models.Model):
    """A key by which a program acts for an account; only its digest is kept."""

    class Scope(models.TextChoices):
        """What the program may do of what the account may."""

        READ = "read", pgettext_lazy("what a key may do", "read")
        WRITE = "write", pgettext_lazy("what a key may do", "read and write")

    account = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80, help_text=_("what the program is for"))
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("works until"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("key of a program")
        verbose_name_plural = _("keys of programs")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        """Whether it opens anything today."""
        return self.revoked_at is None and self.expires_on >= timezone.localdate()
