"""How a brief stands on a page: runs, citations as links, edited sections."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tequio.apps.register.briefs.citing import ranges
from tequio.engines.briefing import Brief, Compared, Name, Outcome, Run, Sentence, Style, outcome_words

register = template.Library()


@register.filter
def as_words(sentence: Sentence) -> SafeString:
    """Write the words of a sentence, quotes marked as such and in their own language."""
    return format_html_join("", "{}", ((_run(run),) for run in sentence.runs))


def _run(run: Run) -> SafeString | str:
    if run.style is not Style.QUOTE:
        return run.words
    if run.language:
        return format_html('<q class="quote" lang="{}">{}</q>', run.language, run.words)
    return format_html('<q class="quote">{}</q>', run.words)


@register.filter
def citations(sentence: Sentence) -> SafeString:
    """Write the sources of a sentence as links to the annex, neighbours as a range."""
    if not sentence.sources:
        return SafeString("")
    links = format_html_join(
        ", ",
        "{}{}",
        (
            (_link(first), format_html("–{}", _link(last)) if last != first else "")
            for first, last in ranges(sentence.sources)
        ),
    )
    return format_html('<span class="cited">[{}]</span>', links)


def _link(number: int) -> SafeString:
    return format_html('<a href="#source-{}">{}</a>', number, number)


@register.filter
def see(sentence: Sentence, brief: Brief) -> SafeString:
    """Lead from a count to the section whose sentences cite what it counts."""
    section = brief.section(sentence.see) if sentence.see else None
    if section is None:
        return SafeString("")
    words = brief.labels["section"]
    return format_html(
        '<span class="cited">[<a href="#{}">{} {}</a>]</span>', section.code, words, section.number
    )


@register.filter
def in_language(name: Name, language: str) -> str:
    """Give a name in a language, or in the other where it has none in this."""
    return name.words(language)


@register.filter
def outcome(compared: Compared, language: str) -> str:
    """Name what a draft does with an undertaking."""
    return outcome_words(compared.outcome, language)


@register.filter
def outcome_name(code: str, language: str) -> str:
    """Name an outcome by its code."""
    return outcome_words(Outcome(code), language)
