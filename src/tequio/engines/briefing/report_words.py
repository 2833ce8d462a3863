"""The words of a State report in both languages, as data: Spanish first, English second, as in `wording`."""

from __future__ import annotations

Pair = tuple[str, str]

SENTENCES: dict[str, Pair] = {
    # First page: how long it is
    "rep_length": ("{words}.", "{words}."),
    "rep_length_of": ("{words} de {most} como máximo.", "{words} of {most} at most."),
    "rep_length_over": (
        "{words} de {most} como máximo: sobran {over}.",
        "{words} of {most} at most: {over} too many.",
    ),
    "rep_shorten": (
        "Nada se cortó. Lo más largo, por donde acortar: {items}.",
        "Nothing was cut. The longest, where to shorten: {items}.",
    ),
    "rep_item": ("{label} ({words})", "{label} ({words})"),
    "rep_limit": ("Límite: {note}", "Limit: {note}"),
    "rep_due": ("Plazo: {due}", "Due: {due}"),
    "rep_source": ("Fuente del límite: {source}.", "Source of the limit: {source}."),
    # Introduction
    "rep_intro": (
        "{state} informa sobre {n} ({session}). Se dirige a: {body}.",
        "{state} reports on {n} ({session}). Addressed to: {body}.",
    ),
    "rep_chosen": (
        "En esa sesión constan {all}; este informe trata las que se eligieron: {numbers}.",
        "Of that session {all} are on record; this report covers those that were chosen: {numbers}.",
    ),
    # Positions
    "rep_answered": (
        "Respuesta de {who}, {answer} ({n}): {numbers}.",
        "Answer of {who}, {answer} ({n}): {numbers}.",
    ),
    "rep_unanswered": (
        "Sin respuesta en el registro ({n}): {numbers}.",
        "No answer on record ({n}): {numbers}.",
    ),
    # Overview and what is missing
    "rep_with": ("{what} ({n}): {numbers}.", "{what} ({n}): {numbers}."),
    "rep_complete": (
        "De cada recomendación constan responsable, medida, informe, evidencia y evaluación.",
        "Of each recommendation somebody in charge, an action, a report, evidence and an assessment are on record.",
    ),
    # One recommendation
    "rep_asked": ("{label}. {who}: {quote}", "{label}. {who}: {quote}"),
    "rep_asked_too": ("{label}. Del mismo pasaje: {quote}", "{label}. Of the same passage: {quote}"),
    "rep_for": ("A favor: {quote}{by}.", "In favour: {quote}{by}."),
    "rep_against": ("En contra: {quote}{by}.", "Against: {quote}{by}."),
    "rep_mixed": ("A favor y en contra: {quote}{by}.", "In favour and against: {quote}{by}."),
    "rep_context": ("Contexto: {quote}{by}.", "Context: {quote}{by}."),
    "rep_missing": ("No consta en el registro: {what}.", "Not on record: {what}."),
    # By hand
    "rep_by_hand": (
        "[Por escribir; el registro no lo tiene: {guidance}.]",
        "[To be written; the register does not hold it: {guidance}.]",
    ),
}

TERMS: dict[str, Pair] = {
    "rep_made_on": ("Elaborado el", "Made on"),
    "rep_summary": ("Extensión y contenido", "Length and contents"),
    "rep_whole": ("En total", "In total"),
    "rep_draft": (
        "Borrador hecho del registro · no entregado",
        "Draft made from the register · not handed in",
    ),
    "rep_session": ("Informa sobre", "Reports on"),
    "rep_how_made": (
        "Cada frase cita, entre corchetes, el registro en que se apoya; el anexo da su número y su pasaje y no se"
        " cuenta. Lo que no tiene registro se dice que falta.",
        "Each sentence cites, in brackets, the record on which it rests; the annex gives its number and passage and"
        " is not counted. What has no record is said to be missing.",
    ),
    "rep_has_charge": ("Con institución a cargo", "With an institution in charge"),
    "rep_has_action": ("Con medidas", "With actions"),
    "rep_has_report": ("Con informe aceptado", "With an accepted report"),
    "rep_has_for": ("Con evidencia a favor", "With evidence in favour"),
    "rep_has_against": ("Con evidencia en contra", "With evidence against"),
    "rep_has_assessment": ("Con evaluación", "With an assessment"),
    "rep_has_disagree": ("Con evaluaciones que discrepan", "With assessments that differ"),
    "rep_has_nothing": ("Sin nada en el registro", "With nothing on record"),
    "rep_no_charge": ("Sin institución a cargo", "Without an institution in charge"),
    "rep_no_action": ("Sin medidas", "Without actions"),
    "rep_no_report": ("Sin informe aceptado", "Without an accepted report"),
    "rep_no_evidence": ("Sin evidencia", "Without evidence"),
    "rep_no_assessment": ("Sin evaluación", "Without an assessment"),
    "rep_lacks_charge": ("institución a cargo", "an institution in charge"),
    "rep_lacks_action": ("medidas", "actions"),
    "rep_lacks_report": ("informe aceptado", "an accepted report"),
    "rep_lacks_evidence": ("evidencia", "evidence"),
    "rep_lacks_assessment": ("evaluación", "an assessment"),
}

COUNTED: dict[str, tuple[Pair, Pair]] = {
    "words": (("{n} palabra", "{n} palabras"), ("{n} word", "{n} words")),
    "recommendations": (
        ("{n} recomendación", "{n} recomendaciones"),
        ("{n} recommendation", "{n} recommendations"),
    ),
}
