from django.db import migrations

# Until the triggers of this release are in place, after the last migration, a change of a focal point is refused and
# not kept without history. A dropped column's values stay on the disk until its table is written anew.
WRITTEN_ANEW = "CLUSTER partners_focalpointevent USING partners_focalpointevent_pkey"


class Migration(migrations.Migration):

    dependencies = [('partners', '0002_role_changes')]

    operations = [
        migrations.RemoveField('focalpointevent', 'office_mailbox'),
        migrations.RemoveField('focalpointevent', 'person_function'),
        migrations.RemoveField('focalpointevent', 'person_name'),
        migrations.RemoveField('focalpointevent', 'telephone'),
        migrations.RunSQL(WRITTEN_ANEW, migrations.RunSQL.noop),
    ]
