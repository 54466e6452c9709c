"""“Where is the lump?”: places of the body, each with the article about what is found there.

The places are the marks of static/drawings/body.svg; static/site/site.css puts links on them.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pages.models import Article, StarterEntry

# Place → what families call it, and the starter article, whose row may have moved since.
PLACES = {
    "head": (_("Head"), "tumours/brain-tumours"),
    "eye": (_("Eye"), "tumours/retinoblastoma"),
    "neck": (_("Neck"), "tumours/benign-lumps"),
    "muscle": (_("Arm or leg, in the soft part"), "tumours/soft-tissue-sarcoma"),
    "liver": (_("Upper belly, on the right"), "tumours/liver-tumours"),
    "adrenal": (_("Upper belly, in the middle"), "tumours/neuroblastoma"),
    "kidney": (_("Side of the belly"), "tumours/kidney-tumours"),
    "lower-belly": (_("Lower belly"), "tumours/germ-cell-tumours"),
    "tailbone": (_("Lowest end of the back"), "tumours/germ-cell-tumours"),
    "skin": (_("Skin"), "tumours/benign-lumps"),
    "bone": (_("Bone, often near the knee"), "tumours/bone-tumours"),
}


@dataclass(frozen=True)
class Place:
    name: str
    label: str
    article: Article


def places(language: str) -> list[Place]:
    """From head to knee; without those whose article is not public in this language."""
    paths = {f"{language}/{address}.md": address for _label, address in PLACES.values()}
    public = Article.objects.published(language).without_text()
    entries = StarterEntry.objects.filter(path__in=paths, article__in=public.values("pk"))
    articles = {
        paths[entry.path]: entry.article for entry in entries.select_related("article__section")
    }
    return [
        Place(name, str(label), articles[address])
        for name, (label, address) in PLACES.items()
        if address in articles
    ]
