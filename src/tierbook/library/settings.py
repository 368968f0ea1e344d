"""Settings of the site that are the same for every home.

What depends on the home (database, secret key) is set by `tierbook.library.configure.configure`. Importing this
module reads and writes nothing.
"""

from __future__ import annotations

from csp.constants import NONE, SELF

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "tierbook.library.catalogue",
    "tierbook.library.reading",
    "tierbook.library.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tierbook.library.reading.headers.QuietHeadersMiddleware",
    "tierbook.library.api.gate.ApiGate",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tierbook.library.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "tierbook.library.reading.furniture.furniture",
            ],
            "builtins": ["tierbook.library.reading.templatetags.signs"],
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
APPEND_SLASH = True

CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
# Whether pages and JSON give the computed tier, which is unofficial. It stands in the corpus where `tierbook ingest`
# ran with the setting `show_computed` on. Set by `configure`.
TIERBOOK_SHOW_COMPUTED = False
# Requests that one asker of `/api/v1/` has answered in a window of so many seconds; 0 for no limit.
TIERBOOK_API_LIMIT = 600
TIERBOOK_API_WINDOW = 60
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "tierbook": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
