"""Addresses of the council reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.ReportList.as_view(), name="report_list"),
    path("order/", views.report_order, name="report_order"),
    path("<str:code>/", views.report_detail, name="report_detail"),
    path("<str:code>/progress/", views.report_progress, name="report_progress"),
    path("<str:code>/build/", views.report_rebuild, name="report_rebuild"),
    path("<str:code>/clear/", views.report_clear, name="report_clear"),
    path("<str:code>/reopen/", views.report_reopen, name="report_reopen"),
    path("<str:code>/issue/", views.report_issue, name="report_issue"),
    path("<str:code>/preview/", views.report_preview, name="report_preview"),
    path("<str:code>/preview/<slug:page>/", views.report_page, name="report_page"),
    path("<str:code>/figures/<str:metric>/", views.figure_records, name="figure_records"),
    path("<str:code>/texts/<slug:slot>/", views.narrative_edit, name="narrative_edit"),
    path("<str:code>/editions/<str:language>.pdf", views.edition_download, name="edition_download"),
]
