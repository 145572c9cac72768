"""When two partners are merged, both remarks at one activity are kept: room for both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_kernbeleid_2017")]
    operations = [
        migrations.AlterField(
            "activitypartner",
            "remark",
            models.CharField("opmerking", max_length=500, blank=True),
        )
    ]
