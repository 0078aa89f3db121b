"""Write SVG: escaped elements, short numbers, text that cannot break out."""

import html

from lifesigns.present import safe

Attribute = str | float | int


def tag(element: str, *children: str, **attributes: Attribute) -> str:
    """Return one element. Children are markup already; attribute values are escaped here.

    Underscores in attribute names become hyphens, a trailing one is dropped (`class_`).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    body = "".join(children)
    return f"<{element}{written}>{body}</{element}>" if body else f"<{element}{written}/>"


def text(content: str, limit: int = 60) -> str:
    """Return stranger's text inert and escaped, for use between tags."""
    return html.escape(safe.line(content, limit), quote=True)


def percent(fraction: float) -> str:
    """Return a fraction as an SVG percentage, two decimals at most."""
    return short(fraction * 100) + "%"


def short(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing zeros."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown in {"-0", ""} else shown


def _value(value: Attribute) -> str:
    return html.escape(value, quote=True) if isinstance(value, str) else short(value)
