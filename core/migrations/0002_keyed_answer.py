import core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caller', models.CharField(max_length=40)),
                ('method', models.CharField(max_length=6)),
                ('path', models.TextField()),
                ('key', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of what was sent')),
                ('record_code', models.CharField(blank=True, max_length=60, verbose_name='record')),
                ('location', models.TextField(blank=True, verbose_name='where it led')),
                ('answered_at', models.DateTimeField(db_index=True, default=core.clock.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('caller', 'method', 'path', 'key'), name='core_keyed_answer_once')],
            },
        ),
    ]
