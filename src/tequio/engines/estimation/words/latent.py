"""What is said of the latent classes and of the check of the observed cells, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "assumes_latent_classes": (
        "Hay clases de personas, no observadas, que difieren en cuán visibles son; dentro de cada clase, estar en una"
        " lista no cambia la probabilidad de estar en otra, y nadie es invisible para todas las listas.",
        "There are unobserved classes of people who differ in how visible they are; within a class, being on one list"
        " does not change the probability of being on another, and nobody is invisible to every list.",
    ),
    "mode": (
        "{chains} de las cadenas en torno a {estimate} (de {low} a {high})",
        "{chains} of the chains around {estimate} ({low} to {high})",
    ),
    "joined": ("{first}; {rest}", "{first}; {rest}"),
    "chains_disagree": (
        "Las cadenas no coinciden tras {sweeps} pasos (R-hat {r_hat}, máximo {highest}), así que no hay cifra; están"
        " en: {modes}.",
        "The chains do not agree after {sweeps} sweeps (R-hat {r_hat}, at most {highest}), so there is no figure; they"
        " sit at: {modes}.",
    ),
    "chains_agree": (
        "{chains} cadenas desde inicios lejanos coinciden: R-hat {r_hat}; muestras efectivas {bulk} (centro) y {tail}"
        " (colas).",
        "{chains} chains from starts far apart agree: R-hat {r_hat}; effective samples {bulk} (bulk) and {tail}"
        " (tails).",
    ),
    "chains_nearly_agree": (
        "{chains} cadenas coinciden a medias: R-hat {r_hat} (bien hasta 1.01); muestras efectivas {bulk} (centro) y"
        " {tail} (colas; bien desde 400).",
        "{chains} chains agree only roughly: R-hat {r_hat} (good up to 1.01); effective samples {bulk} (bulk) and"
        " {tail} (tails; good from 400).",
    ),
    "one_mode": ("La distribución tiene un solo pico.", "The distribution has one peak."),
    "several_modes": (
        "La distribución tiene varios picos, y ninguna cifra central los resume: {peaks}.",
        "The distribution has several peaks, and no central figure sums them up: {peaks}.",
    ),
    "places_left": (
        "Hay otra lectura de la tabla: las cadenas del algoritmo simple se quedaron en otro lugar ({modes}), que las"
        " cadenas completas abandonan.",
        "There is another reading of the table: chains of the plain sampler stayed elsewhere ({modes}), a place that the"
        " full chains leave.",
    ),
    "peak": (
        "en torno a {where} ({share} % de las muestras)",
        "around {where} ({share} % of the draws)",
    ),
    "predictive_fits": (
        "El modelo da tablas como la observada: el {share} de las simuladas se aleja más.",
        "The model gives tables like the observed one: a share of {share} of simulated tables lies farther away.",
    ),
    "predictive_does_not_fit": (
        "El modelo casi nunca da una tabla como la observada: solo el {share} de las simuladas se aleja tanto.",
        "The model hardly ever gives a table like the observed one: only a share of {share} of simulated tables lies as"
        " far away.",
    ),
}
