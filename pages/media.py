"""The files of the pictures; where a web server stands in front, it may serve them instead."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

# Names as pages/picture_files.py makes them, and nothing else that may lie in the folder.
NAME = re.compile(r"pictures/[0-9a-f]{32}(?:\.(?:jpg|png)|-[1-9][0-9]{0,3}\.(?:avif|webp))")
TYPES = {"jpg": "image/jpeg", "png": "image/png", "avif": "image/avif", "webp": "image/webp"}
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",  # a changed picture has another name
    "Content-Encoding": "identity",  # it is compressed: gzip would only cost time
}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    if not NAME.fullmatch(path):
        return not_found()
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        return not_found()
    return FileResponse(file, content_type=TYPES[path.rpartition(".")[2]], headers=HEADERS)


def not_found() -> HttpResponse:
    """Nobody reads it: the page with the site's frame would ask the database."""
    return HttpResponseNotFound("Not found\n", content_type="text/plain")
