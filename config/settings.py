"""Settings, all from the environment. README.md lists the variables that people set."""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from config.databases import database
from config.keys import secret_key

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
HOST: str = env("HOST", default="127.0.0.1")
PORT: int = env.int("PORT", default=8000)
CARRIER_PORT: int = env.int("CARRIER_PORT", default=8091)
REDIS_URL: str = env("REDIS_URL", default="")
BASE_URL: str = env("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
# Where carriers reach us, when that differs from where people do.
CALLBACK_BASE_URL: str = env("CALLBACK_BASE_URL", default=BASE_URL).rstrip("/")
VIRTUAL_CARRIER_URL: str = env("VIRTUAL_CARRIER_URL", default=f"http://127.0.0.1:{CARRIER_PORT}").rstrip("/")
# Seconds by which every clock of the product is moved; for rehearsals and tests only (docs/sandbox.md).
CLOCK_SHIFT: float = env.float("CLOCK_SHIFT", default=0.0)

DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env("SECRET_KEY", default="") or secret_key(DATA_DIR)
# Keys that encrypt stored secrets, newest first; the others still decrypt (rotation).
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

DOMAIN_APPS = [
    "apps.common",
    "apps.accounts",
    "apps.events",
    "apps.requestlog",
    "apps.carriers",
    "apps.contacts",
    "apps.senders",
    "apps.lists",
    "apps.tags",
    "apps.pipeline",
    "apps.compliance",
    "apps.credits",
    "apps.copywriting",
    "apps.messaging",
    "apps.audiences",
    "apps.campaigns",
    "apps.webhooks",
    "apps.sequences",
    "apps.keywords",
    "apps.imports",
    "apps.reports",
    "apps.dashboard",
    "apps.api",
    "apps.connect",
    "apps.callbacks",
    "apps.public",
]
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "heroicons",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "oauth2_provider",
    "rest_framework",
    "django_filters",
    "django_q",
    "config.apps.Sendwell",
    *DOMAIN_APPS,
]
MIDDLEWARE = [
    "apps.api.kernel.log_middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.admin_csp.AdminCSP",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "apps.dashboard.acting.SaysWhoActs",
    "allauth.account.middleware.AccountMiddleware",
    "apps.dashboard.language.Language",
    "apps.dashboard.impersonating.Impersonating",
    "apps.dashboard.middleware.CurrentWorkspace",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.debug",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "apps.dashboard.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ]
            if not DEBUG
            else [
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {"default": database(env("DATABASE_URL", default=""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Requests of one workspace on the ReadySMS API: 60 a second, counted by the minute (docs/api/readysms.md).
READYSMS_RATE_PER_MINUTE: int = env.int("READYSMS_RATE_PER_MINUTE", default=3600)

# AI copy (docs/api/readysms.md): any server that speaks OpenAI's chat completions; without one the built-in
# writer writes. Seconds until it takes over, and requests that a workspace may make of the model in a day.
COPYWRITER_BASE_URL: str = env("COPYWRITER_BASE_URL", default="")
COPYWRITER_KEY: str = env("COPYWRITER_KEY", default="")
COPYWRITER_MODEL: str = env("COPYWRITER_MODEL", default="")
COPYWRITER_TIMEOUT: float = env.float("COPYWRITER_TIMEOUT", default=8.0)
COPYWRITER_DAILY_LIMIT: int = env.int("COPYWRITER_DAILY_LIMIT", default=200)

# Credits that one admin may put in or take out in 24 hours; what goes beyond waits for a second one.
CREDITS_SECOND_PERSON_ABOVE: int = env.int("CREDITS_SECOND_PERSON_ABOVE", default=10_000)

# Days that a line of the request log is kept (docs/adr/0018; 0: no log); seconds between two writes.
REQUEST_LOG_DAYS: int = env.int("REQUEST_LOG_DAYS", default=14)
REQUEST_LOG_SECONDS: float = env.float("REQUEST_LOG_SECONDS", default=1.0)

# django-q2 is only the clock that says "look now": a lost or doubled task costs nothing.
Q_CLUSTER: dict[str, Any] = {
    "name": "sendwell",
    # With two, a campaign being queued and sent keeps both busy for 20 s, and a STOP waits for its turn.
    "workers": env.int("Q_WORKERS", default=4),
    # A slice of work stops by itself after 20 s (messaging.tasks); 120 s is the guard behind it.
    "timeout": 120,
    # Counts from pick-up, so it must exceed the time-out; apps/common/checks.py refuses to start otherwise.
    "retry": 180,
    "max_attempts": 3,
    "poll": 0.2,
    "save_limit": -1,
    "catch_up": False,
    "label": "Jobs",
    "ack_failures": True,
    **({"redis": REDIS_URL} if REDIS_URL else {"orm": "default"}),
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/dashboard/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# With or without a mail server: only so does sign-up not say who has an account (apps/accounts/proving.py).
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
HAS_MAIL_SERVER: bool = bool(env("EMAIL_URL", default=""))
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Sendwell: "
ACCOUNT_FORMS = {
    "login": "apps.accounts.sign_in_forms.LoginForm",
    "signup": "apps.accounts.sign_in_forms.SignupForm",
    "add_email": "apps.accounts.sign_in_forms.AddEmailForm",
    "change_password": "apps.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "apps.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "apps.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "apps.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "apps.accounts.sign_in_forms.ReauthenticateForm",
}
ACCOUNT_ADAPTER = "apps.accounts.sign_up.AccountAdapter"
ACCOUNT_SIGNUP_OPEN: bool = env.bool("SIGNUP_OPEN", default=True)
MFA_ADAPTER = "apps.accounts.two_step.TwoStepAdapter"
MFA_TOTP_ISSUER = "Sendwell"
# One code earlier or later: phones are up to half a minute wrong, and people are slow typists.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "apps.accounts.sign_in_forms.SecondStepForm",
    "reauthenticate": "apps.accounts.sign_in_forms.SecondStepAgainForm",
    "activate_totp": "apps.accounts.sign_in_forms.StartTwoStepForm",
}

# With no mail server the mails lie as files in DATA_DIR/mail, so that a reset link can still be read.
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST", "")
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
# A mail server that does not answer must not hold the worker.
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Sendwell <sendwell@localhost>")

# What people read (apps/dashboard/language.py); programs and the admin are spoken to in English.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86_400
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
# 200 MB of contacts is a real file; anything above is refused while it streams in.
IMPORT_MAX_BYTES: int = env.int("IMPORT_MAX_BYTES", default=250 * 1024 * 1024)
# Days that an imported file and its rejected rows lie in DATA_DIR after the import came to rest.
IMPORT_KEEP_DAYS: int = env.int("IMPORT_KEEP_DAYS", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS: bool = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
BEHIND_PROXY: bool = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Rate limits of sign-in count by address: the proxy's own would be everybody's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
}
# Unfold's Alpine evaluates expressions: loosened for /admin/ alone (config/admin_csp.py applies it).
ADMIN_CSP = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [NONE],
    }
}

# For a plain text it stays; JSON is written by orjson in the dialects.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}

# The OAuth server of apps/connect. Codes and tokens lie in the database as hashes alone; a lost answer to a
# refresh is given again by apps/connect/lost_answers.py: the toolkit's own grace would need them in clear.
OAUTH2_PROVIDER: dict[str, Any] = {
    "OAUTH2_VALIDATOR_CLASS": "apps.connect.validator.Validator",
    "ACCESS_TOKEN_GENERATOR": "apps.connect.tokens.access",
    "REFRESH_TOKEN_GENERATOR": "apps.connect.tokens.refresh",
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 600,
    "ACCESS_TOKEN_EXPIRE_SECONDS": 30 * 24 * 3600,
    # After the end of its access token; who refreshes starts it anew.
    "REFRESH_TOKEN_EXPIRE_SECONDS": 365 * 24 * 3600,
    "ROTATE_REFRESH_TOKEN": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # Zapier's own clients send no challenge; one that does must prove it.
    "PKCE_REQUIRED": False,
    "SCOPES": {"zapier": "Everything that the person may do in the workspace."},
    "DEFAULT_SCOPES": ["zapier"],
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "APPLICATION_ADMIN_CLASS": "apps.connect.admin.ApplicationAdmin",
    "ACCESS_TOKEN_ADMIN_CLASS": "apps.connect.admin.TokenAdmin",
    "REFRESH_TOKEN_ADMIN_CLASS": "apps.connect.admin.TokenAdmin",
    "GRANT_ADMIN_CLASS": "apps.connect.admin.GrantAdmin",
    "ID_TOKEN_ADMIN_CLASS": "apps.connect.admin.IdTokenAdmin",
}
# How the dialects learn whose an access token is, without importing that room.
BEARER_OF = "apps.connect.bearers.connection"
# Where pages register OAuth apps, without importing that room either (apps/accounts/oauth_apps.py).
OAUTH_APPS = "apps.connect.owning"

# Lists of others that every number is held against, by dotted path (docs/compliance.md); none: off.
SCREENING_PROVIDERS: list[str] = env.list("SCREENING_PROVIDERS", default=[])
REACTIONS = "config.reactions.REACTIONS"
WEBHOOK_DIALECTS: dict[str, str] = {
    "v1": "apps.api.v1.events",
    "readysms": "apps.api.readysms.events",
}
# Development, tests, and `manage.py up` that only this machine reaches (config/inside.py): http:// and
# addresses of one's own network may be told.
WEBHOOKS_MAY_STAY_INSIDE: bool = env.bool("WEBHOOKS_MAY_STAY_INSIDE", default=DEBUG)
# Seconds before a webhook is tried again, doubled each time (contract: 10); drills do not wait that long.
WEBHOOKS_FIRST_PAUSE: float = env.float("WEBHOOKS_FIRST_PAUSE", default=10.0)
# The virtual carrier asks here where a text to one of our numbers belongs.
VIRTUAL_CARRIER_FIND_NUMBER = "apps.senders.queries.virtual_number"
SCHEDULE = "config.schedule.SCHEDULE"
# W040: SQLite keeps an index without its further columns, and reads the rows; it is right all the same.
SILENCED_SYSTEM_CHECKS = ["models.W040"]

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Sendwell admin",
    "SITE_HEADER": "Sendwell",
    "SITE_URL": "/dashboard/",
    "SHOW_HISTORY": True,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "/static/img/favicon.svg"}],
    "SITE_ICON": "/static/img/favicon.svg",
    "SIDEBAR": {"show_search": True, "show_all_applications": True},
    # The dashboard's petrol (static/css/tokens.css), so that both look like one house.
    "COLORS": {
        "primary": {
            "50": "oklch(0.975 0.012 196)",
            "100": "oklch(0.945 0.026 196)",
            "200": "oklch(0.89 0.05 195)",
            "300": "oklch(0.82 0.085 193)",
            "400": "oklch(0.72 0.095 194)",
            "500": "oklch(0.6 0.095 198)",
            "600": "oklch(0.43 0.082 205)",
            "700": "oklch(0.36 0.072 208)",
            "800": "oklch(0.31 0.06 210)",
            "900": "oklch(0.262 0.042 214)",
            "950": "oklch(0.2 0.035 212)",
        }
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "filters": {"refusals": {"()": "config.log_lines.RefusalsOnOneLine"}},
    "loggers": {
        # Three lines for every wake-up otherwise.
        "django-q": {"level": "WARNING"},
        "django.request": {"filters": ["refusals"]},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
