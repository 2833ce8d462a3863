"""Instruments, their provisions in numbered paragraphs, the texts of each, and their status for a State."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class StandardsImport(models.Model):
    """One run of an import: what came in, from which file."""

    file_name = models.CharField(_("file name"), max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    shape = models.CharField(_("shape of the file"), max_length=20)
    instruments = models.PositiveIntegerField(default=0)
    provisions = models.PositiveIntegerField(default=0)
    new_texts = models.PositiveIntegerField(default=0)
    new_versions = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("import of standards")
        verbose_name_plural = _("imports of standards")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class Instrument(models.Model):
    """A treaty, declaration, general comment, judgment … that can be cited."""

    class Kind(models.TextChoices):
        """What kind of instrument it is; legal force hangs on it where no status of a State is known."""

        TREATY = "treaty", _("treaty")
        DECLARATION = "declaration", _("declaration")
        GENERAL_COMMENT = "general_comment", _("general comment")
        JUDGMENT = "judgment", _("judgment")
        DECISION = "decision", _("decision")
        CONSTITUTION = "constitution", _("constitution")
        LAW = "law", _("law")
        RECOMMENDATION = "recommendation", _("recommendation")

    code = models.CharField(_("short code"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title_es = models.CharField(_("title in Spanish"), max_length=600, blank=True)
    title_en = models.CharField(_("title in English"), max_length=600, blank=True)
    short_es = models.CharField(_("short name in Spanish"), max_length=120, blank=True)
    short_en = models.CharField(_("short name in English"), max_length=120, blank=True)
    body_es = models.CharField(_("body or court, in Spanish"), max_length=200, blank=True)
    body_en = models.CharField(_("body or court, in English"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166, of a law")
    symbol = models.CharField(_("symbol or series"), max_length=120, blank=True, db_index=True)
    adopted = models.DateField(_("adopted on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year, where no day is known"), null=True, blank=True)
    in_force = models.DateField(_("in force since"), null=True, blank=True)
    url_es = models.URLField(_("address of the official text, in Spanish"), max_length=1000, blank=True)
    url_en = models.URLField(_("address of the official text, in English"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(title_es="", title_en=""), name="instrument_has_a_title")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language, or in the other one."""
        return self.said("title", get_language() or "es")

    @property
    def short(self) -> str:
        """The short name in the reader's language, or in the other one, or the code."""
        return self.said("short", get_language() or "es") or self.code

    @property
    def body(self) -> str:
        """The body or court in the reader's language, or in the other one."""
        return self.said("body", get_language() or "es")

    @property
    def url(self) -> str:
        """Where the official text is read, in the reader's language or in the other one."""
        return self.said("url", get_language() or "es")

    @property
    def year_adopted(self) -> int | None:
        """The year, from the day where that is known."""
        return self.adopted.year if self.adopted else self.year

    def said(self, name: str, language: str) -> str:
        """Give "title", "short", "body" or "url" in a language ("es" or "en"), or in the other one."""
        languages = ("en", "es") if language.startswith("en") else ("es", "en")
        values = (str(getattr(self, f"{name}_{each}")) for each in languages)
        return next((value for value in values if value), "")


class Provision(models.Model):
    """An article or numbered paragraph, whatever its languages and versions: what a link points to."""

    class Kind(models.TextChoices):
        """What it is called in a citation."""

        PREAMBLE = "preamble", _("preamble")
        ARTICLE = "article", _("article")
        PARAGRAPH = "paragraph", _("paragraph")

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="provisions")
    key = models.CharField(_("stable identifier"), max_length=120, unique=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    number = models.CharField(_("number"), max_length=60)
    order = models.PositiveIntegerField(_("order in the instrument"))

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["instrument", "order"]
        indexes = [models.Index(fields=["instrument", "order"], name="provision_in_order")]

    def __str__(self) -> str:
        return self.key


class ProvisionText(models.Model):
    """The words of a provision in one language, for a time; a digest says what they mean, no more."""

    class Kind(models.TextChoices):
        """What kind of words these are."""

        OFFICIAL = "official", _("official text")
        TRANSLATION = "translation", _("translation")
        DIGEST = "digest", _("digest in plain words, not the text")

    # The instrument again, so that all its words are one record of the log.
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="texts")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OFFICIAL)
    version = models.PositiveIntegerField(_("version"), default=1)
    heading = models.CharField(_("heading"), max_length=400, blank=True)
    words = models.TextField(_("words"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    is_certified = models.BooleanField(_("certified by the depositary"), default=False)
    document_key = models.CharField(_("identifier in the file"), max_length=140, blank=True)
    brought_by = models.ForeignKey(
        StandardsImport, models.PROTECT, null=True, blank=True, related_name="texts"
    )

    class Meta:
        verbose_name = _("text of a provision")
        verbose_name_plural = _("texts of provisions")
        ordering = ["provision", "language", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "language", "kind", "version"], name="one_text_per_version"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from=None) | Q(in_force_to=None) | Q(in_force_from__lt=F("in_force_to")),
                name="text_in_force_for_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} ({self.language}, {self.kind}, {self.version})"

    @property
    def is_digest(self) -> bool:
        """Whether these are our words about the provision and not its own."""
        return self.kind == self.Kind.DIGEST

    def was_in_force(self, day: date) -> bool:
        """Whether these words counted on a day; the last day is that before `in_force_to`."""
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_to is None or day < self.in_force_to
        )


class StateStatus(models.Model):
    """What an instrument is for a State: signed, ratified, in force, with which reservations."""

    class Force(models.TextChoices):
        """How much it weighs in that State's courts."""

        BINDING = "binding", _("binding")
        INTERPRETIVE = "interpretive", _("interpretive")

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="statuses")
    state = models.CharField(_("State"), max_length=2, help_text="ISO 3166")
    signed = models.DateField(_("signed on"), null=True, blank=True)
    ratified = models.DateField(_("ratified or acceded on"), null=True, blank=True)
    in_force = models.DateField(_("in force for the State since"), null=True, blank=True)
    force = models.CharField(_("legal force"), max_length=12, choices=Force.choices)
    reservations_es = models.TextField(_("reservations, in Spanish"), blank=True)
    reservations_en = models.TextField(_("reservations, in English"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("status for a State")
        verbose_name_plural = _("statuses for States")
        constraints = [models.UniqueConstraint(fields=["instrument", "state"], name="one_status_per_state")]

    def __str__(self) -> str:
        return f"{self.instrument_id}, {self.state}: {self.force}"

    @property
    def reservations(self) -> str:
        """What the State reserved, in the reader's language, or in the other one."""
        if (get_language() or "es").startswith("en"):
            return self.reservations_en or self.reservations_es
        return self.reservations_es or self.reservations_en


class StandardsFolder(models.Model):
    """Passages that a person keeps together, as for a ruling; nobody else sees it."""

    owner = models.ForeignKey("accounts.User", models.CASCADE, related_name="standards_folders")
    name = models.CharField(_("name"), max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("folder of standards")
        verbose_name_plural = _("folders of standards")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_folder_per_name")]

    def __str__(self) -> str:
        return self.name


class SavedPassage(models.Model):
    """A text in a folder; the version stays the one that was saved."""

    folder = models.ForeignKey(StandardsFolder, models.CASCADE, related_name="passages")
    text = models.ForeignKey(ProvisionText, models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved passage")
        verbose_name_plural = _("saved passages")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["folder", "text"], name="one_text_once_in_a_folder")]

    def __str__(self) -> str:
        return f"{self.folder_id}: {self.text_id}"
