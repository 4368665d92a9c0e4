"""Addresses that allauth looks up by its own names. Only what is listed is mounted; whatever else it has stays shut."""

from django.urls import path

from accounts.views.signing_in import factors, sign_in

urlpatterns = [
    path("accounts/sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("accounts/sign-in/second-factor/", sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("accounts/sign-in/passkey/", sign_in.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("accounts/proof/", factors.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("accounts/proof/code/", factors.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("accounts/proof/passkey/", factors.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("accounts/factors/", factors.FactorList.as_view(), name="mfa_index"),
    path("accounts/factors/app/", factors.AppAdd.as_view(), name="mfa_activate_totp"),
    path("accounts/factors/app/remove/", factors.AppRemove.as_view(), name="mfa_deactivate_totp"),
    path("accounts/factors/passkeys/", factors.PasskeyAdd.as_view(), name="mfa_add_webauthn"),
    path("accounts/factors/passkeys/<int:pk>/remove/", factors.PasskeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("accounts/factors/codes/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("accounts/factors/codes/renew/", factors.RecoveryCodesRenew.as_view(), name="mfa_generate_recovery_codes"),
]
