"""Documents, their versions and paragraphs, and the passages that everything else quotes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tequio.apps.library.problems import PROBLEMS

# Characters kept before and after a quote in its selector: enough to find it again in a changed text.
CONTEXT = 40


class Document(models.Model):
    """A source, whatever its versions: what a person would cite."""

    title = models.CharField(_("title"), max_length=500)
    file_name = models.CharField(_("file name"), max_length=300, db_index=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    source_note = models.CharField(_("note on the source"), max_length=500, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    published_at = models.DateTimeField(_("public since"), null=True, blank=True, db_index=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it, and what the register keeps of it."""
        return self.published_at is not None

    @property
    def current(self) -> DocumentVersion:
        """The newest version."""
        return self.versions.order_by("-number")[0]


class DocumentVersion(models.Model):
    """One content of a document, read once; the text never changes afterwards."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to="documents/", max_length=300)
    media_type = models.CharField(max_length=150)
    language = models.CharField(_("language"), max_length=8, blank=True)
    content = models.TextField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.document} ({self.number})"


class DocumentParagraph(models.Model):
    """One paragraph of a version, as `tequio.text.Paragraph` describes it."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="paragraphs")
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)
    headings = models.JSONField(default=list)
    page = models.PositiveIntegerField(null=True, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ["version", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["version", "ordinal"], name="one_paragraph_per_ordinal")
        ]


class Passage(models.Model):
    """A quoted place in a version: exact words, offsets, page, and a little of what stands around."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    paragraph_number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end"], name="one_passage_per_place"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="passage_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.exact

    def web_annotation_target(self, source: str) -> dict[str, Any]:
        """Give the passage as the target of a W3C Web Annotation.

        Args:
            source: address of the document version.

        Returns:
            A target with TextQuote and TextPosition selectors
            (https://www.w3.org/TR/annotation-model/#selectors).
        """
        return {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": self.exact,
                    "prefix": self.prefix,
                    "suffix": self.suffix,
                },
                {"type": "TextPositionSelector", "start": self.start, "end": self.end},
            ],
        }


class Intake(models.Model):
    """One file on its way in: queued, being read, kept, already known, or refused with a sentence."""

    class State(models.TextChoices):
        """Where the file stands."""

        QUEUED = "queued", _("waiting")
        READING = "reading", _("being read")
        KEPT = "kept", _("read")
        KNOWN = "known", _("already here")
        REFUSED = "refused", _("not read")

    file = models.FileField(upload_to="documents/", max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    file_name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sentence = models.CharField(max_length=500, blank=True, help_text=_("why it was refused"))
    problem = models.CharField(max_length=80, blank=True, help_text="class of the error, for translation")
    result = models.JSONField(
        default=dict,
        blank=True,
        help_text="what was decided and found: see `tequio.apps.library.operations.reading`",
    )
    version_of = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        DocumentVersion, models.SET_NULL, null=True, blank=True, related_name="intakes"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.get_state_display()}"

    @property
    def explanation(self) -> str:
        """Why it was refused, in the reader's language where the problem is a known one."""
        known = PROBLEMS.get(self.problem)
        return f"{self.file_name}: {known}." if known else self.sentence
