"""What `manage.py check_content` reports, as plain data and as Markdown for the doctor."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pages import languages
from pages.content_checks.findings import Level, error
from pages.content_checks.library import Found, Library, of_database, of_starter
from pages.starter import confirmations
from pages.starter.files import Starter

NOT_IN_TEXT = "This sentence, to be confirmed by a doctor, does not stand in the text."
FOR_THE_DOCTOR = """\
# For the clinic's doctor

Statements of the articles for which no published source was read: general medical knowledge, to be
confirmed or corrected before a page is approved. This list is for the starter articles, by
`manage.py check_content --only starter --for-the-doctor`. With `--only database` it holds what is
still open on the site: without sentences that staff rewrote and without pages that are approved.
"""


def report(place: str, starter: Starter) -> dict[str, Any]:
    """Of `starter` or of `database`, ready for JSON."""
    library = of_starter(starter) if place == "starter" else of_database()
    found = list(library.found())
    statements = starter.to_confirm
    if place == "starter":
        for each, code in confirmations.misquoted(starter):
            finding = error("not_in_text", NOT_IN_TEXT, each.sentences[code])
            found.append(Found(each.article, code, finding))
    else:
        statements = list(confirmations.still_open(starter))
    levels = [each.finding.level for each in found]
    return {
        "place": place,
        "articles": len(library.articles),
        "errors": levels.count(Level.ERROR),
        "hints": levels.count(Level.HINT),
        "findings": [_flat(each) for each in found],
        "sentences": {code: _sentences(library, code) for code in languages.CODES},
        "to_confirm": [
            {"article": each.article, **each.sentences, "why": each.why} for each in statements
        ],
    }


def _flat(found: Found) -> dict[str, str]:
    return {
        "article": found.article,
        "language": found.language,
        "level": found.finding.level.value,
        "code": found.finding.code,
        "message": str(found.finding.message),
        "where": found.finding.where,
    }


def _sentences(library: Library, language: str) -> dict[str, float]:
    measure = library.measured(language)
    count, long = len(measure.sentences), len(measure.long)
    return {
        "count": count,
        "mean": round(measure.mean, 1),
        "long": long,
        "limit": measure.limits.long,
        "long_percent": round(100 * long / max(count, 1), 1),
    }


def for_the_doctor(statements: Iterable[dict[str, str]]) -> str:
    """Markdown of `to_confirm`: the article, the sentence in each language, and why."""
    lines = []
    for article, group in groupby(statements, key=lambda each: each["article"]):
        lines += ["", f"## {article}", ""]
        for each in group:
            texts = [each[code] for code in languages.CODES if code in each]
            lines += [f"- {texts[0]}", *(f"  {text}" for text in texts[1:]), f"  *{each['why']}*"]
    return FOR_THE_DOCTOR + "\n".join(lines) + "\n"
