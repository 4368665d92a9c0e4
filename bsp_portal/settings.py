"""One settings file; every difference between machines comes from the environment (names: docs/operations.md)."""

import tomllib
from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

EXAMPLE_SECRETS = ("change", "example", "insecure", "secret-key", "your-")


def check_secret(name: str, value: str) -> str:
    """The value itself; one of less than 50 characters or an example stops the start."""
    if len(value) < 50 or len(set(value)) < 10 or any(word in value.lower() for word in EXAMPLE_SECRETS):
        raise ImproperlyConfigured(
            f"{name} is missing, shorter than 50 characters or an example; "
            "put a fresh random value into the environment, or start with ./bsp, which makes one."
        )
    return value


DEMO = env.bool("BSP_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
if DEBUG and not DEMO:
    raise ImproperlyConfigured("DEBUG is for the demonstration only; unset it or set BSP_DEMO=1.")

SECRET_KEY = check_secret("SECRET_KEY", env.str("SECRET_KEY", default=""))
SECRET_KEY_FALLBACKS = [
    check_secret("SECRET_KEY_FALLBACKS", value) for value in env.list("SECRET_KEY_FALLBACKS", default=[])
]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEMO else [])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000" if DEMO else "")
if not DEMO and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL is missing or not https; set it to the portal's public address.")

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_filters",
    "csp",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "core",
    "reference",
    "accounts",
    "partners",
    "needs",
    "exchange",
    "projects",
    "governance",
    "reports",
    "bsp_portal",
]

MIDDLEWARE = [
    # Headers come first, so that they stand on static files and on every refusal of what follows.
    "core.http.middleware.RequestIdMiddleware",
    "core.http.middleware.ResponseHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.http.readable.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.http.middleware.UnavailableMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bsp_portal.limits.LimitsMiddleware",
    "core.http.middleware.CompressionMiddleware",  # outside ConditionalGetMiddleware: the same text keeps one ETag
    "django.middleware.locale.LocaleMiddleware",
    "core.http.readable.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.audit.refusals.RefusalAuditMiddleware",
    "accounts.signing_in.middleware.SessionUseMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.http.middleware.AuditContextMiddleware",
    "accounts.signing_in.middleware.SecondFactorMiddleware",
    "accounts.signing_in.middleware.ClosedMiddleware",
    "core.http.middleware.RuleBrokenMiddleware",
]

ROOT_URLCONF = "bsp_portal.urls"
WSGI_APPLICATION = "bsp_portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "core.template_loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.pages.context.frame",
            ],
            "builtins": ["core.templatetags.portal", "bsp_portal.templatetags.states"],
        },
    }
]

# One engine everywhere (docs/decisions/0001-one-database-as-ledger.md).
# Timeouts: docs/design/security.md#time-limits-of-the-database
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=10_000)
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    "HOST": unquote(DATABASES["default"]["HOST"]),  # a socket's folder arrives as %2Frun%2F…
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {
        "connect_timeout": 2,
        "options": (
            f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout=5000 "
            "-c idle_in_transaction_session_timeout=60000"
        ),
    },
}
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="bsp_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk"
PASSWORD_HASHERS = ["accounts.signing_in.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.signing_in.passwords.StrengthValidator"},
]

# Signing in (django-allauth). Accounts are by invitation, their one address is User.email, and the limits are our own
# (accounts.signing_in.lockout): allauth's count in the cache, which races and forgets.
ACCOUNT_ADAPTER = "accounts.signing_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_TIMEOUT = 10 * 60  # between the password and the second factor
PASSWORD_RESET_TIMEOUT = 60 * 60  # links that open an account (accounts.signing_in.mailed_links)

# Everybody needs a second factor; the demonstration switches that off.
REQUIRE_MFA = env.bool("BSP_REQUIRE_MFA", default=True)
MFA_ADAPTER = "accounts.signing_in.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "BSP Portal"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in, so it asks its owner for a finger or a PIN

# Sessions live in Postgres. Plain http is for the demonstration on one's own machine only.
SESSION_ENGINE = "accounts.signing_in.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 2 * 60 * 60
SESSION_NOTED_EVERY_SECONDS = 60
SESSION_COOKIE_NAME = "sessionid" if DEMO else "__Host-sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrftoken" if DEMO else "__Host-csrftoken"
CSRF_FAILURE_VIEW = "core.pages.views.csrf_failed"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

# Proxies of our own in front of the web server: so many entries of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if not DEMO and TRUSTED_PROXIES < 1:
    raise ImproperlyConfigured(
        "TRUSTED_PROXIES is missing or less than 1; set it to the number of your own proxies in front of the web "
        "server. Without it everybody would be counted as one address, and could be shut out by anybody."
    )

SECURE_SSL_REDIRECT = not DEMO
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not DEMO else None
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# How much one client may take (core.limits): an address of visitors, an account of whoever is known.
SIGNED_IN_TIMES = 5


