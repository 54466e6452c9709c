"""Finding Bengali words as they stand in a text: whole words, with or without an ending."""

import re
from collections.abc import Iterable

from pages.bengali import clean_text

LETTER = "[\u0980-\u09e3\u09f0-\u09ff\u200c\u200d]"  # no digits: ৫টি is a number and a word
ENDINGS = (
    *("টিকে", "টির", "টিতে", "টি", "টাকে", "টার", "টা", "গুলোর", "গুলোতে", "গুলো", "গুলির", "গুলি"),
    *("দেরকে", "দের", "রা", "েরা", "কে", "তে", "ের", "এর", "র", "ে", "য়ে", "য়", "জাতীয়"),
)


def whole_words(words: Iterable[str]) -> re.Pattern:
    """Matches any of the words, of which there must be one; group `word` is it without its ending.

    The text must be composed (`clean_text`). A longer word that begins alike does not match.
    """
    longest_first = sorted({clean_text(word) for word in words}, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    endings = "|".join(map(clean_text, ENDINGS))
    return re.compile(
        f"(?<!{LETTER})(?P<word>{either})-?(?:{endings})?(?:ও|ই)?(?!{LETTER})",
        re.IGNORECASE,  # Bengali has no case, but CT scan stands in Bengali, too
    )
