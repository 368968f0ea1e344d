"""Settings of the site that are the same for every home.

What depends on the home (database, secret key, address, logs) is set by `tierbook.library.configure.configure`, from
`docs/reference/settings.md`. Importing this module reads and writes nothing.
"""

from __future__ import annotations

from csp.constants import NONE, SELF

from tierbook.library.operating.logs import logging_settings

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "csp",
    "django_htmx",
    "tierbook.library.catalogue",
    "tierbook.library.reading",
    "tierbook.library.record",
    "tierbook.library.exporting",
    "tierbook.library.api",
    "tierbook.library.accounts",  # before allauth, so that its templates win
    "tierbook.library.desk",
    "tierbook.library.citing",
    "tierbook.library.screening",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "tierbook.library.operating.requests.ProxyMiddleware",
    "tierbook.library.operating.requests.RequestsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tierbook.library.reading.headers.QuietHeadersMiddleware",
    "tierbook.library.api.gate.ApiGate",
    "tierbook.library.operating.requests.BodyLimitMiddleware",
    "tierbook.library.accounts.middleware.PrivateAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
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
                "tierbook.library.accounts.furniture.who",
                "tierbook.library.api.beside.furniture.machine_furniture",
            ],
            "builtins": ["tierbook.library.reading.templatetags.signs"],
        },
    }
]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
    "screening": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
DATABASE_ROUTERS = ["tierbook.library.screening.router.ScreeningRouter"]
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

# People. What a home says of them (second factor, e-mail, institutions) is set by `configure`.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account-mine"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # an invitation holds as long
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ACCOUNT_ADAPTER = "tierbook.library.accounts.adapters.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # sent where e-mail is configured
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other sessions end all the same
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")  # no codes by letter
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
SOCIALACCOUNT_ADAPTER = "tierbook.library.accounts.adapters.InstitutionAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = (
    True  # an address that the institution has verified finds its person
)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "tierbook.library.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_throttled",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
TIERBOOK_SECOND_FACTOR = ""
TIERBOOK_EMAIL = False
TIERBOOK_ANONYMOUS_REPORTS = True
TIERBOOK_SIGN_ON_ORIGINS: list[str] = []

CSRF_FAILURE_VIEW = "tierbook.library.reading.views.errors.not_from_here"
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
# Of this machine alone, until a home says otherwise: `tierbook.library.operating.site`.
TIERBOOK_SCREENING_MONTHS = 0  # after which a case is past its time; 0 for never
TIERBOOK_SITE = ""
TIERBOOK_HOME = ""
TIERBOOK_PROXIES = 0
TIERBOOK_METRICS: tuple[object, ...] = ()
TIERBOOK_LOGS_REQUESTS = False
TIERBOOK_LOG_ADDRESSES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# Whatever watches the library asks over plain http on this machine.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
# The list that browsers ship with is for the owner of a whole domain to enter, not for one machine in it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# Requests that one asker of `/api/v1/` has answered in a window of so many seconds; 0 for no limit.
TIERBOOK_API_LIMIT = 600
TIERBOOK_API_WINDOW = 60
TIERBOOK_SECURITY_CONTACT = ""
LOGGING = logging_settings("quiet")
