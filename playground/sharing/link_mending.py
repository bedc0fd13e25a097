"""The query of an address as it was, before HTML or a mail program had it in hand."""

import re
from collections.abc import Mapping

QUOTED = "3D"  # behind each "=" of a mail's source
BEHIND = ">)]}.,;:!?\"'*»”’。，、；：！？）】》」』"  # signs that follow a link in a sentence


def mended(query: Mapping[str, str]) -> dict[str, str]:
    """The query with ``&amp;`` read as ``&``, and without the marks and signs of a mail.

    No address of ours has blanks in it, nor such signs at its end. One typed by hand, without a
    number as its version, may have blanks within the cells of a table.
    """
    if query.get("v", next(iter(query.values()), "")).startswith(QUOTED):
        query = _unquoted(query)
    parts_of = str.split if query.get("v", "").strip().isdecimal() else str.splitlines
    texts = ["".join(part.strip() for part in parts_of(text)) for text in query.values()]
    texts[-1:] = map(_without_signs, texts[-1:])
    keys = [re.sub("^(amp;)+", "", "".join(key.split())) for key in query]
    return dict(zip(keys, texts, strict=True))


def _unquoted(query: Mapping[str, str]) -> dict[str, str]:
    """The query of a mail's source: "=" is written as "=3D", and also stands where a line ends."""
    source = "&".join(f"{key}={text}" for key, text in query.items())
    text = re.sub(rf"=({QUOTED})?\s*", lambda found: "=" if found[1] else "", source)
    pairs = (part.partition("=") for part in text.split("&"))
    return {key: value for key, _, value in pairs}


def _without_signs(text: str) -> str:
    """Full stops stay that end the number of a character, or stand for what is left out."""
    stripped = text.rstrip(BEHIND)
    is_number = re.search(r"\.\.[0-9a-f]{1,6}$", stripped[-8:])
    signs = text[len(stripped) :]
    dots = len(signs) - len(signs.lstrip("."))
    return stripped + signs[:dots] if dots > 1 or is_number else stripped
