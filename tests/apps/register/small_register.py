"""A register small enough to count by hand."""

from itertools import count

from tequio.apps.accounts.models import Institution
from tequio.apps.library.models import Document, DocumentParagraph, DocumentVersion, Passage
from tequio.apps.register.models import Commitment, CommitmentTopic, Mechanism, Session, Topic
from tequio.apps.register.operations.snapshots import derive

_numbers = count(1)


def read_document(*paragraphs: str, language: str = "en") -> DocumentVersion:
    """A document of these paragraphs."""
    number = next(_numbers)
    version = DocumentVersion.objects.create(
        document=Document.objects.create(title=f"Statement {number}", file_name=f"{number}.txt"),
        number=1,
        sha256=f"{number:064}",
        media_type="text/plain",
        language=language,
        content="\n\n".join(paragraphs),
    )
    start = 0
    for ordinal, words in enumerate(paragraphs):
        end = start + len(words)
        DocumentParagraph.objects.create(
            version=version, ordinal=ordinal, start=start, end=end, role="paragraph"
        )
        start = end + 2
    return version


def commit(version: DocumentVersion, quote: str, **fields) -> Commitment:
    """A commitment that quotes the document; accepted unless said otherwise."""
    start = version.content.index(quote)
    passage, _made = Passage.objects.get_or_create(
        version=version, start=start, end=start + len(quote), defaults={"exact": quote}
    )
    linked = {name: fields.pop(name, []) for name in ("actors", "asked_by", "topics")}
    values = {"kind": "commitment", "strength": "firm", "action": quote, "state": "accepted", **fields}
    commitment = Commitment(version=version, passage=passage, **values)
    derive(commitment, quote)
    commitment.save()
    commitment.actors.set(linked["actors"])
    commitment.asked_by.set(linked["asked_by"])
    for topic, state in linked["topics"]:
        CommitmentTopic.objects.create(commitment=commitment, topic=topic, state=state)
    return commitment


def state_named(name: str, code: str) -> Institution:
    """A State."""
    return Institution.objects.create(kind="state", name_es=name, name_en=name, code=code)


def build() -> dict[str, object]:
    """Two mechanisms, three sessions, five kept commitments, one to check, one rejected, one withdrawn."""
    mexico, kingdom = state_named("Mexico", "MX"), state_named("United Kingdom", "GB")
    women = Topic.objects.create(scheme="themes", code="women", name_es="mujeres", name_en="women")
    torture = Topic.objects.create(scheme="themes", code="torture", name_es="tortura", name_en="torture")
    dialogue = Mechanism.objects.create(kind="dialogue", name_es="Diálogo México–Reino Unido")
    group = Mechanism.objects.create(kind="group", name_en="High-level Group")
    first = Session.objects.create(mechanism=dialogue, edition=1, date_start="2024-01-16", place="London")
    second = Session.objects.create(mechanism=dialogue, edition=2, date_start="2025-03")
    third = Session.objects.create(mechanism=group, date_start="2011")
    first.parties.set([mexico, kingdom])
    third.parties.set([mexico])
    version = read_document(
        "The parties agreed to hold an annual dialogue.",
        "Mexico will combat torture. Mexico will ratify the Optional Protocol by June 2020.",
        "The Kingdom recommends that women take part. It asks for a búsqueda of the missing.",
        "Visits would be welcome.",
    )
    return {
        "mexico": mexico,
        "kingdom": kingdom,
        "women": women,
        "torture": torture,
        "dialogue": dialogue,
        "group": group,
        "first": first,
        "second": second,
        "third": third,
        "version": version,
        "annual": commit(
            version,
            "hold an annual dialogue",
            kind="agreement",
            session=first,
            actors=[mexico, kingdom],
            recurrence="annual",
        ),
        "combat": commit(
            version, "combat torture", session=first, actors=[mexico], topics=[(torture, "accepted")]
        ),
        "ratify": commit(
            version,
            "ratify the Optional Protocol",
            state="corrected",
            session=third,
            actors=[mexico],
            topics=[(torture, "proposed")],
            deadline_date="2020-06",
            deadline_text="by June 2020",
        ),
        "women_take_part": commit(
            version,
            "women take part",
            kind="recommendation",
            strength="soft",
            session=second,
            asked_by=[kingdom],
            topics=[(women, "accepted"), (torture, "rejected")],
        ),
        "search": commit(version, "búsqueda of the missing", kind="recommendation", deadline_date="2030"),
        "proposed": commit(version, "Visits would be welcome.", state="proposed", session=second),
        "rejected": commit(version, "annual dialogue", state="rejected", session=first),
        "withdrawn": commit(version, "Visits", state="withdrawn", session=first),
    }
