"""The files of the pictures, as the site serves them."""

from pathlib import Path

import pytest
from django.test import Client

STEM = "pictures/" + "0123456789abcdef" * 2

SERVED = {
    f"{STEM}.jpg": "image/jpeg",
    f"{STEM}.png": "image/png",
    f"{STEM}-480.avif": "image/avif",
    f"{STEM}-1600.webp": "image/webp",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in SERVED:
        put(settings.MEDIA_ROOT, name)
    return settings.MEDIA_ROOT


def put(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"picture " * 100)


# These tests may not touch the database: pytest-django refuses every question.


@pytest.mark.parametrize("name", SERVED)
def test_a_file_is_served_with_its_type_and_kept_for_a_year(client, name):
    response = client.get(f"/media/{name}", headers={"Accept-Encoding": "gzip, br"})
    assert (response.status_code, response.getvalue()) == (200, b"picture " * 100)
    headers = {
        "Content-Type": SERVED[name],
        "Content-Length": "800",
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {each: response.headers[each] for each in headers} == headers
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert dict(response.cookies) == {}


def test_head_says_the_same_without_the_picture(client):
    response = client.head(f"/media/{STEM}.jpg")
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert (response.headers["Content-Type"], response.headers["Content-Length"]) == (
        "image/jpeg",
        "800",
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_are_only_read(client, method):
    assert getattr(client, method)(f"/media/{STEM}.jpg").status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        *("x.jpg", "pictures/x.jpg", "pictures/notes.txt", f"{STEM}.svg", f"{STEM}.html"),
        *(f"{STEM}.jpeg", f"{STEM}.JPG", f"{STEM}.webp", f"{STEM}-480.jpg", f"{STEM}-480.avif.bak"),
        *(f"{STEM}-0480.avif", f"{STEM}-12345.avif", f"{STEM}-.avif", f"{STEM}-৪৮০.avif"),
        *(f"{STEM}0.jpg", STEM[:-1] + ".jpg", STEM[:-1] + "g.jpg", STEM.upper() + ".jpg"),
        *(f"other/{STEM[9:]}.jpg", f"{STEM[9:]}.jpg", f"pictures/{STEM}.jpg"),
    ],
)
def test_other_names_are_not_served_even_where_a_file_lies(client, folder, name):
    put(folder, name)
    not_found(client, name)


@pytest.mark.parametrize(
    "name",
    [
        *(f"pictures/{'f' * 32}.jpg", f"{STEM}-960.avif", "pictures", "pictures/", "../db.sqlite3"),
        *("..%2fdb.sqlite3", f"pictures/../{STEM}.jpg", "%2e%2e/%2e%2e/etc/passwd", "%00.jpg"),
    ],
)
def test_what_is_not_there_is_told_plainly(client, name):
    not_found(client, name)


def not_found(client: Client, name: str) -> None:
    response = client.get(f"/media/{name}")
    assert (response.status_code, response.content) == (404, b"Not found\n")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert dict(response.cookies) == {}
