"""Two lists of made persons with Spanish and Mayan names, the second with errors from documented rules.

Nobody in them lives: a name is drawn from frequent given names and surnames, each by its rank (the shares of a
list's ranks fall as 1 / (rank + 5), much as the counts that Mexico's population registry and census office publish).
Each error rule is one entry of `RULES` with its rate. What was looked at while the engine was written is the seed
`TRYING`: with the first half of the rules first, with all of them since its blocking was mended (decision 129). What
is reported is the seed `REPORTED` with all rules; its records were not looked at, the sums of an earlier run were.

Limits: rates are suppositions, not measurements; errors fall independently; nicknames and spellings are those that
come to the mind of one who writes such a list, as the engine's are, though each was written without the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

Record = dict[str, str]
TRYING, REPORTED = 11, 2026

SURNAMES = (
    "Hernández García Martínez López González Pérez Rodríguez Sánchez Ramírez Cruz Gómez Flores Morales Vázquez Jiménez "
    "Reyes Torres Díaz Gutiérrez Mendoza Ruiz Ortiz Aguilar Moreno Castillo Álvarez Romero Méndez Chávez Rivera Juárez "
    "Ramos Domínguez Herrera Medina Castro Vargas Guzmán Velázquez Muñoz Rojas Contreras Salazar Luna Ortega Santiago "
    "Guerrero Bautista Estrada Cortés Soto Vega Alvarado Lara Espinoza Silva Ríos Ávila Cervantes Delgado Solís Sandoval "
    "Carrillo León Márquez Mejía Cabrera Ibarra Rosales Valdez Campos Santos Camacho Navarro Fuentes Maldonado Zamora "
    "Miranda Acosta Pacheco Robles Molina Salinas Meza Cárdenas Trujillo Nava Ochoa Orozco Huerta Zúñiga Padilla Barrera "
    "Ayala Villanueva Tapia Escobar Arellano Galindo Zavala Benítez Valenzuela Hidalgo Villegas Yáñez Xool Caal Chub Tzul "
    "Coc Choc Pech Canul Chan Dzul Poot Ek Tzoc Ixcoy Cux Xicay Ajpop Tuyuc Batz Quiej Zapeta Huitzil Tecpa Cuahutle"
).split()
COMPOUND = [
    "de la Cruz",
    "de la Torre",
    "del Ángel",
    "de León",
    "de los Santos",
    "Montes de Oca",
    "Ponce de León",
    "San Juan",
]
MEN = (
    "José Luis|Juan|José|Miguel Ángel|Francisco|Jesús|Antonio|Alejandro|Juan Carlos|Pedro|Carlos|Manuel|Jorge|Fernando|"
    "Roberto|Ricardo|Eduardo|Javier|Rafael|Luis Alberto|Daniel|Francisco Javier|Raúl|Arturo|Sergio|Enrique|Guillermo|"
    "Salvador|Ignacio|Vicente|Gustavo|Alfonso|Ramón|Marco Antonio|Martín|Víctor Manuel|Gerardo|Armando|Mario|Óscar|"
    "Ernesto|Rodolfo|Gregorio|Refugio|Isidro|Diego|Santiago|Tomás|Baltazar|Xavier|Hilario|Heriberto|Santos|Mateo|Lucas"
).split("|")
WOMEN = (
    "María Guadalupe|María|Guadalupe|Juana|Margarita|María del Carmen|Verónica|Leticia|Rosa María|Elizabeth|Rosa|Patricia|"
    "Alejandra|Gabriela|María de Jesús|Teresa|María Elena|Yolanda|Adriana|Silvia|Martha|Alicia|Francisca|Ana María|Isabel|"
    "Josefina|Mercedes|Concepción|Dolores|Rosario|Socorro|Graciela|Araceli|Beatriz|Ximena|Jimena|Xóchitl|Itzel|Lourdes|"
    "Consuelo|Soledad|Esperanza|Luz María|María de los Ángeles|Sofía|Victoria|Catarina|Micaela|Petrona|Nicolasa|Yesenia"
).split("|")
STATES = "México|Veracruz|Puebla|Chiapas|Oaxaca|Guerrero|Michoacán|Tamaulipas|Guatemala|Quetzaltenango|Cortés|San Salvador".split(
    "|"
)
SHORT = {
    "José": "Pepe Chepe", "Guadalupe": "Lupe Lupita", "Jesús": "Chuy Chucho", "Francisco": "Paco Pancho", "Antonio": "Toño",
    "Alejandro": "Alex Jano", "Manuel": "Manolo Meño", "Roberto": "Beto", "Ricardo": "Richard", "Eduardo": "Lalo",
    "Enrique": "Quique", "Guillermo": "Memo", "Salvador": "Chava", "Ignacio": "Nacho", "Vicente": "Chente", "Gustavo": "Tavo",
    "Alfonso": "Poncho", "Ernesto": "Neto", "Rodolfo": "Fito", "Gregorio": "Goyo", "Refugio": "Cuco", "Santiago": "Chago",
    "Sergio": "Checo", "Fernando": "Nando Fer", "Concepción": "Concha Conchita", "Dolores": "Lola", "Rosario": "Chayo",
    "Graciela": "Chela", "Consuelo": "Chelo", "Soledad": "Chole", "Isabel": "Chabela", "Josefina": "Pina Jose", "Teresa": "Tere",
    "Mercedes": "Meche", "Patricia": "Paty", "Leticia": "Lety", "Verónica": "Vero", "Alicia": "Licha", "Elizabeth": "Bety Liz",
    "Beatriz": "Bety", "Gabriela": "Gaby", "Araceli": "Cheli", "Victoria": "Vicky", "Francisca": "Pancha", "Juana": "Juanita",
    "Miguel": "Migue", "Rafael": "Rafa", "Daniel": "Dani", "Carlos": "Charly Carlitos", "Pedro": "Perico", "Juan": "Juancho",
}  # fmt: skip
CLERKS = {"María": "Ma.", "Francisco": "Fco.", "Guadalupe": "Gpe.", "Hernández": "Hdez.", "González": "Glez.", "Rodríguez": "Rdz.",
          "Martínez": "Mtz.", "Fernández": "Fdez.", "José": "J.", "Sánchez": "Schz.", "Domínguez": "Dguez."}  # fmt: skip
SPELLINGS = (("z", "s"), ("s", "z"), ("v", "b"), ("b", "v"), ("ll", "y"), ("y", "ll"), ("ce", "se"), ("ci", "si"), ("x", "j"),
             ("j", "x"), ("ge", "je"), ("gi", "ji"), ("h", ""), ("qu", "k"), ("c", "k"), ("í", "y"), ("ch", "sh"), ("tz", "ts"))  # fmt: skip


def _one_word(text: str, change: Callable[[str], str], random: Random) -> str:
    words = text.split()
    if not words:
        return text
    at = random.randrange(len(words))
    words[at] = change(words[at])
    return " ".join(word for word in words if word)


def drop_second_surname(record: Record, random: Random) -> None:
    """The second surname is not written."""
    record["maternal"] = ""


def nickname(record: Record, random: Random) -> None:
    """The first given name is written as it is called."""
    first, *rest = record["given"].split()
    if first in SHORT:
        record["given"] = " ".join(
            [random.choice(SHORT[first].split()), *(rest if random.random() < 0.3 else [])]
        )


def fewer_given_names(record: Record, random: Random) -> None:
    """One of two given names is left out."""
    words = [word for word in record["given"].split() if word[0].isupper()]
    if len(words) > 1:
        record["given"] = random.choice(words)


def other_spelling(record: Record, random: Random) -> None:
    """A surname or given name is written as it sounds."""
    part = random.choice(("given", "paternal", "paternal", "maternal"))
    rules = [(a, b) for a, b in SPELLINGS if a in record[part].lower()]
    if rules:
        old, new = random.choice(rules)
        lower = record[part].lower()
        at = lower.index(old)
        record[part] = (record[part][:at] + new + record[part][at + len(old) :]).title()


def clerks_abbreviation(record: Record, random: Random) -> None:
    """A name is shortened as clerks do."""
    for part in ("given", "paternal"):
        record[part] = " ".join(CLERKS.get(word, word) for word in record[part].split())


def typing_error(record: Record, random: Random) -> None:
    """One character is lost, doubled, exchanged or another."""
    part = random.choice(("given", "paternal", "maternal"))
    text = record[part]
    if len(text) < 4:
        return
    at = random.randrange(1, len(text) - 1)
    record[part] = random.choice(
        (text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], text[:at] + text[at + 1] + text[at] + text[at + 2 :],
         text[:at] + random.choice("aeiounrstl") + text[at + 1 :])
    )  # fmt: skip


def swapped_surnames(record: Record, random: Random) -> None:
    """The two surnames change places."""
    record["paternal"], record["maternal"] = record["maternal"] or record["paternal"], record["paternal"]


def married_name(record: Record, random: Random) -> None:
    """A woman's second surname gives way to her husband's, after "de"."""
    if record["sex"] == "F":
        record["maternal"] = f"de {random.choice(SURNAMES)}"


def wrong_columns(record: Record, random: Random) -> None:
    """Given names and surnames stand in one another's columns."""
    record["given"], record["paternal"] = record["paternal"], record["given"]


