"""What is said of the methods: their assumptions, checks and refusals, in Spanish and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "needs_lists": (
        "Este método admite de {least} a {most} listas y la tabla tiene {lists}.",
        "This method takes {least} to {most} lists and the table has {lists}.",
    ),
    "setting_wrong": (
        "El ajuste «{name}» vale {value}; debe ser {expected}.",
        "The setting “{name}” is {value}; it must be {expected}.",
    ),
}
