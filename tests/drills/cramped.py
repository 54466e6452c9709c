"""The site's settings on a full disk: SQLite may not add a page to its file."""

from clinic_site.settings import *

# Of no effect below the present size: nothing can grow, but freed pages are used again.
DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA max_page_count=1;"
