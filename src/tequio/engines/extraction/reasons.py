"""What the engine says to the reader, in the language of the document: why something was taken, or was not."""

from __future__ import annotations

__all__ = ["say"]

_WORDS = {
    "noun": ("a noun, not a verb", "un sustantivo, no un verbo"),
    "purpose": ("a purpose, not an undertaking made", "una finalidad, no un compromiso contraído"),
    "earlier-meeting": ("told of an earlier meeting", "se cuenta de una reunión anterior"),
    "relative": (
        "says something of what stands before, in a relative clause",
        "dice algo de lo anterior, en una oración de relativo",
    ),
    "in-passing": (
        "told in passing of something undertaken earlier",
        "se menciona de paso algo contraído antes",
    ),
    "told-of": (
        "recalled, noted or stressed, not undertaken here",
        "se recuerda, se observa o se subraya; aquí no se contrae",
    ),
    "earlier": ("undertaken at an earlier time", "contraído en un momento anterior"),
    "done": ("already done", "ya está hecho"),
    "effect": ("an expected effect, not an undertaking", "un efecto previsto, no un compromiso"),
    "cannot": (
        "the subject cannot undertake anything: '{subject}'",
        "el sujeto no puede comprometerse: '{subject}'",
    ),
    "follows": (
        "what is said to follow: '{subject}' cannot undertake anything",
        "lo que se dice que ocurrirá: '{subject}' no puede comprometerse",
    ),
    "possible": ("an opinion or a possibility", "una opinión o una posibilidad"),
    "state": (
        "a state or an expected effect, not an undertaking",
        "un estado o un efecto previsto, no un compromiso",
    ),
    "nobody": ("no subject that could undertake it", "no hay sujeto que pueda comprometerse"),
    "closing": (
        "a state or a closing word, not an undertaking",
        "un estado o una frase de cierre, no un compromiso",
    ),
    "passive": ("what is said to be done, by nobody named", "se dice que se hará, sin nombrar a nadie"),
    "law": ("says what the law provides, not what is undertaken", "dice lo que la ley prevé, no un compromiso"),
    "exhortation": (
        "an exhortation, not a request to somebody",
        "una exhortación, no una petición a alguien",
    ),
    "unasked": (
        "what should be so, said by nobody to anybody",
        "lo que debería ser, sin que nadie lo pida a nadie",
    ),
    "umbrella": (
        "announces what the points that follow say",
        "anuncia lo que dicen los puntos que siguen",
    ),
    "addressed": ("addressed to {subject}, with the verb of what is asked", "dirigido a {subject}, con el verbo de lo pedido"),
    "item-request": ("list item under a request: '{lead}'", "punto de una lista bajo una petición: '{lead}'"),
    "item": ("list item under '{lead}'", "punto de una lista bajo '{lead}'"),
    "item-heading": (
        "list item under the heading '{lead}'",
        "punto de una lista bajo el encabezado '{lead}'",
    ),
    "item-asked": (
        "list item in a text that recommends, worded as what is asked",
        "punto de un texto que recomienda, redactado como lo pedido",
    ),
    "upr": ("UPR recommendation by {lead}", "recomendación del EPU formulada por {lead}"),
    "assigned": ("a task given to {subject}", "una tarea asignada a {subject}"),
}  # fmt: skip


def say(key: str, language: str, subject: str = "", lead: str = "") -> str:
    """Give a reason in a language.

    Args:
        key: which reason.
        language: "es" for Spanish; English otherwise.
        subject: words of the text put into the reason.
        lead: governing words of the text put into the reason.

    Returns:
        One clause, without a full stop.

    Raises:
        KeyError: no such reason.
    """
    return _WORDS[key][language == "es"].format(subject=subject, lead=lead)
