"""Links: that they lead somewhere, by an address that lasts, and say where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.db.models import Case, TextField, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from pages import languages, outline
from pages.content_checks.findings import Finding, error, excerpt, hint
from pages.models import Article
from pages.outline import Link, Outline
from pages.slugs import RESERVED_SLUGS

# As prose.ARTICLE_LINK has it.
PERMANENT = re.compile(r"/a/(?P<key>\d{1,18})/(?:#(?P<part>.*))?")
# Phone numbers and mail addresses do not match: nothing says better where those links lead.
BARE_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,18}/\S*"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|gov|edu|info|bd|in|uk)",
    re.IGNORECASE,
)
# Words that say nothing about where a link leads.
SAYS_NOTHING = {
    *("click here", "here", "click", "press here", "tap here", "this link", "link", "this page"),
    *("এখানে", "এখানে ক্লিক করুন", "ক্লিক করুন", "এখানে চাপুন", "এখানে চাপ দিন", "এখানে দেখুন"),
    *("এই লিঙ্ক", "এই লিংক", "এই লিঙ্কে", "এই লিংকে", "লিঙ্ক", "লিংক", "এই লিঙ্কে ক্লিক করুন"),
    *("এই লিংকে ক্লিক করুন",),
}
EDGES = " .,:;!?।…→»›>«‹<()[]“”\"'"


@dataclass(frozen=True)
class Target:
    """An article that a link leads to, as far as the link needs it."""

    public: bool
    parts: set[str] | None  # None: the link asks for no part, or nothing is written yet


def check(
    article: Article, body: Outline, language: str, targets: Mapping[int, Target] | None = None
) -> Iterator[Finding]:
    if targets is None:
        targets = _targets(article, body, language)
    for link in body.links:
        if not link.words:
            yield error(
                "empty_link",
                _("A link has no words. Write what it leads to, or take the link away."),
                excerpt(link.around or link.address),
            )
            continue
        yield from _words(link)
        yield from _address(link, body, targets)


def _words(link: Link) -> Iterator[Finding]:
    words = link.words.strip(EDGES)
    if words.casefold() in SAYS_NOTHING:
        yield error(
            "link_words",
            _("Say in the link's own words what it leads to: “here” says nothing read alone."),
            excerpt(link.around, link.at),
        )
    elif BARE_ADDRESS.fullmatch(words):
        yield error(
            "bare_address",
            _("Write what the link leads to instead of the bare address."),
            excerpt(link.words),
        )


def _address(link: Link, body: Outline, targets: Mapping[int, Target]) -> Iterator[Finding]:
    place = excerpt(link.words)
    address = link.address.strip()
    if match := PERMANENT.fullmatch(address):
        target = targets.get(int(match["key"]))
        if target is None:
            yield error(
                "no_such_article",
                _("The article that this link leads to does not exist. Choose another one."),
                place,
            )
            return
        if not target.public:
            yield hint(
                "not_public",
                _(
                    "The article that this link leads to is not public in this language. Until it "
                    "is, readers see plain words."
                ),
                place,
            )
        if match["part"] and target.parts is not None and match["part"] not in target.parts:
            yield _no_such_part(place)
    elif address.startswith("#") and len(address) > 1:
        if address[1:] not in body.parts:
            yield _no_such_part(place)
    elif not address or address == "#":
        yield error(
            "no_address",
            _("A link has no address. Choose where it leads, or take the link away."),
            place,
        )
    else:
        yield from _other_address(address, place)


def _other_address(address: str, place: str) -> Iterator[Finding]:
    parts = _split(address)
    if parts is None or not (parts.scheme or address.startswith("/")):
        yield error(
            "incomplete_address",
            _("The address of this link is not complete. Begin it with https://."),
            place,
        )
        return
    on_this_site = parts.hostname == urlsplit(settings.SITE_URL).hostname
    if on_this_site or (not parts.netloc and _names_an_article(parts.path)):
        yield error(
            "public_address",
            _(
                "This link leads to a page of this site by an address that can change. Choose the "
                "article from the list; write the address of another page without the site's name."
            ),
            place,
        )
    elif not parts.scheme and not parts.netloc and not _is_for_families(parts.path):
        yield error(
            "no_such_page",
            _("This site has no page for families at this address. Choose another one."),
            place,
        )


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.hostname or not parts.netloc else None
    except ValueError:  # https://[
        return None


def _is_for_families(path: str) -> bool:
    return languages.language_of_path(path) is not None or path.startswith("/media/")


def _names_an_article(path: str) -> bool:
    """`/bn/tumours/kidney/` and `/a/5/` do; `/bn/contact/` and `/bn/tumours/` do not."""
    first, *rest = [part for part in path.split("/") if part]
    if first == "a":
        return True
    return first in languages.CODES and len(rest) > 1 and rest[0] not in RESERVED_SLUGS


def _targets(article: Article, body: Outline, language: str) -> dict[int, Target]:
    """The linked articles by key; this one as it is typed, the others as they are stored."""
    matches = [match for link in body.links if (match := PERMANENT.fullmatch(link.address.strip()))]
    keys = {int(match["key"]) for match in matches}
    with_part = {int(match["key"]) for match in matches if match["part"]}
    targets = {}
    if article.pk in keys:
        targets[article.pk] = Target(public=True, parts=body.parts)
    if others := keys - {article.pk}:
        stored = Article.objects.filter(pk__in=others)
        text = Case(
            When(pk__in=with_part, then=f"body_{language}"),
            default=Value(""),
            output_field=TextField(),
        )
        rows = stored.annotate(text=text).values_list("pk", f"published_at_{language}", "text")
        for key, published_at, html in rows:
            public = published_at is not None and published_at <= timezone.now()
            targets[key] = Target(public, outline.read(html).parts if html else None)
    return targets


def _no_such_part(place: str) -> Finding:
    return error(
        "no_such_part",
        _("The part of the page that this link leads to does not exist. Choose another one."),
        place,
    )