def without_particle(record: Record, random: Random) -> None:
    """ "de la" and the like are left out, or joined."""
    for part in ("given", "paternal", "maternal"):
        kept = [word for word in record[part].split() if word not in ("de", "la", "del", "los")]
        record[part] = " ".join(kept)


def hyphenated(record: Record, random: Random) -> None:
    """Both surnames stand in the first column, with a hyphen."""
    if record["maternal"]:
        record["paternal"], record["maternal"] = f"{record['paternal']}-{record['maternal']}", ""


def both_in_one(record: Record, random: Random) -> None:
    """Both surnames stand in the first column."""
    record["paternal"], record["maternal"] = f"{record['paternal']} {record['maternal']}".strip(), ""


def without_accents(record: Record, random: Random) -> None:
    """Written in capitals, without accents."""
    for part in ("given", "paternal", "maternal", "state"):
        plain = unicodedata.normalize("NFKD", record[part])
        record[part] = "".join(c for c in plain if not unicodedata.combining(c)).upper()


def year_off(record: Record, random: Random) -> None:
    """The year of birth is one or two years off."""
    record["year"] = str(int(record["year"]) + random.choice((-2, -1, 1, 2))) if record["year"] else ""


def no_year(record: Record, random: Random) -> None:
    """The year of birth is not known."""
    record["year"] = ""