def limit_of(name: str, default: int) -> dict[str, int]:
    visitor = env.int(name, default=default)
    return {"visitor": visitor, "member": SIGNED_IN_TIMES * visitor}


REQUESTS_PER_MINUTE = {
    "ordinary": limit_of("ORDINARY_PAGES_PER_MINUTE", 300),
    "dear": limit_of("DEAR_PAGES_PER_MINUTE", 60),
    "file": limit_of("FILES_PER_MINUTE", 6),
    "api": {
        "visitor": env.int("API_REQUESTS_PER_MINUTE_VISITOR", default=60),
        "member": env.int("API_REQUESTS_PER_MINUTE_MEMBER", default=600),
    },
}
FILES_AT_ONCE = env.int("FILES_AT_ONCE", default=2)  # for a visitor's address
# In one process of the web server: what one client may hold, what of that is worked on while the rest waits, and what
# dear requests of all clients may hold. The other half of the threads stays free for others.
WEB_THREADS = env.int("WEB_THREADS", default=8)
REQUESTS_AT_ONCE = {
    "held": max(1, WEB_THREADS // 2),
    "worked on": max(1, WEB_THREADS // 4),
    "dear": max(1, WEB_THREADS // 2),
}
# How old the answers may be that visitors share (core.limits.stored), and twice that while they are made anew; 0 for
# none. What somebody takes back must be gone in five minutes.
SECONDS_STORED = env.float("SECONDS_STORED", default=30)
if SECONDS_STORED > 120:
    raise ImproperlyConfigured("SECONDS_STORED is more than 120; what people take back would be shown for too long.")

# The API (docs/api.md).
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["core.api.throttles.RateThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["core.api.renderers.JsonRenderer", "core.api.renderers.CsvRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "core.api.renderers.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "core.api.problems.answer_exception",
}
# Of public records; the code is under Apache-2.0 (LICENSE).
OPEN_DATA_LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SPECTACULAR_SETTINGS = {
    "TITLE": "BSP Portal API",
    "DESCRIPTION": (
        "The records of the BSP Portal, read-only. Public records need no token. Public records are under the licence "
        "CC BY 4.0. Name the source, for example: BSP Portal, the address of your copy, its day, CC BY 4.0. "
        "Code lists made by others keep their own licences; the page /data/ names them."
    ),
    "LICENSE": OPEN_DATA_LICENCE,
    "VERSION": VERSION,
    "OAS_VERSION": "3.1.1",
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,  # ?fields= leaves any field out
    "POSTPROCESSING_HOOKS": [],
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not DEMO
USE_I18N = True
FORMAT_MODULE_PATH = ["bsp_portal.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "fr", "es", "ru", "zh-hans", "ar")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
TIME_ZONE = "Africa/Nairobi"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
WHITENOISE_ALLOW_ALL_ORIGINS = False

EMAIL_TIMEOUT = 10  # seconds; without one a silent mail server would hold a worker for ever
CONTACT_MAILBOX = env.str("CONTACT_MAILBOX", default="")  # where people can write; shown on the pages of the foot
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
if mail_dir := env.str("MAIL_DIR", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = mail_dir
else:
    globals().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))

# The database is the ledger; Redis only wakes the workers, so a publisher never waits longer than a second for it.
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "socket_keepalive": True,
    "max_retries": 0,
    # A worker drops a connection on which nothing came for this long: the answer to BRPOP is due every second.
    "health_check_interval": 10,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_ROUTES = {"reports.build_report": {"queue": "heavy"}}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DIRECT = True  # a queue of its own for each worker, by which it watches itself (core.jobs.watchdog)
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = TIME_ZONE

# Jobs (core.jobs): seconds. Tests shorten them; the proportions stay.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
JOB_HEARTBEAT_SECONDS = env.float("JOB_HEARTBEAT_SECONDS", default=15)
JOB_SWEEP_SECONDS = env.float("JOB_SWEEP_SECONDS", default=60)
JOB_QUEUED_GRACE_SECONDS = env.float("JOB_QUEUED_GRACE_SECONDS", default=30)
JOB_ATTEMPTS = 5
WATCHDOG_QUEUED_SECONDS = env.int("WATCHDOG_QUEUED_SECONDS", default=5 * 60)
WATCHDOG_HEARTBEAT_SECONDS = env.int("WATCHDOG_HEARTBEAT_SECONDS", default=2 * 60)

# Rows written by triggers say who changed what; nobody may rewrite them (docs/design/security.md#audit).
PGHISTORY_APPEND_ONLY = True
# Triggers are installed from the models after each migrate (docs/decisions/0002-triggers-follow-models.md).
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "core.http.logs.ScrubFilter"}},
    "formatters": {"json": {"()": "core.http.logs.JsonFormatter"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["scrub"]}},
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Every message that a worker takes would be two lines; what fails is told at its own level.
    "loggers": {name: {"level": "WARNING"} for name in ("celery.worker.strategy", "celery.app.trace")},
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
