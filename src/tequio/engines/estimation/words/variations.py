"""What is said of sensitivity, strata and the report, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "without_list": ("sin la lista {name}", "without the list {name}"),
    "merged_lists": ("{first} y {second} como una sola lista", "{first} and {second} as one list"),
    "prior_delta": (
        "grafos, delta {delta}",
        "graphs, delta {delta}",
    ),
    "prior_as_published": (
        "clases latentes, las publicadas",
        "latent classes, as published",
    ),
    "prior_many_classes": (
        "clases latentes, diez y Gamma(1, 1)",
        "latent classes, ten and Gamma(1, 1)",
    ),
    "prior_low_capture": (
        "clases latentes, captura Beta(½, 1)",
        "latent classes, capture Beta(½, 1)",
    ),
    "strata_warned": (
        "La suma de {strata} estratos; en alguno avisó: {checks}.",
        "The sum of {strata} strata; in some of them there was a warning: {checks}.",
    ),
    "strata_pass": (
        "La suma de {strata} estratos, muestra a muestra.",
        "The sum of {strata} strata, draw by draw.",
    ),
    "replicates": (
        "Combina {replicates} réplicas imputadas; la imputación aporta el {percent} % de la varianza.",
        "Combines {replicates} imputed replicates; the imputation adds {percent} % of the variance.",
    ),
    "replicates_few": (
        "{told} Con tan pocas réplicas (grados de libertad: {freedom}) el intervalo habla de lo pocas que son más que de las"
        " personas; combine todas las que haya.",
        "{told} With so few replicates (degrees of freedom: {freedom}) the interval says more of how few they are than of"
        " the people; combine all that there are.",
    ),
    "replicates_differ": (
        "Las réplicas difieren en cuántas personas están en alguna lista, de {least} a {most}; el intervalo toma su promedio"
        " y no contiene esa diferencia.",
        "The replicates differ in how many people are on some list, {least} to {most}; the interval takes their mean and"
        " does not hold that difference.",
    ),
    "linkage_mixed": (
        "Mezcla {draws} vinculaciones posibles; el error de vinculación aporta el {percent} % de la varianza.",
        "Mixes {draws} possible linkages; linkage error adds {percent} % of the variance.",
    ),
    "linkages_refused": (
        "En {refused} de {draws} vinculaciones posibles este método no da cifra: {why}",
        "For {refused} of {draws} possible linkages this method gives no figure: {why}",
    ),
    "linkages_left_out": (
        "{refused} El intervalo es de las demás.",
        "{refused} The interval is that of the others.",
    ),
    "links_columns": (
        "El archivo de vinculación necesita las columnas list, record, person y draw; tiene {columns}.",
        "The file of a linkage needs the columns list, record, person and draw; it has {columns}.",
    ),
    "links_best_missing": (
        "Al archivo de vinculación le falta la mejor vinculación (draw 0), o tiene filas sin lista.",
        "The file of a linkage lacks the best linkage (draw 0), or has rows without a list.",
    ),
    "links_unreadable": (
        "El archivo Parquet está dañado o tiene columnas de otro tipo; vuelva a hacerlo con «tequio link».",
        "The Parquet file is damaged or has columns of another kind; make it anew with “tequio link”.",
    ),
    "method_without_draws": (
        "El método «{name}» no da muestras que se puedan sumar o mezclar.",
        "The method “{name}” gives no draws that can be added or mixed.",
    ),
    "method_unknown": (
        "No hay ningún método «{name}»; hay: {methods}.",
        "There is no method “{name}”; there are: {methods}.",
    ),
    "no_method": (
        "Hay que nombrar al menos un método.",
        "At least one method has to be named.",
    ),
    "interval_not_finite": (
        "El método no da una cifra finita para esta tabla.",
        "The method gives no finite figure for this table.",
    ),
}
