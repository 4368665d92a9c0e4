from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_note_on_the_evidence_of_terms")]

    operations = [
        migrations.AddField(
            "edition",
            "pages_on_screen",
            models.JSONField(default=list, verbose_name="the text as pages"),
            preserve_default=False,
        ),
        migrations.AddField(
            "edition", "warnings", models.JSONField(default=list, verbose_name="to look at before clearing")
        ),
    ]
