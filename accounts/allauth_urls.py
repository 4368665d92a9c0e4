"""Addresses that allauth looks up by its own names. Only what is listed is mounted: it has further doors, all shut."""

from django.urls import path

from accounts.views import sign_in

urlpatterns = [
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="account_login"),
]
