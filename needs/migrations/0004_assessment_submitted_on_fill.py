from django.db import migrations

# The day of the first submission stands in the audit; for what was loaded without one, the latest day that is possible.
FILL = """
    UPDATE needs_needsassessment AS assessment
    SET submitted_on = COALESCE(told.submitted_on, assessment.endorsed_on, assessment.updated_at::date)
    FROM needs_needsassessment AS same
    LEFT JOIN (
        SELECT event.object_id, MIN(event.happened_at)::date AS submitted_on
        FROM core_auditevent AS event
        JOIN django_content_type AS kind ON kind.id = event.content_type_id
        WHERE kind.app_label = 'needs' AND kind.model = 'needsassessment' AND event.verb = 'assessment.submitted'
        GROUP BY event.object_id
    ) AS told ON told.object_id = same.id
    WHERE same.id = assessment.id
        AND assessment.submitted_on IS NULL
        AND assessment.kind <> 'stated'
        AND (told.submitted_on IS NOT NULL OR assessment.state NOT IN ('draft', 'consultation'))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('needs', '0003_assessment_submitted_on'),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
