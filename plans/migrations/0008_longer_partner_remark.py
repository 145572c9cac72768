"""When two partners are merged, both remarks at one activity are kept: room for both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_text_change_by_somebody")]
    operations = [
        migrations.AlterField(
            "activitypartner",
            "remark",
            models.CharField("opmerking", max_length=500, blank=True),
        )
    ]
