"""Write results to files other programs read."""

import tempfile
from pathlib import Path

from lifesigns.api.project import Project
from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.shape import Row
from lifesigns.kernel.spec import Column, TableSpec

_RESULT = TableSpec(
    "result",
    "Metric result",
    "one row of a metric",
    ("slice", "key", "target"),
    (
        Column("metric", "VARCHAR", "catalogue id"),
        Column("version", "INTEGER", "version of the definition"),
        Column("since", "TIMESTAMP", "start of the window, UTC, excluded"),
        Column("until", "TIMESTAMP", "end of the window, UTC, included"),
        Column("slice", "VARCHAR", "slice key, all when not sliced"),
        Column("key", "VARCHAR", "ranked thing, bin or flow origin"),
        Column("target", "VARCHAR", "flow end"),
        Column("value", "DOUBLE", "null when missing"),
        Column("n", "BIGINT", "facts behind the value"),
        Column("low", "DOUBLE", "lower bound; null when none"),
        Column("high", "DOUBLE", "upper bound; null when none"),
        Column("label", "VARCHAR", "words for the key"),
        Column("unit", "VARCHAR", "unit of the value"),
        Column("sliced_by", "VARCHAR", "what it is sliced by, empty when not sliced"),
        Column("missing", "VARCHAR", "why there is no value; null when there is"),
        Column("coverage", "DOUBLE", "least share captured; null when nobody can tell"),
    ),
)


def parquet(project: Project, result: MetricResult) -> bytes:
    """Return one result as a Parquet file, one row a row of the metric.

    A missing result is one row without a value that says why.
    """
    since, until = (int(m.timestamp()) for m in (result.window.since, result.window.until))
    why = str(result.missing.reason) if result.missing else None
    rows = [
        (result.id, result.version, since, until, row.slice, row.key, row.target, row.value,
         row.n, row.low, row.high, row.label, str(result.unit), result.by, why,
         result.least_coverage)
        for row in (result.rows if why is None else (Row("", None, result.n),))
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.parquet"
        project.session.write_parquet(Batch.from_rows(_RESULT, rows), path)
        return path.read_bytes()
