"""The words of a brief in both languages, as data: Spanish first, English second.

A word in braces is filled in; what is a quote is set as one. Sentences are written so that whatever fills them
needs no agreement in gender or number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tequio.engines.briefing import report_words

LANGUAGES = ("es", "en")

Pair = tuple[str, str]

SENTENCES: dict[str, Pair] = {
    # The summary: what each section holds, counted
    "sum_agreed": (
        "En el registro: {sessions} y {entries}, con sus palabras exactas.",
        "In the register: {sessions} and {entries}, with their exact words.",
    ),
    "sum_agreed_none": (
        "En el registro: {sessions}; nada de lo acordado consta aún.",
        "In the register: {sessions}; nothing agreed is on record yet.",
    ),
    "sum_agreed_again": (
        "En el registro: {sessions} y {entries}, con sus palabras exactas; {again} dicen lo mismo que otro y no se"
        " cuentan aparte.",
        "In the register: {sessions} and {entries}, with their exact words; {again} that say the same as another are"
        " not counted apart.",
    ),
    "sum_state": (
        "Con noticia de lo que se hizo: {told} de {entries}. Con evaluación: {judged}.",
        "With word of what was done: {told} of {entries}. With an assessment: {judged}.",
    ),
    "sum_contradictions": (
        "Con evidencia en contra: {against}. Con evaluaciones que discrepan: {disagree}.",
        "With evidence against: {against}. With assessments that differ: {disagree}.",
    ),
    "sum_silence": (
        "Sin noticia de nadie: {silent} de {entries}. Autoridades que no respondieron: {mute} de {asked}.",
        "Without word from anybody: {silent} of {entries}. Authorities that did not answer: {mute} of {asked}.",
    ),
    "sum_silence_unasked": (
        "Sin noticia de nadie: {silent} de {entries}.",
        "Without word from anybody: {silent} of {entries}.",
    ),
    "sum_civil_society": (
        "Aportaciones publicables: {n}; aún sin decisión: {waiting}.",
        "Submissions that may be published: {n}; not decided on yet: {waiting}.",
    ),
    "sum_related": (
        "De otros mecanismos, la misma demanda o los mismos temas: {n}.",
        "From other mechanisms, the same demand or the same subjects: {n}.",
    ),
    "sum_due": (
        "Vencido: {overdue}. Por vencer antes de la sesión: {coming}.",
        "Overdue: {overdue}. Falling due before the session: {coming}.",
    ),
    "sum_questions": ("Preguntas propuestas: {n}.", "Proposed questions: {n}."),
    # What was agreed
    "session": (
        "En el registro: {kinds}.",
        "In the register: {kinds}.",
    ),
    "session_empty": (
        "De esta sesión no consta nada acordado en el registro.",
        "Nothing agreed in this session is in the register.",
    ),
    "agreed": ("{label}. {who}: {quote} ({how}).", "{label}. {who}: {quote} ({how})."),
    "agreed_unnamed": ("{label}. {quote} ({how}).", "{label}. {quote} ({how})."),
    "told_same": ("Con las mismas palabras: {numbers}.", "In the same words: {numbers}."),
    "told_also": (
        "Lo mismo, en otras palabras ({numbers}): {quote}.",
        "The same, in other words ({numbers}): {quote}.",
    ),
    "told_perhaps": (
        "Quizá lo mismo que {numbers:el}, según un grupo propuesto que nadie ha confirmado.",
        "Perhaps the same as {numbers}, by a proposed group that nobody has confirmed.",
    ),
    # How it stands
    "named": ("{label}. {quote}.", "{label}. {quote}."),
    "in_charge": ("A cargo: {who}.", "In charge: {who}."),
    "position": (
        "Respuesta de {who}{on}: {answer}.",
        "Answer of {who}{on}: {answer}.",
    ),
    "position_words": (
        "Respuesta de {who}{on}: {answer}. En sus palabras: {quote}",
        "Answer of {who}{on}: {answer}. In its words: {quote}",
    ),
    "report": (
        "Informe de {who} por el periodo del {first} al {last}{state}: {quote}",
        "Report of {who} for {first} to {last}{state}: {quote}",
    ),
    "action": ("Medida de {who}, {status}: {quote}.", "Action of {who}, {status}: {quote}."),
    "assessment": (
        "Evaluación de {who}, {on}: {value} ({scale}{measure}; {confidence}). Motivo: {quote}",
        "Assessment of {who}, {on}: {value} ({scale}{measure}; {confidence}). Reason given: {quote}",
    ),
    "disagree": (
        "Las evaluaciones discrepan: {views}. No se promedian.",
        "The assessments differ: {views}. They are not averaged.",
    ),
    "view": ("{who} dice {value} ({scale})", "{who} says {value} ({scale})"),
    "hidden": (
        "Consta algo más que este documento no muestra por su confidencialidad o por estar en revisión: {n}.",
        "More is on record that this document does not show, for it is confidential or under review: {n}.",
    ),
    # For and against
    "proof": ("{quote}{by}.", "{quote}{by}."),
    "reported": (
        "Informe de {who}: {quote}",
        "Report of {who}: {quote}",
    ),
    "nothing_for": ("No consta evidencia a favor.", "No evidence in favour is on record."),
    # Silence
    "inquiry": (
        "El {on} se preguntó {quote} a {asked}: respondieron {answered} y no respondieron {mute}.",
        "On {on} {asked} were asked {quote}: {answered} answered and {mute} did not.",
    ),
    "inquiry_silent": ("Sin respuesta de: {who}.", "No answer from: {who}."),
    "nobody_told": (
        "{session}, sin informe, evidencia ni evaluación de nadie: {numbers}.",
        "{session}, without report, evidence or assessment from anybody: {numbers}.",
    ),
    "nobody_in_charge": (
        "{session}, sin institución a cargo: {numbers}.",
        "{session}, without an institution in charge: {numbers}.",
    ),
    # Civil society
    "submission": (
        "El {on}, {who} entregó {kind} {title}: {quote}",
        "On {on}, {who} handed in {kind} {title}: {quote}",
    ),
    "submission_state": ("Qué fue de ella: {state}.", "What became of it: {state}."),
    "submission_outcome": (
        "Qué fue de ella: {state}. Respuesta: {quote}",
        "What became of it: {state}. Reply: {quote}",
    ),
    # Elsewhere
    "related": ("{label}. {by}{made}: {quote}.", "{label}. {by}{made}: {quote}."),
    "shared": (
        "Temas en común: {topics}; compárese con {numbers:el}.",
        "Subjects in common: {topics}; compare {numbers}.",
    ),
    "same_demand": ("Pide lo mismo que {numbers:el} ({sure}).", "Asks the same as {numbers} ({sure})."),
    # What falls due
    "next_overdue": (
        "La siguiente sesión se anunció para {period}{place}; no consta que se haya celebrado.",
        "The next session was announced for {period}{place}; no record says that it was held.",
    ),
    "next_coming": (
        "La siguiente sesión se anunció para {period}{place}; está en plazo hasta el {last}.",
        "The next session was announced for {period}{place}; it is in time until {last}.",
    ),
    "next_known": (
        "La siguiente sesión se anunció para {period}{place}.",
        "The next session was announced for {period}{place}.",
    ),
    "expected_overdue": (
        "Por su periodicidad, la siguiente sesión se esperaba para {period}; no consta que se haya celebrado.",
        "By its cadence, the next session was expected for {period}; no record says that it was held.",
    ),
    "expected_coming": (
        "Por su periodicidad, la siguiente sesión se espera para {period}.",
        "By its cadence, the next session is expected for {period}.",
    ),
    "due_report": (
        "{on}: informe de {who} sobre {numbers:el}, periodo del {first} al {last}.",
        "{on}: report of {who} on {numbers}, period {first} to {last}.",
    ),
    "due_deadline": ("{on}: plazo {numbers:del}, {quote}.", "{on}: deadline of {numbers}, {quote}."),
    "due_reply": ("{on}: respuesta de {who} sobre {numbers:el}.", "{on}: reply of {who} on {numbers}."),
    "due_session": ("{on}: sesión esperada del mecanismo.", "{on}: session of the mechanism expected."),
    # Questions
    "ask_session": (
        "La siguiente sesión se anunció para {period} y no consta que se haya celebrado: ¿qué fecha proponen las partes?",
        "The next session was announced for {period} and no record says that it was held: which date do the parties propose?",
    ),
    "ask_expected": (
        "Por su periodicidad, la siguiente sesión se esperaba para {period} y no consta que se haya celebrado: ¿qué fecha proponen las partes?",
        "By its cadence, the next session was expected for {period} and no record says that it was held: which date do the parties propose?",
    ),
    "ask_contradicted": (
        "¿Qué responde {who} a lo siguiente, que contradice {label:el} ({action}): {quote}?",
        "How does {who} answer the following, which contradicts {label} ({action}): {quote}?",
    ),
    "ask_disagree": (
        "Sobre {label:el} ({action}), {views}: ¿a qué se debe la diferencia y qué falta por hacer?",
        "On {label} ({action}), {views}: what explains the difference, and what remains to be done?",
    ),
    "ask_overdue": (
        "¿Qué se hizo respecto {label:del} ({action}), cuyo plazo venció el {on} sin que nadie haya informado?",
        "What was done on {label} ({action}), whose deadline passed on {on} and on which nobody has reported?",
    ),
    "ask_report": (
        "¿Cuándo entregará {who} el informe sobre {label:el}, que debía entregarse el {on}?",
        "When will {who} hand in the report on {label}, which was due on {on}?",
    ),
    "ask_noted": (
        "{who} respondió “{answer}” {label:al} ({action}){on}: ¿mantiene esa posición?",
        "{who} answered “{answer}” to {label} ({action}){on}: does it maintain that position?",
    ),
    "ask_silent": (
        "¿Por qué no han respondido {mute} de {asked} a la pregunta {quote}?",
        "Why have {mute} of {asked} not answered the question {quote}?",
    ),
    "ask_submission": (
        "¿Qué respuesta se dará a {kind} {title}, de la sociedad civil, recibida el {on}?",
        "What reply will be given to {kind} {title}, from civil society, received on {on}?",
    ),
    "ask_edition": (
        "{session}: ¿qué se ha hecho en los asuntos siguientes, de los que nadie ha informado: {numbers}?",
        "{session}: what has been done on the following, on which nobody has reported: {numbers}?",
    ),
    "ask_entry": (
        "¿Qué se ha hecho respecto {label:del} ({action}; {session}), sobre lo que nadie ha informado?",
        "What has been done on {label} ({action}; {session}), on which nobody has reported?",
    ),
    **report_words.SENTENCES,
    "no_more": ("Del mismo tipo, además: {numbers}.", "Of the same kind, besides: {numbers}."),
}

TERMS: dict[str, Pair] = {
    "title": ("Nota para la próxima sesión", "Brief for the next session"),
    "annex": ("Anexo. Fuentes", "Annex. Sources"),
    "summary": ("En una página", "On one page"),
    "classification": ("Documento de trabajo · uso interno", "Working document · internal use"),
    "made_on": ("Elaborada el", "Made on"),
    "mechanism": ("Mecanismo", "Mechanism"),
    "session": ("Próxima sesión", "Next session"),
    "section": ("apartado", "section"),
    "page": ("página", "page"),
    "of": ("de", "of"),
    "page_short": ("pág.", "p."),
    "written": ("Texto revisado por una persona el", "Text edited by a person on"),
    "first_questions": ("Qué preguntar primero", "What to ask first"),
    "how_made": (
        "Cada frase cita, entre corchetes, el registro en que se apoya; el anexo da su número y su pasaje."
        " Lo que no tiene registro no se escribe.",
        "Each sentence cites, in brackets, the record on which it rests; the annex gives its number and passage."
        " What has no record is not written.",
    ),
    "next_unknown": ("sin fecha registrada", "no date on record"),
    "next_announced": ("anunciada para {period}", "announced for {period}"),
    "next_expected": ("esperada para {period}", "expected for {period}"),
    "no_longer": ("el registro {mark} ya no se cita", "record {mark} is cited no more"),
    # Sections
    "agreed": ("Lo acordado, edición por edición", "What was agreed, edition by edition"),
    "state": ("Cómo está cada asunto, según cada quien", "Where each stands, by each who says so"),
    "contradictions": ("Contradicciones", "Contradictions"),
    "silence": ("Silencio", "Silence"),
    "civil_society": (
        "Lo que pidió la sociedad civil y qué fue de ello",
        "What civil society asked, and what became of it",
    ),
    "related": (
        "Lo mismo, pedido o prometido en otros mecanismos",
        "The same, asked or promised in other mechanisms",
    ),
    "due": ("Lo que vence antes de la sesión", "What falls due before the session"),
    "questions": ("Preguntas propuestas", "Proposed questions"),
    "demand_decided": ("grupo confirmado por una persona", "a group that a person confirmed"),
    "demand_proposed": ("grupo propuesto, sin confirmar", "a proposed group, not confirmed"),
    # Headings
    "for": ("A favor", "For"),
    "against": ("En contra", "Against"),
    "overdue": ("Vencido", "Overdue"),
    "coming": ("Por vencer", "Falling due"),
    # Records
    "kind_n": ("Sesión", "Session"),
    "kind_c": ("Entrada", "Entry"),
    "kind_p": ("Respuesta de un Estado", "Answer of a State"),
    "kind_r": ("Informe", "Report"),
    "kind_a": ("Medida", "Action"),
    "kind_e": ("Evidencia", "Evidence"),
    "kind_v": ("Evaluación", "Assessment"),
    "kind_q": ("Solicitud de información", "Request for information"),
    "kind_s": ("Aportación", "Submission"),
    "kind_d": ("Vencimiento", "Duty"),
    "about": ("sobre el n.º {n}", "on no. {n}"),
    "paragraph": ("párr. {n}", "para. {n}"),
    "at_page": ("pág. {n}", "p. {n}"),
    # Codes
    "commitment": ("compromiso", "commitment"),
    "recommendation": ("recomendación", "recommendation"),
    "agreement": ("acuerdo", "agreement"),
    "firm": ("firme", "firm"),
    "soft": ("no vinculante en su redacción", "soft wording"),
    "supported": ("aceptada", "supported"),
    "in_part": ("aceptada en parte", "supported in part"),
    "noted": ("tomada en nota", "noted"),
    "rejected": ("rechazada", "rejected"),
    "not_applicable": ("no aplica", "not applicable"),
    "planned": ("prevista", "planned"),
    "under_way": ("en curso", "under way"),
    "completed": ("concluida", "completed"),
    "suspended": ("suspendida", "suspended"),
    "abandoned": ("abandonada", "abandoned"),
    "low": ("con poca seguridad", "not very sure"),
    "medium": ("con bastante seguridad", "fairly sure"),
    "high": ("con seguridad", "sure"),
    "received": ("recibida, sin decisión", "received, not decided on"),
    "considered": ("considerada", "considered"),
    "linked": ("vinculada a un compromiso", "linked to a commitment"),
    "not_followed": ("no seguida", "not followed"),
    "sub_conclusion": ("la conclusión", "the conclusion"),
    "sub_recommendation": ("la recomendación", "the recommendation"),
    "sub_evidence": ("la evidencia", "the evidence"),
    "not_accepted": (" (aún no aceptado)", " (not accepted yet)"),
    "unnamed_sender": ("alguien cuyo nombre no se publica", "somebody whose name is not published"),
    "whoever": ("quien corresponda", "whoever is responsible"),
    "given_by": (", según {who}", ", according to {who}"),
    "source_is": (", en {source}", ", in {source}"),
    "deadline": ("plazo: {words}", "deadline: {words}"),
    "recurs": ("periodicidad: {words}", "recurrence: {words}"),
    "edition": ("{n}.ª edición", "{nth} edition"),
    "session_of": ("sesión de {when}", "session of {when}"),
    "session_undated": ("sesión sin fecha", "session without a date"),
    "at_place": (" en {place}", " in {place}"),
    "dated": (", {when}", ", {when}"),
    "in_mechanism": ("{who} ({where})", "{who} ({where})"),
    # A draft compared with what was agreed before
    "out_repeated": ("repetido", "repeated"),
    "out_weakened": ("debilitado", "weakened"),
    "out_dropped": ("abandonado", "dropped"),
    "out_new": ("nuevo", "new"),
    "why_shared": ("palabras en común: {words}", "words in common: {words}"),
    "why_none": (
        "ninguna frase del texto comparte sus palabras",
        "no sentence of the draft shares its words",
    ),
    "why_near": (
        "lo más cercano del texto dice “{near}” y no basta (semejanza {likeness} de 1)",
        "the nearest of the draft says “{near}”, which is not enough (likeness {likeness} of 1)",
    ),
    "why_new": ("nada de lo acordado antes comparte sus palabras", "nothing agreed before shares its words"),
    "why_new_near": (
        "lo más cercano de lo acordado dice “{near}” y no basta (semejanza {likeness} de 1)",
        "the nearest of what was agreed says “{near}”, which is not enough (likeness {likeness} of 1)",
    ),
    "weak_softer": ("antes firme, ahora no vinculante en su redacción", "firm before, soft wording now"),
    "weak_hedged": ("con reservas nuevas: {words}", "with new reservations: {words}"),
    "weak_deadline_dropped": ("ya no dice el plazo: {words}", "the deadline is gone: {words}"),
    "weak_deadline_later": ("el plazo se aplaza: {words}", "the deadline moves back: {words}"),
    "weak_recurrence_dropped": ("ya no dice cada cuánto: {words}", "how often is gone: {words}"),
    "weak_narrowed": ("ya no menciona: {words}", "mentions no longer: {words}"),
    "weak_fewer_actors": ("ya no obliga a: {words}", "binds no longer: {words}"),
    "component": ("componente {n}", "component {n}"),
    "and": ("y", "and"),
    **report_words.TERMS,
}

# Singular and plural of what is counted.
COUNTED: dict[str, tuple[Pair, Pair]] = {
    "sessions": (("{n} sesión", "{n} sesiones"), ("{n} session", "{n} sessions")),
    "entries": (("{n} entrada", "{n} entradas"), ("{n} entry", "{n} entries")),
    "passages": (("{n} pasaje", "{n} pasajes"), ("{n} passage", "{n} passages")),
    "commitment": (("{n} compromiso", "{n} compromisos"), ("{n} commitment", "{n} commitments")),
    "recommendation": (
        ("{n} recomendación", "{n} recomendaciones"),
        ("{n} recommendation", "{n} recommendations"),
    ),
    "agreement": (("{n} acuerdo", "{n} acuerdos"), ("{n} agreement", "{n} agreements")),
    "records": (("{n} registro", "{n} registros"), ("{n} record", "{n} records")),
    "authorities": (("{n} autoridad", "{n} autoridades"), ("{n} authority", "{n} authorities")),
    **report_words.COUNTED,
    "label": (("n.º {n}", "núms. {n}"), ("no. {n}", "nos. {n}")),
}

_MONTHS: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
)


def column(language: str) -> int:
    """Give which of a pair is that of a language."""
    return LANGUAGES.index(language)


def term(key: str, language: str, **filled: object) -> str:
    """Give a term with what fills it."""
    return TERMS[key][column(language)].format(**filled)


def counted(key: str, n: int, language: str) -> str:
    """Write a number with the words for one or for many."""
    one, many = COUNTED[key][column(language)]
    return (one if n == 1 else many).format(n=n)


def listed(words: Sequence[str], language: str) -> str:
    """Join words as a sentence does: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{link(words[-1], language)}{words[-1]}"


