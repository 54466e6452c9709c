"""The full-text index of folded words, and how it is asked: once for SQLite, once for PostgreSQL.

Neither database cuts words or changes their letters here: words are what stands between spaces, so
that both find the same. On SQLite the index is a table of its own, which `follow` brings in line
with the entries: triggers would be lost at the next migration of their table. PostgreSQL keeps a
column and its index by itself.
"""

from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.lookups import Lookup

# What may be found: any of the phrases; of a phrase all words in the same entry, in any order; of
# a word any of its terms. A term is a whole word, or with `*` the beginning of one.
Term = str
Word = tuple[Term, ...]
Phrase = tuple[Word, ...]
Phrases = tuple[Phrase, ...]

CREATE = {
    # "ascii" takes every letter beyond ASCII as it is. "unicode61", told to keep vowel signs, still
    # folds some letters and does not know those that came after Unicode 6.1; PostgreSQL does not.
    "sqlite": "CREATE VIRTUAL TABLE pages_searchindex USING fts5 (words, tokenize = 'ascii')",
    "postgresql": "ALTER TABLE pages_searchentry ADD COLUMN vector tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;"
    "CREATE INDEX pages_searchindex ON pages_searchentry USING gin (vector)",
}
DROP = {
    "sqlite": "DROP TABLE pages_searchindex",
    "postgresql": "ALTER TABLE pages_searchentry DROP COLUMN vector",
}
FOLLOW = (
    "DELETE FROM pages_searchindex WHERE rowid NOT IN (SELECT id FROM pages_searchentry)",
    "INSERT INTO pages_searchindex (rowid, words) SELECT id, words FROM pages_searchentry"
    " WHERE id NOT IN (SELECT rowid FROM pages_searchindex)",
)


class WordsField(models.TextField):
    """Folded words with a space between them, looked up by `__match` with Phrases."""


@WordsField.register_lookup
class Match(Lookup):
    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list]:
        wanted = expression(self.rhs, " OR ", " AND ", '"{}"', "*")
        found = "SELECT rowid FROM pages_searchindex WHERE pages_searchindex MATCH %s"
        return f'"{self.lhs.alias}"."id" IN ({found})', [wanted]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list]:
        wanted = expression(self.rhs, " | ", " & ", "'{}'", ":*")
        return f'"{self.lhs.alias}"."vector" @@ %s::tsquery', [wanted]


def expression(phrases: Phrases, either: str, both: str, quoted: str, beginning: str) -> str:
    """The phrases in the words of the database; folded words hold nothing that ends a quotation."""

    def one(term: Term) -> str:
        return quoted.format(term.rstrip("*")) + (beginning if term.endswith("*") else "")

    return either.join(
        "(" + both.join(f"({either.join(map(one, word))})" for word in phrase) + ")"
        for phrase in phrases
    )


def create(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(CREATE[schema_editor.connection.vendor])


def drop(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(DROP[schema_editor.connection.vendor])


def follow() -> None:
    """Brings the index in line with the entries, which are written and deleted, never changed."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in FOLLOW:
                cursor.execute(statement)
