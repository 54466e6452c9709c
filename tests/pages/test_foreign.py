"""Words in the script of the other language."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from pages.foreign import marked


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("bn", "সিসপ্লাটিন (cisplatin)", 'সিসপ্লাটিন (<span lang="en">cisplatin</span>)'),
        ("bn", "PET scan, MRI হবে", '<span lang="en">PET scan, MRI</span> হবে'),
        ("bn", "who.int দেখুন", '<span lang="en">who.int</span> দেখুন'),
        ("bn", "ভিটামিন A, ২ mg", 'ভিটামিন A, ২ <span lang="en">mg</span>'),
        ("bn", "<b>ক & খ", "&lt;b&gt;ক &amp; খ"),
        ("bn", mark_safe('<a href="/bn/">ক</a>&nbsp;'), '<a href="/bn/">ক</a>&nbsp;'),
        ("en", "called চাকা here", 'called <span lang="bn">চাকা</span> here'),
        ("en", "between ২ and 3", "between ২ and 3"),
        ("en", "plain words", "plain words"),
    ],
)
def test_foreign_words_are_marked_with_their_language_and_once(language, text, shown):
    with override(language):
        assert marked(text) == shown
        assert marked(marked(text)) == shown
