"""Addresses of signing in, and of one's own account."""

from django.urls import path

from accounts.views import account, invitations, sessions, tokens
from accounts.views.signing_in import passwords, sign_in

app_name = "accounts"
urlpatterns = [
    path("accounts/", account.account_detail, name="account_detail"),
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("accounts/sign-in/link/", sign_in.SignInLinkRequest.as_view(), name="link_request"),
    path("accounts/sign-in/link/open/", sign_in.link_open, name="link_open"),
    path("accounts/sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("accounts/password/", passwords.PasswordChange.as_view(), name="password_change"),
    path("accounts/password/reset/", passwords.PasswordReset.as_view(), name="password_reset"),
    path("accounts/password/reset/choose/", passwords.PasswordResetChoose.as_view(), name="password_reset_choose"),
    path("accounts/edit/", account.AccountEdit.as_view(), name="account_edit"),
    path("accounts/invitation/", invitations.InvitationAccept.as_view(), name="invitation_accept"),
    path("accounts/sessions/", sessions.session_list, name="session_list"),
    path("accounts/sessions/end-others/", sessions.SessionEndOthers.as_view(), name="session_end_others"),
    path("accounts/sessions/<slug:handle>/end/", sessions.SessionEnd.as_view(), name="session_end"),
    path("accounts/tokens/", tokens.TokenList.as_view(), name="token_list"),
    path("accounts/tokens/new/", tokens.TokenNew.as_view(), name="token_new"),
    path("accounts/tokens/<slug:prefix>/revoke/", tokens.TokenRevoke.as_view(), name="token_revoke"),
]
