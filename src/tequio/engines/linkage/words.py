"""What the engine says when something cannot be done, and of a linkage that is: key -> (Spanish, English)."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # Files
    "file_empty": ("No hay nada en «{name}».", "There is nothing in “{name}”."),
    "file_not_text": (
        "«{name}» no es un archivo de texto; guarde la tabla como CSV y use ese archivo.",
        "“{name}” is no text file; save the table as CSV and take that.",
    ),
    "file_encoding": (
        "No se reconoce la codificación de «{name}»; guárdelo como UTF-8.",
        "“{name}” is in no encoding that can be told; save it as UTF-8.",
    ),
    "file_missing": ("{name} no es un archivo que exista.", "{name} is no file."),
    "file_large": ("{name} tiene más de 4 GB.", "{name} is larger than 4 GB."),
    "file_unread": ("{name} no puede leerse o escribirse ({why}).", "{name} cannot be read or written ({why})."),
    "files_of_one_name": (
        "Dos archivos se llaman «{name}»; cada lista necesita un nombre propio.",
        "Two files are called “{name}”; each list needs a name of its own.",
    ),
    "folder_missing": ("La carpeta de {name} no existe.", "The folder for {name} does not exist."),
    # Lists
    "no_list": ("No hay ninguna lista que enlazar.", "There is no list to link."),
    "list_empty": ("La lista «{name}» está vacía.", "List “{name}” is empty."),
    "list_without_records": ("La lista «{name}» no tiene registros.", "List “{name}” has no records."),
    "list_not_a_table": (
        "La lista «{name}» no es una tabla que pueda leerse; falla cerca de la fila {row}.",
        "List “{name}” is no table that can be read, near row {row}.",
    ),
    "column_unnamed": (
        "La columna {column} de la lista «{name}» no tiene nombre en la primera fila.",
        "Column {column} of list “{name}” has no name in the first row.",
    ),
    "column_twice": (
        "La lista «{name}» tiene dos veces la columna «{column}»; dé a cada columna un nombre propio.",
        "List “{name}” has the column “{column}” twice; give each column a name of its own.",
    ),
    "row_too_long": (
        "La fila {row} de la lista «{name}» tiene {cells} celdas; las columnas son {columns}.",
        "Row {row} of list “{name}” has {cells} cells; there are {columns} columns.",
    ),
    "letters_broken": (
        "La columna «{column}» de la lista «{name}» tiene letras dañadas en {rows} filas, la primera en la fila {row}; "
        "guarde la lista de nuevo como UTF-8.",
        "Column “{column}” of list “{name}” has broken letters in {rows} rows, the first in row {row}; save the list "
        "again as UTF-8.",
    ),
    "identifier_missing": (
        "La fila {row} de la lista «{name}» no tiene identificador en la columna «{column}».",
        "Row {row} of list “{name}” has no identifier in column “{column}”.",
    ),
    "identifier_twice": (
        "Las filas {first} y {row} de la lista «{name}» tienen el mismo identificador en la columna «{column}».",
        "Rows {first} and {row} of list “{name}” have the same identifier in column “{column}”.",
    ),
    # Lists and settings together
    "list_not_given": (
        "Los ajustes nombran una lista «{name}» que no se dio.",
        "The settings name a list “{name}” that was not given.",
    ),
    "identifier_column_missing": (
        "La lista «{name}» no tiene la columna «{column}» para su identificador.",
        "List “{name}” has no column “{column}” for its identifier.",
    ),
    "column_missing": (
        "La lista «{name}» no tiene la columna «{column}», que los ajustes nombran para «{field}».",
        "List “{name}” has no column “{column}”, which the settings name for “{field}”.",
    ),
    "one_list_without_duplicates": (
        "Hay una sola lista, y los ajustes dicen que no cuenta a nadie dos veces.",
        "There is one list only, and the settings say that it counts nobody twice.",
    ),
    "lists_share_nothing": (
        "Las listas «{one}» y «{other}» no tienen ningún campo en común en los ajustes; nombre columnas que digan lo mismo.",
        "Lists “{one}” and “{other}” have no common field in the settings; name columns that mean the same.",
    ),
    "list_is_not_compared": (
        "La lista «{one}» no tiene ningún campo en los ajustes; nombre sus columnas.",
        "List “{one}” has no field in the settings; name its columns.",
    ),
    "no_column_of_names": (
        "Ninguna columna de la lista «{name}» parece el nombre de una persona; nombre sus columnas en los ajustes.",
        "List “{name}” has no column that reads as a person's name; name its columns in the settings.",
    ),
    "nothing_in_common": (
        "Las listas no tienen ningún campo en común.",
        "The lists have no field in common.",
    ),
    "key_unknown": (
        "La clave de bloqueo «{key}» no es ninguna de estas: {known}.",
        "The blocking key “{key}” is none of {known}.",
    ),
    "no_field_to_block_by": (
        "Los ajustes no tienen ningún campo por el que agrupar registros, como un nombre.",
        "The settings have no field that records can be blocked by, such as a name.",
    ),
    "no_pair": (
        "No hay dos registros que compartan nombre, fecha o lugar, de modo que no hay ningún par que comparar.",
        "No two records share a name, date or place, so that there is no pair to compare.",
    ),
    # Settings
    "settings_unreadable": (
        "Los ajustes no son TOML ni JSON; mire la línea {line}.",
        "The settings are neither TOML nor JSON; look at line {line}.",
    ),
    "entry_unknown": (
        "Los ajustes tienen una entrada «{entry}» que nadie lee.",
        "The settings have an entry “{entry}” that nothing reads.",
    ),
    "no_fields": (
        "Los ajustes no nombran ningún campo; escriba al menos un [[fields]].",
        "The settings name no fields; write at least one [[fields]].",
    ),
    "fields_of_one_name": (
        "Dos campos de los ajustes se llaman «{name}»; cada uno necesita un nombre propio.",
        "Two fields of the settings are called “{name}”; each needs a name of its own.",
    ),
    "field_shape": (
        "El campo {number} de los ajustes no es name, kind y columns.",
        "Field {number} of the settings is not name, kind and columns.",
    ),
    "field_unnamed": (
        "El campo {number} de los ajustes no tiene nombre, o tiene uno con un punto.",
        "Field {number} of the settings has no name, or one with a dot in it.",
    ),
    "kind_unknown": (
        "El campo «{name}» es de clase «{kind}», que no es ninguna de estas: {known}.",
        "Field “{name}” has kind “{kind}”, which is none of {known}.",
    ),
    "field_without_columns": ("El campo «{name}» no nombra columnas.", "Field “{name}” names no columns."),
    "columns_shape": (
        'Las columnas del campo «{name}» no están escritas como parte = "columna".',
        'The columns of field “{name}” are not written as part = "column".',
    ),
    "part_unknown": (
        "El campo «{name}» tiene una parte «{part}»; la clase {kind} tiene {known}.",
        "Field “{name}” has a part “{part}”; kind {kind} has {known}.",
    ),
    "lists_shape": (
        "La entrada «lists» de los ajustes no es una tabla.",
        "The entry “lists” of the settings is no table.",
    ),
    "list_entries": (
        "La lista «{name}» de los ajustes tiene otras entradas que id y duplicates.",
        "List “{name}” of the settings has other entries than id and duplicates.",
    ),
    "list_values": (
        "Lista «{name}» de los ajustes: id es una columna, duplicates es true o false.",
        "List “{name}” of the settings: id is a column, duplicates true or false.",
    ),
    "blocking_shape": (
        'Las reglas de bloqueo no están escritas como [["name.surname", "birth.year"], …].',
        'The blocking rules are not written as [["name.surname", "birth.year"], …].',
    ),
    "key_of_no_field": (
        "La clave de bloqueo «{key}» no es de ningún campo de los ajustes.",
        "The blocking key “{key}” belongs to no field of the settings.",
    ),
    "share_wrong": (
        "La entrada «{name}» de los ajustes no es un número desde 0 y menor que 1.",
        "The entry “{name}” of the settings is no number from 0 to below 1.",
    ),
    # Decisions of people
    "ruling_unknown": (
        "Una decisión nombra un registro que no está en las listas, o dos veces el mismo.",
        "A decision names a record that is not in the lists, or one record twice.",
    ),
    "rulings_contradict": (
        "Las decisiones se contradicen: se dijo de dos registros que son personas distintas, y otras decisiones los hacen una.",
        "The decisions contradict one another: two records are ruled different persons that other decisions make one.",
    ),
    "rulings_in_one_list": (
        "Las decisiones hacen una persona de dos registros de una lista que, según los ajustes, no cuenta a nadie dos veces.",
        "The decisions make one person of two records of a list that the settings say counts nobody twice.",
    ),
    # While it is done, and when it is
    "stage_preparing": ("preparando", "preparing"),
    "stage_blocking": ("buscando pares", "blocking"),
    "stage_learning": ("aprendiendo pesos", "learning"),
    "stage_comparing": ("comparando", "comparing"),
    "stage_clustering": ("agrupando", "clustering"),
    "stage_drawing": ("sorteando", "drawing"),
    "stage_done": ("listo", "done"),
    "linked": (
        "Listas: {lists}. Registros enlazados: {records}. Personas: {persons}. Pares que se espera que sean una "
        "persona: {links}. Sorteos: {draws}. Está en {file}.",
        "Lists: {lists}. Records linked: {records}. Persons: {persons}. Pairs expected to be one person: {links}. "
        "Draws: {draws}. Written to {file}.",
    ),
}  # fmt: skip
