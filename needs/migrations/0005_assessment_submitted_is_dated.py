from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0004_assessment_submitted_on_fill'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='needsassessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'returned']), _negated=True), ('submitted_on__isnull', False), _connector='OR'), name='needs_assessment_submitted_is_dated'),
        ),
    ]
