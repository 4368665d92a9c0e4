"""Which columns hold values of a natural person, and which a secret; history keeps neither.

A model names its own as ``PERSONAL`` and ``SECRET``; those of the libraries' models stand here.
"""

from django.db.models import Model

PERSONAL_OF_LIBRARIES = {"account.EmailAddress": ("email",)}
SECRET_OF_LIBRARIES = {"account.EmailConfirmation": ("key",), "mfa.Authenticator": ("data",)}


def personal_fields(model: type[Model]) -> tuple[str, ...]:
    """Names of the fields that describe or reach a person (docs/design/security.md#personal-data)."""
    return getattr(model, "PERSONAL", PERSONAL_OF_LIBRARIES.get(model._meta.label, ()))


def secret_fields(model: type[Model]) -> tuple[str, ...]:
    """Names of the fields that open something, or from which it can be guessed what does."""
    return getattr(model, "SECRET", SECRET_OF_LIBRARIES.get(model._meta.label, ()))
