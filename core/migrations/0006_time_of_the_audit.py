from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):

    dependencies = [("core", "0005_refusals")]

    operations = [
        migrations.AlterField(
            model_name='auditevent',
            name='happened_at',
            field=models.DateTimeField(db_default=Now(), db_index=True, editable=False, verbose_name='when'),
        ),
    ]
