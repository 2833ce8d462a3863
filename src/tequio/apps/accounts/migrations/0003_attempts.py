from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """Make the table in which failed attempts to sign in are counted (Django's cache in the database)."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_terms_invitations")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
