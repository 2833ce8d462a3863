"""What is said of a table that cannot be read, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "file_empty": (
        "El archivo está vacío: hacen falta una fila de encabezados y una fila por cada historia observada.",
        "The file is empty: it needs a row of headings and one row for each observed history.",
    ),
    "file_not_text": (
        "El archivo no es un texto en UTF-8; guárdelo como “CSV UTF-8” y vuelva a intentarlo.",
        "The file is not UTF-8 text; save it as “CSV UTF-8” and try again.",
    ),
    "file_garbled": (
        "El encabezado «{heading}» tiene letras dañadas por otra codificación; guarde el archivo como UTF-8.",
        "The heading “{heading}” has letters damaged by another encoding; save the file as UTF-8.",
    ),
    "column_count_missing": (
        "Falta la columna «count», que dice cuántas personas tienen cada historia; el archivo tiene {columns}.",
        "The column “count”, which says how many people have each history, is missing; the file has {columns}.",
    ),
    "column_unnamed": (
        "La columna {column} no tiene nombre; cada lista necesita uno.",
        "Column {column} has no name; each list needs one.",
    ),
    "column_repeated": (
        "Dos columnas se llaman «{name}»; cada lista necesita un nombre propio.",
        "Two columns are named “{name}”; each list needs a name of its own.",
    ),
    "too_few_lists": (
        "Hacen falta al menos dos listas para estimar lo que ninguna registró; aquí hay {lists}.",
        "At least two lists are needed to estimate what none of them recorded; lists here: {lists}.",
    ),
    "too_many_lists": (
        "Aquí hay {lists} listas y el límite es {limit}; combine listas o elija algunas.",
        "Here there are {lists} lists and the limit is {limit}; merge lists or select some.",
    ),
    "row_length": (
        "La línea {line} tiene {cells} celdas y el encabezado tiene {columns}.",
        "Line {line} has {cells} cells and the heading has {columns}.",
    ),
    "cell_not_0_or_1": (
        "La línea {line} dice «{value}» en la lista «{name}», donde solo cabe 0 o 1.",
        "Line {line} says “{value}” under the list “{name}”, where only 0 or 1 may stand.",
    ),
    "count_missing": (
        "La línea {line} no dice cuántas personas tienen esa historia; escriba 0 si no hay ninguna.",
        "Line {line} does not say how many people have that history; write 0 if there are none.",
    ),
    "count_not_a_number": (
        "La línea {line} dice «{value}» como cuenta, que no es un número escrito con cifras solas.",
        "Line {line} says “{value}” as the count, which is not a number written in digits alone.",
    ),
    "count_negative": (
        "La línea {line} cuenta {value} personas; una cuenta no puede ser negativa.",
        "Line {line} counts {value} people; a count cannot be negative.",
    ),
    "count_fractional": (
        "La línea {line} cuenta {value} personas; una cuenta es un número entero.",
        "Line {line} counts {value} people; a count is a whole number.",
    ),
    "count_too_large": (
        "La línea {line} cuenta {value} personas, más que las que hay en el mundo.",
        "Line {line} counts {value} people, more than there are in the world.",
    ),
    "history_repeated": (
        "La línea {line} repite la historia {history}, que ya está en la línea {first}; sume las dos.",
        "Line {line} repeats the history {history}, which stands already on line {first}; add the two up.",
    ),
    "history_all_zero": (
        "La línea {line} no está en ninguna lista; lo que nadie registró es lo que se estima: quite esa línea.",
        "Line {line} is on no list; what nobody recorded is what is estimated: take that line out.",
    ),
    "nobody_counted": (
        "Las cuentas suman cero: no hay nadie en las listas.",
        "The counts add up to zero: nobody is on the lists.",
    ),
    "list_empty": (
        "La lista «{name}» no tiene a nadie; quítela.",
        "The list “{name}” names nobody; take it out.",
    ),
    "list_contained": (
        "Todas las personas de la lista «{inner}» están también en «{outer}», así que no dice nada de lo que a "
        "«{outer}» le falta; combine las dos o quite una.",
        "Everybody on the list “{inner}” is also on “{outer}”, so it says nothing about whom “{outer}” misses; "
        "merge the two or take one out.",
    ),
    "no_overlap": (
        "Nadie está en dos listas a la vez: sin personas en común no se puede estimar cuántas faltan.",
        "Nobody is on two lists at once: without people in common nothing can be said about how many are missing.",
    ),
    "list_unknown": (
        "No hay una lista «{name}»; las listas son {lists}.",
        "There is no list “{name}”; the lists are {lists}.",
    ),
    "too_wide": (
        "{lists} listas dan más historias posibles de las que caben en la memoria; este método admite hasta {limit}.",
        "{lists} lists make more possible histories than memory holds; this method takes up to {limit}.",
    ),
    "records_shape": (
        "Cada persona necesita un 0 o un 1 por cada una de las {lists} listas.",
        "Each person needs one 0 or 1 for each of the {lists} lists.",
    ),
    "record_on_no_list": (
        "La persona de la fila {row} no está en ninguna lista; quítela.",
        "The person in row {row} is on no list; take them out.",
    ),
}
