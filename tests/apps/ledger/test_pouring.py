"""Rows in bulk come in as `bulk_create` would bring them, each with a number of its own."""

import pytest
from django.db import IntegrityError, transaction

from tequio.apps.accounts.models import Institution
from tequio.apps.ledger.pouring import pour

pytestmark = pytest.mark.django_db(transaction=True)


def rows(*names):
    return [Institution(name_es=name) for name in names]


def test_rows_get_numbers_that_nobody_has_and_the_next_row_gets_another():
    first = Institution.objects.create(name_es="Before")
    with transaction.atomic():
        poured = pour(rows("Oficina", "100 %s of ‘it’", "ñandú"))
    assert len({first.pk, *(row.pk for row in poured)}) == 4
    assert [Institution.objects.get(pk=row.pk).name_es for row in poured] == [
        "Oficina",
        "100 %s of ‘it’",
        "ñandú",
    ]
    after = Institution.objects.create(name_es="After")
    assert after.pk > max(row.pk for row in poured)
    poured[0].name_es = "Office"
    poured[0].save()
    assert Institution.objects.count() == 5


def test_what_a_row_leaves_out_has_its_default():
    with transaction.atomic():
        [row] = pour(rows("Oficina"))
    plain = Institution.objects.create(name_es="Other")
    given = Institution.objects.get(pk=row.pk)
    names = [f.attname for f in Institution._meta.concrete_fields if f.attname not in {"id", "name_es"}]
    assert [getattr(given, name) for name in names] == [getattr(plain, name) for name in names]


def test_a_row_that_cannot_stand_takes_all_of_them_back():
    with pytest.raises(IntegrityError), transaction.atomic():
        pour(rows("One", None))
    assert not Institution.objects.exists()


def test_outside_a_transaction_and_without_rows():
    assert pour([]) == []
    with pytest.raises(transaction.TransactionManagementError):
        pour(rows("One"))
