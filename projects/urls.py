"""Addresses of projects."""

from django.urls import path

from projects.views import acts, facts, projects

app_name = "projects"
urlpatterns = [
    path("projects/", projects.ProjectList.as_view(), name="project_list"),
    path("projects/open/", acts.project_open, name="project_open"),
    path("projects/<slug:code>/", projects.ProjectDetail.as_view(), name="project_detail"),
    path("projects/<slug:code>/edit/", facts.project_edit, name="project_edit"),
    path("projects/<slug:code>/start/", acts.project_start, name="project_start"),
    path("projects/<slug:code>/deliver/", acts.project_deliver, name="project_deliver"),
    path("projects/<slug:code>/close/", acts.project_close, name="project_close"),
    path("projects/<slug:code>/cancel/", acts.project_cancel, name="project_cancel"),
    path("projects/<slug:code>/partners/add/", acts.partner_add, name="partner_add"),
    path("projects/<slug:code>/countries/add/", acts.country_add, name="country_add"),
    path("projects/<slug:code>/activities/add/", acts.activity_add, name="activity_add"),
    path("projects/<slug:code>/indicators/add/", acts.indicator_add, name="indicator_add"),
    path("projects/<slug:code>/measurements/record/", acts.measurement_record, name="measurement_record"),
    path("projects/<slug:code>/contributions/record/", acts.contribution_record, name="contribution_record"),
    path("projects/<slug:code>/lessons/add/", acts.lesson_add, name="lesson_add"),
    path("projects/<slug:code>/lessons/<slug:lesson>/publish/", acts.lesson_publish, name="lesson_publish"),
]
