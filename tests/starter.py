"""A small starter folder for tests; each can change what it needs to."""

from collections.abc import Mapping
from pathlib import Path

FOLDER = {
    "contents.toml": """\
[[emergency_numbers]]
country = { bn = "বাংলাদেশ", en = "Bangladesh" }
number = "999"

[[emergency_numbers]]
country = { bn = "ভারত", en = "India" }
number = "112"

[[sections]]
slug = "tumours"
drawing = "cells"
[[sections.articles]]
slug = "kidney"
sources = ["W1", "W2"]
[[sections.articles]]
slug = "liver"
sources = []
""",
    "sources.toml": """\
[W1]
organisation = "WHO"
title = "Childhood cancer"
url = "https://who.int/"
year = "2024"
[W2]
organisation = "NCI"
title = "Wilms tumour"
""",
    "to_confirm.toml": "",
    "glossary.toml": "",
    "bn/_clinic.md": """\
+++
name = "ক্লিনিক"
discreet_name = "শিশু ক্লিনিক"
introduction = "পরিচয়"
+++
""",
    "en/_clinic.md": """\
+++
name = "Clinic"
discreet_name = "Children"
introduction = "About us"
+++
""",
    "bn/_privacy.md": "গোপন\n",
    "en/_privacy.md": "Private\n",
    "bn/tumours/_section.md": '+++\ntitle = "টিউমার"\nintro = "কথা"\n+++\n',
    "en/tumours/_section.md": '+++\ntitle = "Tumours"\nintro = "Intro"\n+++\n',
    "bn/tumours/kidney.md": """\
+++
title = "কিডনির টিউমার"
summary = "সারকথা"
description = "বর্ণনা"
+++

লেখা
""",
    "en/tumours/kidney.md": """\
+++
title = "Kidney tumours"
summary = "Summary"
description = "Description"
+++

Read [about the liver](tumours/liver).

::: urgent
### Call us if:
- fever
:::
""",
    "bn/tumours/liver.md": """\
+++
title = "লিভারের টিউমার"
summary = "সারকথা"
description = "বর্ণনা"
+++

আগে [কিডনি](tumours/kidney) পড়ুন।
""",
}


def write(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the small folder with `changes` (name → text, or None to leave the file out)."""
    for name, text in {**FOLDER, **(changes or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")
    return folder
