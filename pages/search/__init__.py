"""The site's search: what families type finds articles, the same on SQLite and on PostgreSQL."""
