"""Settings, driven by the environment (table in the README) and secure by default."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from clinic_site import environment, logs, mail_environment
from pages import editor

BASE_DIR = Path(__file__).resolve().parent.parent

# Where the site runs

HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.whole_number("PORT", 8000, lowest=1, highest=65535)
SITE_URL = environment.site_url(HOST, PORT)
HTTPS = SITE_URL.startswith("https://")
DATA_DIR = environment.data_dir(BASE_DIR / "var")
TRUSTED_PROXIES = environment.whole_number("TRUSTED_PROXIES", 0, lowest=0, highest=9)
WEB_CONCURRENCY = environment.whole_number("WEB_CONCURRENCY", 2, lowest=1, highest=64)
# 20 slow sockets starved 2 workers x 8 threads; 2 x 16 and more served everyone.
WEB_THREADS = environment.whole_number("WEB_THREADS", 32, lowest=1, highest=256)

DEBUG = environment.switch("DEBUG")
if DEBUG and HTTPS:
    raise ImproperlyConfigured(
        "DEBUG is on with an https SITE_URL. Unset DEBUG: it shows internals to visitors."
    )
SECRET_KEY = environment.secret_key(DATA_DIR, required=HTTPS)

ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, *environment.hosts("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [f"{urlsplit(SITE_URL).scheme}://{host}" for host in ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS[0] = SITE_URL
if not HTTPS:
    ALLOWED_HOSTS += environment.LOOPBACK

# Application

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it patches
    "clinic_site.apps.ClinicSiteConfig",
    "appointments",
    "pages",
    "clinic_site.apps.ClinicAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # so that templates/django/forms/field.html is every form's field
    "django_prose_editor",
    "simple_history",
    "csp",
    "clinic_site.apps.LoginsConfig",  # axes
    "django_otp",
    "django_otp.plugins.otp_totp",
]

MIDDLEWARE = [
    "clinic_site.health.HealthMiddleware",
    "clinic_site.middleware.ClientAddressMiddleware",
    "clinic_site.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clinic_site.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "clinic_site.middleware.StaffLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "clinic_site.urls"
WSGI_APPLICATION = "clinic_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "pages.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data

DATABASES = {"default": environment.database(DATA_DIR, threads=WEB_THREADS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache()}
MEDIA_ROOT = DATA_DIR / "media"  # pictures
MEDIA_URL = "/media/"

# Languages, formats, time

LANGUAGE_CODE = "bn"
LANGUAGES = [("bn", "বাংলা"), ("en", "English")]  # each in its own script
LANGUAGE_NAMES = {"bn": _("Bengali"), "en": _("English")}  # each in the reader's language
# Own strings first, then what Django and the packages lack in Bengali.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "vendor"]
FORMAT_MODULE_PATH = "clinic_site.formats"
TIME_ZONE = environment.time_zone("Asia/Dhaka")

# A missing translation is missing: never one language's text under the other's address.
MODELTRANSLATION_FALLBACK_LANGUAGES = ()
MODELTRANSLATION_CUSTOM_FIELDS = ("ProseField",)


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(name: str, language: str) -> str:
    """The label of one language's column, in the reader's language: `title (Bengali)`."""
    return format_lazy("{} ({})", name, LANGUAGE_NAMES[language])


# Static files

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Source maps are for developers: compressing them took most of collectstatic's time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

DJANGO_PROSE_EDITOR_MENU_GROUPS = editor.MENU_GROUPS
DJANGO_PROSE_EDITOR_EXTENSIONS = editor.EXTENSIONS

# Accounts

AUTH_USER_MODEL = "clinic_site.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

STAFF_2FA = environment.choice(
    "STAFF_2FA", ("required", "off"), default="required" if HTTPS else "off"
)
OTP_TOTP_ISSUER = urlsplit(SITE_URL).hostname

# Lock the pair of name and address, for half an hour: the default locks whole addresses for ever.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.5
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # half an hour is half an hour
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
# ClientAddressMiddleware has already put the client's address there.
AXES_CLIENT_IP_CALLABLE = "clinic_site.middleware.client_address"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # clinic_site/login_records.py shows what it records

# Reading

# Phones keep a few pages for when there is no network; off also clears what they have kept.
OFFLINE_READING = environment.switch("OFFLINE_READING", default="on")

# Appointment requests

# New ones per hour from one address; whole districts share one behind their provider.
REQUEST_LIMIT = environment.whole_number_or_off("REQUEST_LIMIT", 30, lowest=1, highest=100_000)

# Mail: without EMAIL_URL it waits in the outbox

globals().update(mail_environment.server())
EMAIL_TIMEOUT = 10  # seconds for each step; Django's default waits for a silent server for ever
MAIL_DOMAIN = mail_environment.domain_of(SITE_URL)
DEFAULT_FROM_EMAIL = mail_environment.one_address("DEFAULT_FROM_EMAIL", f"clinic@{MAIL_DOMAIN}")
TRIAGE_EMAILS = mail_environment.addresses("TRIAGE_EMAILS")  # hear of each new request

# Cookies and headers

# `__Host-` names are dropped by browsers on plain http.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a long shift
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # the ward's computer is shared
CSRF_FAILURE_VIEW = "clinic_site.errors.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Same-origin keeps the Origin header on our own forms, which no-referrer would turn to "null".
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: the operator's choice, they may serve other sites
    "security.W021",  # HSTS preload: the operator's choice, it cannot be taken back for months
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        **({"upgrade-insecure-requests": True} if HTTPS else {}),
    },
}

# A sane ceiling for forms: the longest article takes a tenth of it, in both languages; the
# appointment form has about thirty fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 640 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["clinic_site.uploads.SmallFilesOnly"]

LOGGING = logs.LOGGING
