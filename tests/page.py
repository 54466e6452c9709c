"""Reads an answer as a browser would, but forgives nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.utils.translation import gettext, override


def parse(response: HttpResponse) -> Element:
    """The page's <html>; raises on markup that is not HTML5."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def said(language: str, english: str) -> str:
    """The site's own words in this language."""
    with override(language):
        return gettext(english)


def text(element: Element | None) -> str | None:
    """What can be read in the element, with single spaces."""
    return None if element is None else " ".join("".join(element.itertext()).split())


def texts(page: Element, path: str) -> list[str]:
    return [text(each) for each in page.findall(path)]


def values(page: Element, path: str, name: str) -> list[str | None]:
    """The attribute `name` of every element at `path`."""
    return [each.get(name) for each in page.findall(path)]


def has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


def lost_names(page: Element) -> list[str]:
    """Ids that two elements have, and those that are pointed to but that none has."""
    names = Counter(each.get("id") for each in page.iter() if each.get("id"))
    pointers = {
        name
        for each in page.iter()
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for name in each.get(attribute, "").split()
    }
    return [name for name, count in names.items() if count > 1] + sorted(pointers - set(names))


# Letters that the voice of each language cannot read; e-mail addresses stand for themselves.
FOREIGN = {"bn": re.compile(r"[A-Za-z]{2,}"), "en": re.compile("[\u0980-\u09ff]+")}
ADDRESS = re.compile(r"\S+@\S+\.\w+|[0-9A-Z]{4}-[0-9A-Z]{4}")
READ_OUT = ("alt", "aria-label", "title", "placeholder")


def misread(page: Element) -> list[str]:
    """What is written in another language than its element says; references are codes."""
    return [
        text
        for language, text in _spoken(page.find("body"), page.get("lang"))
        if FOREIGN[language].search(ADDRESS.sub("", text))
    ]


def _spoken(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """(language, text) of everything in the element that is shown or read out."""
    language = element.get("lang", language)
    yield from ((language, element.get(name, "")) for name in READ_OUT)
    yield language, element.text or ""
    for child in element:
        if child.tag != "script":
            yield from _spoken(child, language)
        yield language, child.tail or ""


def skipping_headings(page: Element) -> list[str]:
    """The headings more than one level below the one before; an alarm may stand above the h1."""
    levels, skipping = [1], []
    for each in page.iter():
        if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            levels.append(int(each.tag[1]))
            if levels[-1] - levels[-2] > 1:
                skipping.append(text(each))
    return skipping


def links(page: Element, name: str | None = None) -> list[tuple[str, str]]:
    """(address, words) of every link, or of those with the class `name`."""
    return [
        (link.get("href"), text(link))
        for link in page.iter("a")
        if name is None or has_class(link, name)
    ]
