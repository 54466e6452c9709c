"""Every variable: what it accepts, and the sentence that refuses the rest."""

import runpy
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from clinic_site import environment, mail_environment

SETTINGS = Path(environment.__file__).with_name("settings.py")
SECRET = "".join(map(chr, range(60, 120)))


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.os, "environ", {})


def set_to(**variables: str) -> None:
    environment.os.environ.update(variables)


@pytest.fixture
def _psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the driver were installed; without a PostgreSQL address it is not."""
    monkeypatch.setattr(environment, "find_spec", lambda name: object())


def refusal(read, *args: Any, **options: Any) -> str:
    with pytest.raises(ImproperlyConfigured) as error:
        read(*args, **options)
    return str(error.value)


def read_settings(folder: Path, **variables: str) -> dict:
    set_to(DATA_DIR=str(folder), **variables)
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize("value", ["", "  "])
def test_blank_variable_counts_as_unset(value: str) -> None:
    set_to(HOST=value)
    assert environment.text("HOST", "127.0.0.1") == "127.0.0.1"


def test_words_are_split_at_commas_without_blanks() -> None:
    set_to(ALLOWED_HOSTS=" a.example, ,b.example,")
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("value", "on"),
    [("on", True), ("TRUE", True), ("1", True), ("yes", True), ("off", False), ("0", False)],
)
def test_switch(value: str, on: bool) -> None:
    set_to(DEBUG=value)
    assert environment.switch("DEBUG") is on


@pytest.mark.parametrize(("value", "on"), [("", True), ("on", True), ("off", False)])
def test_offline_reading_is_on_unless_it_is_switched_off(
    tmp_path: Path, value: str, on: bool
) -> None:
    assert read_settings(tmp_path, OFFLINE_READING=value)["OFFLINE_READING"] is on


def test_switch_refuses_another_word() -> None:
    set_to(DEBUG="maybe")
    assert refusal(environment.switch, "DEBUG") == "DEBUG is 'maybe'. Set it to on or off."


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("65535", 65535), (" 8000 ", 8000)])
def test_whole_number(value: str, number: int) -> None:
    set_to(PORT=value)
    assert environment.whole_number("PORT", 8000, lowest=1, highest=65535) == number


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80.5", "http", "8000,8001"])
def test_whole_number_refuses_what_is_none_or_out_of_range(value: str) -> None:
    set_to(PORT=value)
    sentence = refusal(environment.whole_number, "PORT", 8000, lowest=1, highest=65535)
    assert sentence == f"PORT is '{value}'. Set it to a whole number from 1 to 65535."


def test_choice_refuses_another_word() -> None:
    set_to(STAFF_2FA="on")
    sentence = refusal(environment.choice, "STAFF_2FA", ("required", "off"), default="off")
    assert sentence == "STAFF_2FA is 'on'. Set it to required or off."


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://clinic.example", "https://clinic.example"),
        ("https://clinic.example/", "https://clinic.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_site_url(value: str, url: str) -> None:
    set_to(SITE_URL=value)
    assert environment.site_url("127.0.0.1", 8000) == url


@pytest.mark.parametrize(
    "value",
    [
        *("clinic.example", "https://", "ftp://clinic.example", "//clinic.example"),
        *("https://clinic.example/bn", "https://clinic.example?a", "https://clinic.example#a"),
        *("https://me@clinic.example", "https://clinic.example:0", "https://clinic.example:x"),
        *("https://clinic.example:99999", "https://[::1"),
    ],
)
def test_site_url_refuses_all_but_scheme_host_and_port(value: str) -> None:
    set_to(SITE_URL=value)
    assert refusal(environment.site_url, "127.0.0.1", 8000) == (
        f"SITE_URL is '{value.rstrip('/')}'. Give the public address of the site, "
        "for example https://clinic.example."
    )


def test_time_zone_refuses_an_unknown_name() -> None:
    set_to(TIME_ZONE="Dhaka")
    sentence = refusal(environment.time_zone, "Asia/Dhaka")
    assert sentence == "TIME_ZONE is 'Dhaka'. Give a name such as Asia/Dhaka or Asia/Kolkata."


def test_data_dir_is_made_with_its_parents(tmp_path: Path) -> None:
    set_to(DATA_DIR=str(tmp_path / "a" / "b"))
    assert environment.data_dir(tmp_path) == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_data_dir_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    set_to(DATA_DIR=str(tmp_path / "file" / "data"))
    assert refusal(environment.data_dir, tmp_path) == (
        f"DATA_DIR {tmp_path / 'file' / 'data'} cannot be written. "
        "Set DATA_DIR to a folder that this user may write."
    )


def test_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    key = environment.secret_key(tmp_path, required=False)
    assert len(key) >= 50
    assert environment.secret_key(tmp_path, required=False) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_secret_key_from_the_environment_is_not_written_down(tmp_path: Path) -> None:
    set_to(SECRET_KEY=SECRET)
    assert environment.secret_key(tmp_path, required=True) == SECRET
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [SECRET[:49], "abcd" * 20])
def test_secret_key_refuses_what_can_be_guessed(value: str, tmp_path: Path) -> None:
    set_to(SECRET_KEY=value)
    sentence = refusal(environment.secret_key, tmp_path, required=False)
    assert sentence == "SECRET_KEY is too short. Give at least 50 random characters."


def test_https_needs_a_secret_key(tmp_path: Path) -> None:
    sentence = refusal(read_settings, tmp_path, SITE_URL="https://clinic.example")
    assert sentence == (
        "SECRET_KEY is missing. With an https SITE_URL, set it to 50 or more random characters "
        "and keep it secret."
    )


def test_https_refuses_debug(tmp_path: Path) -> None:
    sentence = refusal(
        read_settings, tmp_path, SITE_URL="https://clinic.example", SECRET_KEY=SECRET, DEBUG="on"
    )
    assert sentence == (
        "DEBUG is on with an https SITE_URL. Unset DEBUG: it shows internals to visitors."
    )


def test_https_turns_on_what_protects_it(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, SITE_URL="https://clinic.example", SECRET_KEY=SECRET)
    assert settings["ALLOWED_HOSTS"] == ["clinic.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://clinic.example"]
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["CSRF_COOKIE_NAME"] == "__Host-csrf"
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["STAFF_2FA"] == "required"


def test_nothing_set_serves_loopback_only(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "127.0.0.1", "[::1]"]
    assert settings["DEBUG"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False


def test_database_is_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    config = environment.database(tmp_path, threads=32)
    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["NAME"] == str(tmp_path / "clinic.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.usefixtures("_psycopg")
def test_postgresql_has_a_connection_for_each_thread(tmp_path: Path) -> None:
    set_to(DATABASE_URL="postgres://me:secret@127.0.0.1:5432/clinic")
    config = environment.database(tmp_path, threads=7)
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["NAME"], config["USER"], config["PASSWORD"]) == ("clinic", "me", "secret")
    assert config["OPTIONS"] == {
        "connect_timeout": 10,
        "pool": {"min_size": 1, "max_size": 7, "timeout": 5, "reconnect_timeout": 3},
    }
    assert config["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize(
    "value",
    [
        *("clinic.sqlite3", "mysql://me@host/clinic", "postgres://me:secret@host", "sqlite:"),
        "sqlite:///relative.sqlite3",
        *("postgres://me:secret@host:port/clinic", "postgres://[::1/clinic"),
    ],
)
def test_database_url_is_refused_without_showing_it(value: str, tmp_path: Path) -> None:
    set_to(DATABASE_URL=value)
    assert refusal(environment.database, tmp_path, threads=32) == (
        "DATABASE_URL cannot be read. Write sqlite:////absolute/path.sqlite3 or "
        "postgres://user:password@host:5432/name."
    )


def test_cache_is_the_process_memory_or_redis() -> None:
    assert environment.cache()["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    set_to(CACHE_URL="redis://127.0.0.1:6379/0")
    assert environment.cache()["LOCATION"] == "redis://127.0.0.1:6379/0"


def test_cache_url_of_another_kind_is_refused() -> None:
    set_to(CACHE_URL="memcached://127.0.0.1")
    sentence = refusal(environment.cache)
    assert sentence == "CACHE_URL cannot be read. Write redis://host:6379/0."


@pytest.mark.usefixtures("_psycopg")
def test_options_in_the_database_url_are_kept(tmp_path: Path) -> None:
    set_to(DATABASE_URL="postgres://me:secret@host/clinic?sslmode=require")
    options = environment.database(tmp_path, threads=7)["OPTIONS"]
    assert options == {
        "connect_timeout": 10,
        "sslmode": "require",
        "pool": {"min_size": 1, "max_size": 7, "timeout": 5, "reconnect_timeout": 3},
    }


def test_site_url_of_an_ipv6_host_is_bracketed() -> None:
    set_to()
    assert environment.site_url("::1", 8000) == "http://[::1]:8000"


def test_sqlite_lies_in_the_data_folder_whatever_its_name(tmp_path: Path) -> None:
    set_to()
    folder = tmp_path / "clinic #1 100%41?"
    assert environment.database(folder, threads=7)["NAME"] == str(folder / "clinic.sqlite3")


def test_hosts_with_a_scheme_are_refused() -> None:
    set_to(ALLOWED_HOSTS="a.example,https://b.example")
    assert refusal(environment.hosts, "ALLOWED_HOSTS") == (
        "ALLOWED_HOSTS has 'https://b.example'. Give host names only, for example clinic.example."
    )


def test_postgresql_without_its_driver_is_refused(tmp_path: Path, monkeypatch) -> None:
    set_to(DATABASE_URL="postgres://me:secret@host/clinic")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    assert refusal(environment.database, tmp_path, threads=7) == (
        "DATABASE_URL names PostgreSQL, but its driver is missing. Start the site with make run, "
        "or install requirements-postgres.txt."
    )


def test_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    set_to(DATA_DIR=str(tmp_path / "data"))
    assert environment.data_dir(tmp_path).stat().st_mode & 0o777 == 0o700


# Mail

UNREADABLE = (
    "EMAIL_URL cannot be read. Write smtp+tls://user:password@host:587, smtp+ssl:// or smtp://, "
    "and in user and password %23 for #, %25 for %, %2F for /, %3A for :, %3F for ?, %40 for @."
)


def test_without_a_mail_server_none_is_named() -> None:
    assert mail_environment.server() == {"EMAIL_HOST": ""}


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://mail.example", 25, {}),
        ("smtp://mail.example:2525/", 2525, {}),
        ("smtp+tls://mail.example", 587, {"EMAIL_USE_TLS": True}),
        ("smtp+tls://mail.example:25", 25, {"EMAIL_USE_TLS": True}),
        ("smtp+ssl://mail.example", 465, {"EMAIL_USE_SSL": True}),
    ],
)
def test_mail_server(url: str, port: int, encryption: dict[str, bool]) -> None:
    set_to(EMAIL_URL=url)
    assert mail_environment.server() == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": port,
        **encryption,
    }


def test_login_at_the_mail_server_is_taken_letter_by_letter() -> None:
    set_to(EMAIL_URL="smtp+tls://me+site%40clinic.example:a+b%20%23%25%2F%3A%3F%40@mail.example")
    server = mail_environment.server()
    assert server["EMAIL_HOST_USER"] == "me+site@clinic.example"
    assert server["EMAIL_HOST_PASSWORD"] == "a+b #%/:?@"
    assert (server["EMAIL_HOST"], server["EMAIL_PORT"]) == ("mail.example", 587)


@pytest.mark.parametrize(
    "value",
    [
        *("mail.example", "mail.example:25", "smtp:mail.example", "smtp://", "smtp://:25"),
        *(
            "smtps://mail.example",
            "http://mail.example",
            "consolemail://",
            "filemail:///tmp/s3cret",
        ),
        *("smtp://mail.example:0", "smtp://mail.example:mail", "smtp://mail.example:99999"),
        *("smtp://me:s3c#ret@mail.example", "smtp://me:s3c/ret@mail.example"),
        *(
            "smtp://me:s3c?ret@mail.example",
            "smtp://me@mail.example",
            "smtp://:s3cret@mail.example",
        ),
        *("smtp://mail.example/path", "smtp://mail.example?tls=true", "smtp://[::1"),
    ],
)
def test_email_url_is_refused_without_showing_it(value: str) -> None:
    set_to(EMAIL_URL=value)
    assert refusal(mail_environment.server) == UNREADABLE


def test_mail_settings_follow_from_the_environment(tmp_path: Path) -> None:
    settings = read_settings(
        tmp_path,
        EMAIL_URL="smtp+tls://me:s3cret@mail.example",
        DEFAULT_FROM_EMAIL="hello@clinic.example",
        TRIAGE_EMAILS="a@clinic.example, b@clinic.example",
    )
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example", 587)
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_TIMEOUT"] == 10
    assert settings["DEFAULT_FROM_EMAIL"] == "hello@clinic.example"
    assert settings["TRIAGE_EMAILS"] == ["a@clinic.example", "b@clinic.example"]


@pytest.mark.parametrize(
    ("site_url", "domain"),
    [
        ("", "127.0.0.1"),
        ("http://[::1]:8000", "localhost"),
        ("http://clinic.example:8000", "clinic.example"),
        ("http://ক্লিনিক.বাংলা", "xn--p5ba0dwb0db8g.xn--54b7fta0cc"),
    ],
)
def test_mail_comes_from_the_site_by_default(tmp_path: Path, site_url: str, domain: str) -> None:
    settings = read_settings(tmp_path, SITE_URL=site_url)
    assert settings["MAIL_DOMAIN"] == domain
    assert settings["DEFAULT_FROM_EMAIL"] == f"clinic@{domain}"
    assert settings["TRIAGE_EMAILS"] == []


def test_sender_in_a_domain_of_bengali_letters_is_written_as_mail_needs_it() -> None:
    set_to(DEFAULT_FROM_EMAIL="hello@ক্লিনিক.বাংলা")
    address = mail_environment.one_address("DEFAULT_FROM_EMAIL", "clinic@localhost")
    assert address == "hello@xn--p5ba0dwb0db8g.xn--54b7fta0cc"


@pytest.mark.parametrize(
    "value",
    [
        *("hello", "hello@", "Clinic <hello@clinic.example>", "a@b.example,c@d.example"),
        *("hello@clinic.example\nBcc: x@y.example", f"hello@{'c' * 60}.{'d' * 60}.example" * 2),
    ],
)
def test_sender_that_is_no_address_is_refused(value: str) -> None:
    set_to(DEFAULT_FROM_EMAIL=value)
    assert refusal(mail_environment.one_address, "DEFAULT_FROM_EMAIL", "clinic@localhost") == (
        f"DEFAULT_FROM_EMAIL is {value!r}. Give one email address, for example "
        "appointments@clinic.example."
    )


@pytest.mark.parametrize("bad", ["nurse", "a@b@example.org", "a@b.example;c@d.example", "n" * 250])
def test_triage_address_that_is_none_is_named(bad: str) -> None:
    bad = bad if len(bad) < 250 else f"{bad}@clinic.example"
    set_to(TRIAGE_EMAILS=f"a@clinic.example,{bad}")
    assert refusal(mail_environment.addresses, "TRIAGE_EMAILS") == (
        f"TRIAGE_EMAILS has {bad!r}, which is no email address. Give addresses separated by commas."
    )
