"""Addresses of signing in."""

from django.urls import path

from accounts.views import account, sign_in

app_name = "accounts"
urlpatterns = [
    path("accounts/", account.account_detail, name="account_detail"),
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
]
