"""Addresses of the council reports."""

from django.urls import path

from reports.views import acts, pages

app_name = "reports"
urlpatterns = [
    path("", pages.ReportList.as_view(), name="report_list"),
    path("order/", acts.ReportOrder.as_view(), name="report_order"),
    path("<str:code>/", pages.report_detail, name="report_detail"),
    path("<str:code>/progress/", pages.report_progress, name="report_progress"),
    path("<str:code>/build/", acts.ReportRebuild.as_view(), name="report_rebuild"),
    path("<str:code>/clear/", acts.ReportClear.as_view(), name="report_clear"),
    path("<str:code>/reopen/", acts.ReportReopen.as_view(), name="report_reopen"),
    path("<str:code>/issue/", acts.ReportIssue.as_view(), name="report_issue"),
    path("<str:code>/preview/", pages.report_preview, name="report_preview"),
    path("<str:code>/preview/<slug:page>/", pages.report_page, name="report_page"),
    path("<str:code>/figures/<str:metric>/", pages.figure_records, name="figure_records"),
    path("<str:code>/texts/<slug:slot>/", acts.NarrativeEdit.as_view(), name="narrative_edit"),
    path("<str:code>/editions/<str:language>.pdf", pages.edition_download, name="edition_download"),
]
