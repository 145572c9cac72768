"""The list of Kernbeleid Veiligheid (VNG, edition 2017), as a start that can be edited."""

from django.db import migrations

EDITION = "2017"
FIELDS = {
    "Veilige woon- en leefomgeving": [
        "Sociale kwaliteit",
        "Fysieke kwaliteit",
        "Objectieve veiligheid/veelvoorkomende en high-impactcriminaliteit",
        "Subjectieve veiligheid",
    ],
    "Bedrijvigheid en veiligheid": [
        "Veilig winkelgebied",
        "Veilige bedrijventerreinen",
        "Veilig uitgaan",
        "Veilige evenementen",
        "Veilig toerisme",
    ],
    "Jeugd en veiligheid": [
        "Jeugdoverlast",
        "Jeugdcriminaliteit/individuele probleemjongeren",
        "Jeugd, alcohol en drugs",
        "Veilig in en om de school",
    ],
    "Fysieke veiligheid": [
        "Verkeersveiligheid",
        "Brandveiligheid",
        "Externe veiligheid",
        "Rampenbestrijding en crisisbeheersing",
    ],
    "Integriteit en veiligheid": [
        "Polarisatie en radicalisering",
        "Georganiseerde/ondermijnende criminaliteit",
        "Veilige Publieke Taak",
        "Informatieveiligheid",
        "Ambtelijke en bestuurlijke integriteit",
    ],
}


def fill(apps, schema_editor):
    field_model = apps.get_model("plans", "SafetyField")
    theme_model = apps.get_model("plans", "SafetyTheme")
    for number, (title, themes) in enumerate(FIELDS.items(), start=1):
        field = field_model.objects.create(edition=EDITION, number=str(number), title=title)
        theme_model.objects.bulk_create(
            theme_model(field=field, number=f"{number}.{place}", title=theme)
            for place, theme in enumerate(themes, start=1)
        )


def empty(apps, schema_editor):
    apps.get_model("plans", "SafetyTheme").objects.filter(field__edition=EDITION).delete()
    apps.get_model("plans", "SafetyField").objects.filter(edition=EDITION).delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_fill_searchable")]
    operations = [migrations.RunPython(fill, empty)]
