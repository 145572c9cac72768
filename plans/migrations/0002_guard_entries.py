"""The database itself refuses to alter or delete a history entry.

Entries of the fictitious demonstration set may be deleted, so that the set can be removed;
nothing may be altered, also not the mark that says it is fictitious.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER plans_entry_no_update BEFORE UPDATE ON plans_entry
    BEGIN SELECT RAISE(ABORT, 'Een regel van de geschiedenis kan niet worden gewijzigd.'); END""",
    """CREATE TRIGGER plans_entry_no_delete BEFORE DELETE ON plans_entry
    WHEN NOT OLD.is_fictional
    BEGIN SELECT RAISE(ABORT, 'Een regel van de geschiedenis kan niet worden verwijderd.'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION plans_entry_refuse() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION 'Een regel van de geschiedenis kan niet worden gewijzigd of verwijderd.'
            USING ERRCODE = 'restrict_violation';
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER plans_entry_no_update BEFORE UPDATE ON plans_entry
    FOR EACH ROW EXECUTE FUNCTION plans_entry_refuse()""",
    """CREATE TRIGGER plans_entry_no_delete BEFORE DELETE ON plans_entry
    FOR EACH ROW WHEN (NOT OLD.is_fictional) EXECUTE FUNCTION plans_entry_refuse()""",
    """CREATE TRIGGER plans_entry_no_truncate BEFORE TRUNCATE ON plans_entry
    FOR EACH STATEMENT EXECUTE FUNCTION plans_entry_refuse()""",
]
BACK = {
    "sqlite": ["DROP TRIGGER plans_entry_no_update", "DROP TRIGGER plans_entry_no_delete"],
    "postgresql": ["DROP FUNCTION plans_entry_refuse() CASCADE"],
}
FORTH = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps, schema_editor):
    for statement in FORTH[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_first_tables")]
    operations = [migrations.RunPython(guard, unguard)]