def other_state(record: Record, random: Random) -> None:
    """Another state: where somebody was seen, not where they come from."""
    record["state"] = random.choice(STATES)


# Rule and its rate in the second list; without_accents stands last, after what looks at accents.
RULES: tuple[tuple[Callable[[Record, Random], None], float], ...] = (
    (drop_second_surname, 0.25),
    (nickname, 0.12),
    (fewer_given_names, 0.30),
    (other_spelling, 0.25),
    (typing_error, 0.10),
    (year_off, 0.15),
    (no_year, 0.20),
    (other_state, 0.10),
    (swapped_surnames, 0.06),
    (married_name, 0.10),
    (wrong_columns, 0.04),
    (without_particle, 0.50),
    (hyphenated, 0.05),
    (both_in_one, 0.08),
    (clerks_abbreviation, 0.20),
    (without_accents, 0.50),
)


def _ranked(names: Sequence[str], random: Random) -> str:
    return random.choices(names, [1 / (rank + 5) for rank in range(len(names))])[0]


def _surname(random: Random) -> str:
    return random.choice(COMPOUND) if random.random() < 0.05 else _ranked(SURNAMES, random)


def person(random: Random) -> Record:
    """Make one person."""
    sex = random.choice("FM")
    return {
        "given": _ranked(WOMEN if sex == "F" else MEN, random),
        "paternal": _surname(random),
        "maternal": _surname(random),
        "year": str(random.randrange(1945, 2008)),
        "state": _ranked(STATES, random),
        "sex": sex,
    }


def two_lists(
    seed: int, size: int = 5_000, shared: int = 2_500, rules: int = len(RULES)
) -> tuple[list[Record], list[Record]]:
    """Make two lists; records of one person have the same number after their letter.

    Args:
        seed: of everything drawn.
        size: records of each list; each has a person once.
        shared: persons on both.
        rules: how many of the error rules hold, from the first.

    Returns:
        Records with id, given, paternal, maternal, year, state and sex.
    """
    random = Random(seed)
    persons = [person(random) for _ in range(2 * size - shared)]
    first = [{"id": f"a{at}", **persons[at]} for at in range(size)]
    second = []
    for at in range(size - shared, 2 * size - shared):
        record = dict(persons[at])
        for rule, rate in RULES[:rules]:
            if random.random() < rate and record["given"]:
                rule(record, random)
        second.append({"id": f"b{at}", **record})
    random.shuffle(second)
    return first, second
