"""The database itself refuses to alter or delete the history of texts, as it does with entries.

Changes by demonstration accounts may be deleted, so that the demonstration set can be removed.
"""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER plans_textchange_no_update BEFORE UPDATE ON plans_textchange
    BEGIN SELECT RAISE(ABORT, 'Een regel van de geschiedenis kan niet worden gewijzigd.'); END""",
    """CREATE TRIGGER plans_textchange_no_delete BEFORE DELETE ON plans_textchange
    WHEN NOT OLD.is_fictional
    BEGIN SELECT RAISE(ABORT, 'Een regel van de geschiedenis kan niet worden verwijderd.'); END""",
]
POSTGRESQL = [
    """CREATE TRIGGER plans_textchange_no_update BEFORE UPDATE ON plans_textchange
    FOR EACH ROW EXECUTE FUNCTION plans_entry_refuse()""",
    """CREATE TRIGGER plans_textchange_no_delete BEFORE DELETE ON plans_textchange
    FOR EACH ROW WHEN (NOT OLD.is_fictional) EXECUTE FUNCTION plans_entry_refuse()""",
    """CREATE TRIGGER plans_textchange_no_truncate BEFORE TRUNCATE ON plans_textchange
    FOR EACH STATEMENT EXECUTE FUNCTION plans_entry_refuse()""",
]
BACK = {
    "sqlite": ["DROP TRIGGER plans_textchange_no_update", "DROP TRIGGER plans_textchange_no_delete"],
    "postgresql": [
        "DROP TRIGGER plans_textchange_no_update ON plans_textchange",
        "DROP TRIGGER plans_textchange_no_delete ON plans_textchange",
        "DROP TRIGGER plans_textchange_no_truncate ON plans_textchange",
    ],
}
FORTH = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guard(apps, schema_editor):
    for statement in FORTH[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_living_plans")]
    operations = [migrations.RunPython(guard, unguard)]
