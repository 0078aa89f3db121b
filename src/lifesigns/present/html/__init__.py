"""The report as one self-contained HTML file."""

from lifesigns.present.html.page import page

__all__ = ["page"]
