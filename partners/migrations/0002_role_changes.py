import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
        ('reference', '0003_mea_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='agency',
            name='has_access',
            field=models.BooleanField(db_default=True, default=True, verbose_name='its people can sign in'),
        ),
        migrations.AddField(
            model_name='agencyevent',
            name='has_access',
            field=models.BooleanField(db_default=True, default=True, verbose_name='its people can sign in'),
        ),
        migrations.CreateModel(
            name='RoleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('government', 'Government'), ('regional_office', 'Regional office'), ('secretariat', 'Secretariat'), ('agency', 'Partner agency'), ('mea', 'MEA focal point')], max_length=16, verbose_name='role')),
                ('is_signatory', models.BooleanField(default=False, verbose_name='signatory')),
                ('reason', models.TextField(verbose_name='reason')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('dropped', 'Dropped')], default='proposed', max_length=9, verbose_name='status')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_changes', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.agency')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.country')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meas', models.ManyToManyField(blank=True, related_name='+', to='reference.mea')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reference.region')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('account',), name='partners_role_change_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True), models.Q(('decided_by', models.F('account')), _negated=True)), _connector='OR'), name='partners_role_change_by_two'), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('role', 'agency')), models.Q(models.Q(('role', 'agency'), _negated=True), ('agency__isnull', True)), _connector='OR'), name='partners_role_change_agency')],
            },
        ),
    ]
