"""Addresses of projects."""

from django.urls import path

from projects import views

app_name = "projects"
urlpatterns = [
    path("projects/", views.ProjectList.as_view(), name="project_list"),
    path("projects/<slug:code>/", views.ProjectDetail.as_view(), name="project_detail"),
]
