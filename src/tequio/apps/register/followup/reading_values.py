"""What a person writes into a field, checked: words, days, choices, sums and addresses."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.translation import gettext as _

from tequio.apps.register.followup.steps import label_of, one_text
from tequio.apps.register.operations.columns import longest
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.errors import WrongValue

# A text without a bound of its own is cut off nowhere, but nobody reads more than this.
_MOST = 50_000
_web_address = URLValidator(schemes=("http", "https"))

Reader = Callable[[type[Model], str, object], Any]


def words(model: type[Model], name: str, value: object) -> str:
    """Read words of a text column; may be blank.

    Raises:
        WrongValue: they are longer than the column holds.
    """
    written = one_text(str("" if value is None else value))
    bound = longest(model, name)
    if bound:
        written = " ".join(written.split())
    if len(written) > (bound or _MOST):
        raise WrongValue(
            _("“%(field)s” holds %(longest)s characters at most; shorten it.")
            % {"field": label_of(model, name), "longest": bound or _MOST}
        )
    return written


def needed(model: type[Model], name: str, value: object) -> str:
    """Read words that must be there; errors as `words`."""
    written = words(model, name, value)
    if not written:
        raise WrongValue(_("Fill in “%s”.") % label_of(model, name))
    return written


def choice(model: type[Model], name: str, value: object) -> str:
    """Read one of a column's choices.

    Raises:
        WrongValue: it is none of them.
    """
    choices = dict(model._meta.get_field(name).choices or ())  # type: ignore[union-attr]
    if str(value) not in choices:
        raise WrongValue(
            _("“%(value)s” is none of the values of “%(field)s”.")
            % {"value": str(value)[:80], "field": label_of(model, name)}
        )
    return str(value)


def day(model: type[Model], name: str, value: object) -> date | None:
    """Read a day; blank is none.

    Raises:
        WrongValue: it is no day.
    """
    if isinstance(value, date) or value is None:
        return value
    written = str(value).strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise WrongValue(_("Write “%s” as 2025-06-30.") % label_of(model, name)) from None


def needed_day(model: type[Model], name: str, value: object) -> date:
    """Read a day that must be there; errors as `day`."""
    read = day(model, name, value)
    if read is None:
        raise WrongValue(_("Fill in “%s”.") % label_of(model, name))
    return read


def partial_day(model: type[Model], name: str, value: object) -> str:
    """Read a day, month or year, as far as it is known; may be blank.

    Raises:
        WrongValue: it is none of these.
    """
    written = words(model, name, value)
    if written and ("/" in written or last_day(written) is None):
        raise WrongValue(_("Write “%s” as 2025-06-30, 2025-06 or 2025.") % label_of(model, name))
    return written


def web_address(model: type[Model], name: str, value: object) -> str:
    """Read an address on the web; may be blank.

    Raises:
        WrongValue: it is none.
    """
    written = words(model, name, value)
    try:
        if written:
            _web_address(written)
    except ValidationError:
        raise WrongValue(
            _("Write “%s” as a whole address, beginning with https://.") % label_of(model, name)
        ) from None
    return written


def money(model: type[Model], name: str, value: object) -> decimal.Decimal | None:
    """Read a sum with a point before its two decimals; blank is none.

    Raises:
        WrongValue: it is no sum, or is below zero.
    """
    written = str("" if value is None else value).replace(" ", "").replace(",", "")
    if not written:
        return None
    if not re.fullmatch(r"[0-9]{1,16}(\.[0-9]{1,2})?", written):
        raise WrongValue(_("Write “%s” as a sum such as 1250000.50.") % label_of(model, name))
    return decimal.Decimal(written).quantize(decimal.Decimal("0.01"))


def currency(model: type[Model], name: str, value: object) -> str:
    """Read the code of a currency; may be blank.

    Raises:
        WrongValue: it is none of three letters.
    """
    written = words(model, name, value).upper()
    if written and not re.fullmatch(r"[A-Z]{3}", written):
        raise WrongValue(_("Write the currency as its code of three letters, such as MXN."))
    return written


def read_fields(
    model: type[Model], readers: Mapping[str, Reader], written: Mapping[str, object]
) -> dict[str, Any]:
    """Read the fields that a person wrote.

    Args:
        model: whose columns they are.
        readers: field -> how it is read; no other may be written.
        written: field -> value.

    Raises:
        WrongValue: a field is unknown or cannot hold its value.
    """
    values = {}
    for name, value in written.items():
        if name not in readers:
            raise WrongValue(_("There is no field “%s” to change.") % str(name)[:80])
        values[name] = readers[name](model, name, value)
    return values
