"""The site's settings with a full disk: SQLite may not add a page to its file."""

from clinic_site.settings import *  # noqa: F403
from clinic_site.settings import DATABASES

# A limit below the present size means that size: nothing can grow, freed pages can be used again.
DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA max_page_count=1;"
