"""Compose the report page: one file, no script, no request, light and dark, narrow and print."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from itertools import count

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lifesigns.kernel.answer import Answer, Evidence, Figure, MetricResult, Report
from lifesigns.kernel.spec import MetricSpec, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.present import charts, entry, safe, sheets, words
from lifesigns.present.charts import spark
from lifesigns.present.charts.table import Table, of_result
from lifesigns.present.entry import Entry
from lifesigns.present.html.compiled import CompiledTemplates
from lifesigns.present.html.layout import ROWS_SHOWN, layout
from lifesigns.present.messages import say

CARDS = 6
"""Key numbers shown as cards at most."""

_OPAQUE = frozenset({Unit.INDEX, Unit.RATIO, Unit.COUNT})
"""Units of numbers that mean little without their definition: no cards of these."""

ROWS = 40
"""Rows of one result shown in the appendix at most; the JSON output has them all."""


def page(report: Report, catalogue: Mapping[str, Entry]) -> str:
    """Return the whole page as one HTML document.

    `catalogue` gives definitions by id; an id it does not hold is shown without
    one. The result depends on the arguments alone.
    """
    environment = _environment()
    style = _style()
    identifiers = count(1)

    def draw(figure: Figure) -> charts.Drawing:
        return charts.draw(figure, f"f{next(identifiers)}")

    return environment.get_template("page.html.j2").render(
        report=report,
        subject=report.subject,
        first=report.answers[0] if report.answers else None,
        style=Markup(style),  # noqa: S704 - our own style sheet
        style_hash=_hash(style),
        icon=_icon(),
        draw=draw,
        cards=_cards(report),
        lifeline=spark.lifeline(report.answers),
        groups=_groups(report.results, catalogue),
        others=_others(report, catalogue),
        anchors=_anchors(report, catalogue),
        catalogue=catalogue,
        sheets={sheet.id: safe.anchor(f"person {sheet.id}") for sheet in report.people},
        least=words.coverage_least(report.coverage),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("lifesigns.present.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
        bytecode_cache=CompiledTemplates(),
    )
    environment.globals.update(
        say=say,
        words=words,
        entry_sections=entry.sections,
        question_of=entry.question_of,
        layout=layout,
        rows_shown=ROWS_SHOWN,
        rows_of=_rows_of,
        sheet_rows=sheets.rows,
        sheet_amount=sheets.amount,
        spark=lambda result: Markup(spark.small(result)),  # noqa: S704 - escaped inside
    )
    environment.filters.update(
        name=safe.name,
        code=_code,
        picture=lambda markup: Markup(markup),  # noqa: S704 - escaped by the chart writers
        anchor=safe.anchor,
        address=safe.address,
        verdict_spec=lambda found: found if isinstance(found, VerdictSpec) else None,
    )
    return environment


def _inert(value: object) -> object:
    """Neutralise every string on its way into the page; markup of our own passes."""
    if isinstance(value, Markup):
        return value
    return safe.line(value, 2000) if isinstance(value, str) else value


def _code(text: str) -> Markup:
    return Markup("{}").format(safe.block(text))


@cache
def _style() -> str:
    """Return the style sheet: each palette is written once and used by preference and by choice."""
    light, dark = _asset("light.css"), _asset("dark.css")
    palettes = (
        f":root{{color-scheme:light dark;{light}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f":root:has(#theme-light:checked){{color-scheme:light;{light}}}"
        f":root:has(#theme-dark:checked){{color-scheme:dark;{dark}}}"
        f"@media print{{:root,:root:has(input:checked){{color-scheme:light;{light}}}}}"
    )
    return palettes + "".join(map(_asset, ("page.css", "charts.css", "print.css")))


@cache
def _asset(name: str) -> str:
    folder = resources.files("lifesigns.present.html") / "assets"
    return (folder / name).read_text(encoding="utf-8").strip()


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@cache
def _icon() -> str:
    return base64.b64encode(_asset("icon.svg").encode()).decode()


def _cards(report: Report) -> list[tuple[Answer, Evidence, MetricResult | None]]:
    """Return one telling number of each answered question, with its history if one is held.

    A fact whose history is held comes first; then one whose unit needs no explanation.
    """

    def is_alone(figure: Figure, result: MetricResult) -> bool:
        """A layer of a picture tells a part, not the number itself."""
        return [other.id for other in figure.results].count(result.id) == 1

    histories = {
        result.id: result
        for answer in report.answers
        for figure in answer.figures
        for result in figure.results
        if is_alone(figure, result) and spark.small(result)
    }
    found: dict[str, tuple[Answer, Evidence, MetricResult | None]] = {}
    for answer in report.answers:
        known = [
            evidence
            for evidence in answer.evidence
            if evidence.missing is None
            and words.known(evidence.value)
            and evidence.id not in found
            and (evidence.text or evidence.unit not in _OPAQUE)
        ]
        if known:
            best = next((evidence for evidence in known if evidence.id in histories), known[0])
            found[best.id] = (answer, best, histories.get(best.id))
    return list(found.values())[:CARDS]


def _groups(
    results: Iterable[MetricResult], catalogue: Mapping[str, Entry]
) -> dict[str, list[tuple[MetricResult, MetricSpec | None]]]:
    """Return results under the focus area of their definition, in the order they come."""
    groups: dict[str, list[tuple[MetricResult, MetricSpec | None]]] = {}
    for result in results:
        found = catalogue.get(result.id)
        spec = found if isinstance(found, MetricSpec) else None
        groups.setdefault(spec.focus if spec else "", []).append((result, spec))
    return groups


def _others(report: Report, catalogue: Mapping[str, Entry]) -> list[Entry]:
    """Return definitions that evidence refers to and no result of the report carries."""
    held = {result.id for result in report.results}
    named = dict.fromkeys(evidence.id for answer in report.answers for evidence in answer.evidence)
    return [catalogue[id_] for id_ in named if id_ not in held and id_ in catalogue]


def _anchors(report: Report, catalogue: Mapping[str, Entry]) -> frozenset[str]:
    held = {result.id for result in report.results}
    return frozenset(held | {other.id for other in _others(report, catalogue)})


def _rows_of(result: MetricResult) -> Table:
    return of_result(result, ROWS)
