"""Decide what stands beside what: estimates of height that let both columns end about level."""

from dataclasses import dataclass

from lifesigns.kernel.answer import Answer, Evidence, Figure, FigureKind
from lifesigns.present.charts import bars

ROWS_SHOWN = 3
"""Rows of a listing shown before one must click for the rest."""

_FACT, _LINE, _ROW = 53, 19, 25
_FRAME, _PLOT = 90, 230
_SLACK = 70


@dataclass(frozen=True, slots=True)
class Layout:
    """How many figures and facts stand side by side; the others follow below."""

    figures: int
    facts: int


def layout(answer: Answer) -> Layout:
    """Return the split of an answer's figures and facts.

    Facts alone take two columns; ten of them stand open, then the rest is one
    click away. Figures alone stand side by side.
    """
    if not answer.figures:
        return Layout(0, len(answer.evidence) if len(answer.evidence) <= 12 else 10)
    if not answer.evidence:
        return Layout(len(answer.figures), 0)
    heights = [_fact_height(evidence) for evidence in answer.evidence]
    figures = 1
    room = _figure_height(answer.figures[0])
    if len(answer.figures) > 1 and sum(heights) > 1.4 * room:
        figures = 2
        room += _figure_height(answer.figures[1]) + 30
    facts, taken = 0, 0
    for height in heights:
        if taken + height > room + _SLACK:
            break
        facts, taken = facts + 1, taken + height
    left = len(heights) - facts
    return Layout(figures, len(heights) if left <= 1 else max(facts, 3))


def _fact_height(evidence: Evidence) -> int:
    height = _FACT + _LINE * (len(evidence.label) // 40)
    if evidence.missing is not None:
        height += _LINE * (len(evidence.missing.detail) // 60)
    rows = len(evidence.rows)
    return height + _ROW * min(rows, ROWS_SHOWN) + (_ROW if rows > ROWS_SHOWN else 0)


def _figure_height(figure: Figure) -> int:
    rows = sum(len(result.rows) for result in figure.results)
    match figure.kind:
        case FigureKind.BARS:
            return _FRAME + 30 * min(rows, bars.LIMIT)
        case FigureKind.DOTS:
            return _FRAME + 58 * rows
        case FigureKind.HEATMAP:
            return _FRAME + 220
        case _:
            return _FRAME + _PLOT
