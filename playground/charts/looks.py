"""What all charts have in common: colours, margins, titles, and text that fits."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

MAX_NAME = 10  # letters of a class name beside an axis
SMALL_TYPE = 14  # pixels, in a window of 1280
_WIDTHS = {  # of a letter, as a share of the size of the type
    **dict.fromkeys("ijl.,:;'|! ", 0.27),
    **dict.fromkeys("frtI-−()[]/", 0.36),
    **dict.fromkeys("cksvxyz", 0.48),
    "\u2002": 0.5,
    **dict.fromkeys("aeg0123456789", 0.51),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.65),
    **dict.fromkeys("mwMW@%…", 0.86),
}

_OF_OBJECTS = {
    *("constructor", "toString", "toLocaleString", "valueOf", "hasOwnProperty", "isPrototypeOf"),
    *("propertyIsEnumerable", "__proto__", "__defineGetter__", "__defineSetter__"),
    *("__lookupGetter__", "__lookupSetter__"),
}

# Of each colour, the names of classes that ask for it. Told apart with any colour vision, and in
# grey by their lightness; each has a contrast of 3 at least on white and on the dark page, hence no
# true black and yellow. Blue and orange, which mean the signs of W, come last.
_COLORS = {
    "#5f9848": ("green", "绿"),
    "#905ecc": ("purple", "紫"),
    "#b88e09": ("yellow", "黄"),
    "#ca3627": ("red", "红"),
    "#d84aa3": ("pink", "粉"),
    "#0b6f7b": (),
    "#8f959c": ("grey", "gray", "灰"),
    "#8a5f3c": ("brown", "棕"),
    "#5f646b": ("black", "黑"),
    "#2f6fd0": ("blue", "蓝"),
    "#e0730a": ("orange", "橙"),
}
_NAMED = {word: color for color, words in _COLORS.items() for word in words}
_SHAPES = (  # plotly's name, and the letter of that shape
    ("circle", "●"),
    ("square", "■"),
    ("diamond", "◆"),
    ("triangle-up", "▲"),
    ("triangle-down", "▼"),
    ("star", "★"),
    ("cross", "✚"),
    ("x", "✖"),
    ("pentagon", "⬟"),
    ("hexagon", "⬢"),
)


@dataclass(frozen=True)
class ClassLook:
    """How a class is drawn, wherever it is."""

    color: str  # "#rrggbb"
    symbol: str  # plotly's name of the shape of its points
    mark: str  # one letter of that shape
    ink: str  # black or white, whichever can be read on the colour


def class_looks(names: Sequence[str]) -> list[ClassLook]:
    """A look for each class, no two the same (up to 20 classes).

    A class whose name is a colour's is drawn in it; the others share the remaining colours.
    """
    named = [_NAMED.get(name.strip().casefold().removesuffix("色")) for name in names]
    others = [color for color in _COLORS if color not in named] or list(_COLORS)
    looks: list[ClassLook] = []
    taken: set[tuple[str, int]] = set()
    turn = 0  # of the classes without a colour of their own
    for index, own in enumerate(named):
        color = own or others[turn % len(others)]
        turn += own is None
        shapes = [(index + step) % len(_SHAPES) for step in range(len(_SHAPES))]
        shape = next((shape for shape in shapes if (color, shape) not in taken), shapes[0])
        taken.add((color, shape))
        ink = max("#000000", "#ffffff", key=partial(contrast, color))
        looks.append(ClassLook(color, *_SHAPES[shape], ink))
    return looks


@dataclass(frozen=True)
class Palette:
    """The colours of a theme."""

    text: str
    paper: str  # of the page, "#rrggbb"
    grid: str
    loss: str
    accuracy: str
    guess: str  # of what was guessed, in any chart
    diverging: tuple[str, str, str, str, str]  # from the most negative, over zero, upwards
    ink: str  # of numbers on any of these and on what lies between
    landscape: tuple[str, str]  # of the lowest and the highest loss
    contour: str


LIGHT = Palette(
    text="#1b2433",
    paper="#ffffff",
    grid="#dfe4ec",
    loss="#1d4ed8",
    accuracy="#b45309",
    guess="#b0156b",
    diverging=("#2f87d6", "#94c2e6", "#f7f7f5", "#f6c08e", "#dd7414"),
    ink="#0c1017",
    landscape=("#86a9e8", "#f3f6fb"),
    contour="#5f7fb8",
)
DARK = Palette(
    text="#e8ecf3",
    paper="#12161d",
    grid="#323c4d",
    loss="#7fb0ff",
    accuracy="#f5b041",
    guess="#f78fc5",
    diverging=("#2873b6", "#2a5480", "#262e3b", "#74492a", "#b05c16"),
    ink="#ffffff",
    landscape=("#2c5ea8", "#161c26"),
    contour="#5878b0",
)


def luminance(color: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 (black) to 1 (white), as WCAG defines it."""
    shares = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); type can be read from 4.5 on."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def as_html(text: str) -> str:
    """Text that plotly shows as it is: it would take what looks like HTML for such."""
    return html.escape(text, quote=False)


def as_category(name: str) -> str:
    """A name as a category of an axis: plotly.js would take some for what every object has."""
    return as_html(name) + ("\u200b" if name in _OF_OBJECTS else "")  # of no width


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def text_width(text: str, size: float = SMALL_TYPE) -> float:
    """The pixels that ``text`` takes in the charts' type at most, about."""
    return size * sum(_WIDTHS.get(char, 1 if ord(char) > 0x2E7F else 0.56) for char in text)


def cut(text: str, width: float) -> str:
    """As much of ``text`` as ``width`` pixels hold, one letter at least."""
    length = len(text)
    while length > 1 and text_width(shortened(text, length)) > width:
        length -= 1
    return shortened(text, length) if length > 1 else text[:1]


def heading(text: str, y: float, x: float, anchor: str = "center") -> dict[str, object]:
    """The title of one of several charts in a figure, above it."""
    return {
        "text": f"<b>{text}</b>",
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": anchor,
        "yanchor": "bottom",
        "showarrow": False,
    }


def key(class_names: Sequence[str], width: float, classes: Sequence[int] = ()) -> str:
    """The marks of the classes with their names: as many as ``width`` pixels have room for.

    ``classes``: those to name, if not all.
    """
    looks = class_looks(class_names)
    found: list[str] = []
    for at in classes or range(len(looks)):
        short = shortened(class_names[at], MAX_NAME)
        width -= text_width(f"{looks[at].mark} {short}   ")
        if width < 0:
            return "  ".join([*found, "…"]) if found else ""
        found.append(marked(short, looks[at]))
    return "   ".join(found)


def marked(name: str, look: ClassLook) -> str:
    """A class's mark in its colour and a name, as plotly shows them."""
    return f'<span style="color:{look.color}">{look.mark}</span> {as_html(name)}'