def link(following: str, language: str) -> str:
    """Give what stands before the last of several: " and ", " y ", and " e " before the sound of an i."""
    starts = following[:2].casefold()
    is_i = language == "es" and (starts[:1] in {"i", "í"} or starts in {"hi", "hí"})
    return " e " if is_i else f" {term('and', language)} "


ARTICLES = {"el": ("el ", "los "), "del": ("del ", "de los "), "al": ("al ", "a los ")}
"""Spanish articles as a sentence asks for them -> before one number and before several."""


def numbers(found: Sequence[int], language: str) -> str:
    """Write ascending numbers of commitments: "no. 4", "nos. 1, 4 and 9", "nos. 1 and 4–9"."""
    one, many = COUNTED["label"][column(language)]
    parts: list[list[int]] = []
    for n in found:
        if parts and n == parts[-1][-1] + 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    words = []
    for part in parts:
        words += [f"{part[0]}–{part[-1]}"] if len(part) > 2 else [str(n) for n in part]
    return (one if len(found) == 1 else many).format(n=listed(words, language))


def with_article(words: str, article: str) -> str:
    """Set the Spanish article, as "el", "del" or "al", before numbers of commitments: "del n.º 4"."""
    return ARTICLES[article][words.startswith("núms")] + words


def day(on: date, language: str) -> str:
    """Write a day: "16 de enero de 2024", "16 January 2024"."""
    month = _MONTHS[column(language)][on.month - 1]
    return f"{on.day} de {month} de {on.year}" if language == "es" else f"{on.day} {month} {on.year}"


def partial(written: str, language: str) -> str:
    """Write a partial ISO date or an interval of two; what is none is given back as it is."""
    return " – ".join(_one(part, language) for part in written.split("/"))


def _one(written: str, language: str) -> str:
    try:
        parts = [int(part) for part in written.split("-")]
        if len(parts) == 3:
            return day(date(*parts), language)
        if len(parts) == 2:
            month = _MONTHS[column(language)][parts[1] - 1]
            return f"{month} de {parts[0]}" if language == "es" else f"{month} {parts[0]}"
    except (ValueError, IndexError):
        pass
    return written


def edition(number: int, language: str) -> str:
    """Write the number of an edition: "6.ª edición", "6th edition"."""
    teen = 10 <= number % 100 <= 20
    nth = f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return term("edition", language, n=number, nth=nth)


def shortened(words: str, most: int) -> str:
    """Cut a long quote at a word and mark the cut; a short one stays whole."""
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " […]"
