from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='wants_letters',
            field=models.BooleanField(db_default=True, default=True, verbose_name='email notifications'),
        ),
    ]
