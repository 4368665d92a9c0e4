"""What several tests of signing in find."""

import pytest

from tests.security.signing_in import make_officer


@pytest.fixture
def quick_hashes(settings):
    """Fifty Argon2 hashes at once would take the machine's memory; what is counted and answered is the same."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def officer(db):
    return make_officer()
