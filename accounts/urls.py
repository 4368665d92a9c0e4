"""Addresses of signing in, and of one's own account."""

from django.urls import path

from accounts.views import account, invitations, sessions, sign_in, tokens

app_name = "accounts"
urlpatterns = [
    path("accounts/", account.account_detail, name="account_detail"),
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("accounts/edit/", account.account_edit, name="account_edit"),
    path("accounts/invitation/", invitations.invitation_accept, name="invitation_accept"),
    path("accounts/sessions/", sessions.session_list, name="session_list"),
    path("accounts/sessions/end-others/", sessions.session_end_others, name="session_end_others"),
    path("accounts/sessions/<slug:handle>/end/", sessions.session_end, name="session_end"),
    path("accounts/tokens/", tokens.TokenList.as_view(), name="token_list"),
    path("accounts/tokens/new/", tokens.token_new, name="token_new"),
    path("accounts/tokens/<slug:prefix>/revoke/", tokens.token_revoke, name="token_revoke"),
]
