"""Addresses of needs."""

from django.urls import path

from needs.views import needs

app_name = "needs"
urlpatterns = [
    path("needs/", needs.NeedList.as_view(), name="need_list"),
    path("needs/<slug:code>/", needs.NeedDetail.as_view(), name="need_detail"),
]
