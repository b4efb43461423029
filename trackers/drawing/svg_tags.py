"""Pieces of SVG as text: numbers in millimetres, every word escaped."""

from html import escape

# resvg takes the first family that is there; without any of the system its own sans-serif.
FONTS = "Noto Sans, DejaVu Sans, Arial, Liberation Sans, sans-serif"
# How wide a letter is on the average, as a share of the letters' height.
_WIDE, _BOLD = 0.5, 0.56


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Give an element; `inside` is SVG, attributes are values of ours (stroke_width=0.3)."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str, x: float, y: float, size: float, **more: object) -> str:
    """Give a line of words whose baseline begins at x, y; `size` is the letters' height."""
    return tag("text", escape(text), x=x, y=y, font_size=size, **more)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give about how wide a line of words is."""
    return len(text) * size * (_BOLD if bold else _WIDE)


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Give a text cut so that it takes about that width at most."""
    most = max(int(width / (size * (_BOLD if bold else _WIDE))), 1)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def lines_of(text: str, width: float, size: float) -> list[str]:
    """Give a text in lines of about that width at most; words are not cut."""
    most = max(int(width / (size * _WIDE)), 1)
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(str(value))
