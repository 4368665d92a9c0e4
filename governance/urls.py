"""Addresses of governance."""

from django.urls import path

from governance import views

app_name = "governance"
urlpatterns = [
    path("reforms/", views.ReformList.as_view(), name="reform_list"),
    path("reforms/<int:number>/", views.ReformDetail.as_view(), name="reform_detail"),
]
