"""Fill the texts that are searched, for what was there before there was a search."""

import unicodedata

from django.db import migrations


def folded(*texts):
    plain = unicodedata.normalize("NFKD", "\n".join(filter(None, texts)).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fill(apps, schema_editor):
    for name, texts_of in TEXTS.items():
        model = apps.get_model("plans", name)
        for row in model.objects.iterator():
            row.searchable = folded(*texts_of(row))
            row.save(update_fields=["searchable"])


TEXTS = {
    "Plan": lambda row: [row.title],
    "ThemeWording": lambda row: [row.number, row.title],
    "ActivityWording": lambda row: [
        row.heading,
        row.subject,
        row.title,
        row.description,
        *row.points,
    ],
    "Coordinator": lambda row: [row.name, *row.aliases.values_list("name", flat=True)],
    "Partner": lambda row: [row.name, *row.aliases.values_list("name", flat=True)],
    "Cell": lambda row: [row.note],
}


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_guard_text_changes")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
