"""Addresses of signing in."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/", views.account_detail, name="account_detail"),
    path("accounts/sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", LogoutView.as_view(next_page="start"), name="sign_out"),
]
