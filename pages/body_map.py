"""“Where is the lump?”: places of the body, each with the article about what is found there.

static/site/home.css puts a ring for each on static/drawings/body.svg, numbered like the list beside
the drawing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pages.models import Article

# Place → what families call it, and the starter article about it.
PLACES = {
    "head": (_("Head"), "tumours/brain-tumours"),
    "eye": (_("Eye"), "tumours/retinoblastoma"),
    "neck": (_("Neck"), "tumours/benign-lumps"),
    "muscle": (_("Arm or leg, in the soft part"), "tumours/soft-tissue-sarcoma"),
    "liver": (_("Upper belly, on the right"), "tumours/liver-tumours"),
    "adrenal": (_("Upper belly, in the middle"), "tumours/neuroblastoma"),
    "kidney": (_("Side of the belly"), "tumours/kidney-tumours"),
    "lower-belly": (_("Lower belly"), "tumours/germ-cell-tumours"),
    "skin": (_("Skin"), "tumours/benign-lumps"),
    "tailbone": (_("Lowest end of the back"), "tumours/germ-cell-tumours"),
    "bone": (_("Bone, often near the knee"), "tumours/bone-tumours"),
}


@dataclass(frozen=True)
class Place:
    name: str
    label: str
    article: Article


ADDRESSES = {address for _label, address in PLACES.values()}


def places(articles: Mapping[str, Article]) -> list[Place]:
    """From head to knee; without those that have no article among these."""
    return [
        Place(name, str(label), articles[address])
        for name, (label, address) in PLACES.items()
        if address in articles
    ]
