"""Settings of an office. Everything an administrator may set comes from an environment variable ARASHA_*; see docs/install.md."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from arasha.site.databases import database

ROOT = Path(__file__).resolve().parent.parent


def _flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default) not in {"", "0", "no", "false"}


HOME = Path(os.environ.get("ARASHA_HOME", "var/office")).resolve()
KEYS = Path(os.environ.get("ARASHA_KEYS", HOME / "keys")).resolve()
FILES = Path(os.environ.get("ARASHA_FILES", HOME / "files")).resolve()
ANCHORS = Path(os.environ.get("ARASHA_ANCHORS", HOME / "anchors")).resolve()
LOGS = HOME / "logs"
PROFILE = os.environ.get("ARASHA_PROFILE", "kz")
PRODUCTION = _flag("ARASHA_PRODUCTION")
DEMO = _flag("ARASHA_DEMO")
DEBUG = False

# The secrets (Django's own included) derive from the master key, so there is one file to keep. vault.master makes it on first run.
from arasha.vault.master import django_secret  # noqa: E402  (must follow KEYS)

SECRET_KEY = django_secret(KEYS)

ALLOWED_HOSTS = os.environ.get("ARASHA_HOSTS", "127.0.0.1,localhost").split(",")
ORIGIN = os.environ.get("ARASHA_ORIGIN", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [ORIGIN]
HTTPS = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "arasha.site",
    "arasha.vault",
    "arasha.journal",
    "arasha.people",
    "arasha.files",
    "arasha.jobs",
    "arasha.bodies",
    "arasha.parties",
    "arasha.mailbox",
    "arasha.scans",
    "arasha.letters",
    "arasha.recommendations",
    "arasha.complaints",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "arasha.site.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "arasha.site.middleware.KeyringPerRequest",
    "arasha.site.middleware.DomainErrors",  # before CSRF, which reads the form: a refused upload must become a page
    "django.contrib.sessions.middleware.SessionMiddleware",  # lazy: public pages never open a session
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "arasha.site.urls"
WSGI_APPLICATION = "arasha.site.wsgi.application"
AUTH_USER_MODEL = "people.User"
FORM_RENDERER = "arasha.site.forms.ArashaRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "arasha.site.context.page",
            ],
            "builtins": ["arasha.site.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": database(os.environ.get("ARASHA_DATABASE_URL", ""), default_file=HOME / "office.sqlite3"),
    "keys": database(os.environ.get("ARASHA_KEYS_URL", ""), default_file=KEYS / "keystore.sqlite3"),
}
DATABASE_ROUTERS = ["arasha.site.databases.KeyStoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # allauth's limits must be counted over all workers; the table holds counters only.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "KEY_FUNCTION": "arasha.people.accounts.counter_key",
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_REDIRECT_URL = "desk:my-work"
LOGIN_URL = "account_login"
ACCOUNT_USER_DISPLAY = "arasha.people.accounts.name_of"
ACCOUNT_ADAPTER = "arasha.people.accounts.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Arasha"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "arasha.site.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = Path(os.environ.get("ARASHA_STATIC", HOME / "static")).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing of ours goes through it: see arasha.files
    "staticfiles": {"BACKEND": "arasha.site.static.PackagedStaticFiles"},
}

# Uploads never touch a temporary file in the clear: they are encrypted as they stream (arasha.files.uploads).
FILE_UPLOAD_HANDLERS = ["arasha.files.uploads.EncryptingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # so many files still get a page with what was typed; each room says how many it keeps
MAX_FILE_SIZE = int(os.environ.get("ARASHA_MAX_FILE_MB", "50")) * 1024 * 1024

EMAIL_BACKEND = os.environ.get("ARASHA_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "outbox"
EMAIL_HOST = os.environ.get("ARASHA_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ARASHA_EMAIL_PORT", "25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ARASHA_EMAIL_FROM", "office@example.org")

# Where mail to the office arrives: one account (imaps://user:password@host/INBOX), or a folder of .eml files.
IMAP_URL = os.environ.get("ARASHA_IMAP_URL", "")
IMAP_PASSWORD_FILE = os.environ.get("ARASHA_IMAP_PASSWORD_FILE", "")
MAIL_FOLDER = os.environ.get("ARASHA_MAIL_FOLDER", "")
MAIL_OFFICE = os.environ.get("ARASHA_MAIL_OFFICE", "")  # the office in whose tray it arrives; empty: the centre
MAIL_MAX_SIZE = int(os.environ.get("ARASHA_MAIL_MAX_MB", "30")) * 1024 * 1024
MAIL_HOURLY = int(os.environ.get("ARASHA_MAIL_HOURLY", "20"))  # messages of one address in an hour; more are put aside

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Office policy: for so long a signed letter is held back and can be recalled; an urgent one goes at once.
RECALL_MINUTES = int(os.environ.get("ARASHA_RECALL_MINUTES", "10"))
# The office's seal on the PDF of letters: a PKCS#12 file and a file with its passphrase; without them letters carry none.
SEAL_FILE = os.environ.get("ARASHA_SEAL_FILE", "")
SEAL_PASSPHRASE = os.environ.get("ARASHA_SEAL_PASSPHRASE", "")
DRAFT_DAYS = int(os.environ.get("ARASHA_DRAFT_DAYS", "7"))  # office policy, said on the page
KEY_BACKUP_DAYS = int(os.environ.get("ARASHA_KEY_BACKUP_DAYS", "30"))  # how long a backup of the key store is kept

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "arasha.site.logs.NoPersonalData"}},
    "formatters": {"line": {"()": "arasha.site.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_personal_data"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "arasha": {"level": "INFO"},
        # 4xx answers are not logged: they would be a record of who tried what.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"level": "ERROR"},
    },
}
