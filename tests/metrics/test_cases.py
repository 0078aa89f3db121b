"""Every metric against rows worked out by hand: `cases/<id>.yaml`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from lifesigns.api import catalogue
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import MetricSpec

from .world import run

CASES = Path(__file__).parent / "cases"
KNOWN = {
    "name", "commits", "people", "same", "branches", "heads", "tags", "files", "documents",
    "as_of", "window", "by", "actors", "expect",
}  # fmt: skip


def cases_of(key: str) -> list[dict[str, Any]]:
    """Return the cases of a metric, the worked example first."""
    path = CASES / f"{key}.yaml"
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    return found


def expected(case: Mapping[str, Any], shape: Shape) -> list[Row]:
    """Turn the rows a case expects into records."""
    given = case["expect"]
    slices = given if isinstance(given, Mapping) else {ALL: given}
    return [_row(str(name), shape, cells) for name, rows in slices.items() for cells in rows]


def _row(name: str, shape: Shape, cells: list[Any]) -> Row:
    n_keys = {Shape.SINGLE: 0, Shape.FLOW: 2}.get(shape, 1)
    keys = [str(cell) for cell in cells[:n_keys]]
    value, n, low, high = (*cells[n_keys:], None, None)[:4]
    return Row(
        slice=name,
        value=value,
        n=n,
        key=keys[0] if keys else "",
        target=keys[1] if n_keys == 2 else "",
        low=low,
        high=high,
    )


def _all_cases() -> Iterator[Any]:
    for key in catalogue.metrics():
        for case in cases_of(key):
            yield pytest.param(key, case, id=f"{key}: {case['name']}")


def _comparable(rows: list[Row]) -> list[tuple[Any, ...]]:
    return [(row.slice, row.key, row.target, row.n) for row in rows]


@pytest.mark.parametrize(("key", "case"), list(_all_cases()))
def test_case(key: str, case: dict[str, Any]) -> None:
    """The metric returns exactly the rows of the case, in their order."""
    assert case.keys() <= KNOWN
    spec = catalogue.metrics()[key]
    wanted, found = expected(case, spec.shape), list(run(case, spec))
    if case.get("by"):
        found.sort(key=lambda row: row.slice)
    assert _comparable(found) == _comparable(wanted)
    for row, want in zip(found, wanted, strict=True):
        assert row.value == pytest.approx(want.value, abs=5e-5)
        assert (row.low, row.high) == pytest.approx((want.low, want.high), abs=5e-5)


@pytest.mark.parametrize("key", list(catalogue.metrics()))
def test_example_is_the_first_case(key: str) -> None:
    """The example shown to users ends with the value that the first case asserts."""
    spec = catalogue.metrics()[key]
    first = cases_of(key)[0]
    assert "by" not in first
    assert _stated(spec) == [
        (row.key, row.target, pytest.approx(row.value, abs=5e-5), row.low, row.high)
        for row in expected(first, spec.shape)
    ]


def test_no_case_without_metric() -> None:
    """Every case file belongs to a metric of the catalogue."""
    assert {path.stem for path in CASES.glob("*.yaml")} <= catalogue.metrics().keys()


def _stated(spec: MetricSpec) -> list[tuple[Any, ...]]:
    label, _, text = spec.example.strip().splitlines()[-1].partition(": ")
    assert label == "Value"
    if spec.shape is Shape.SINGLE:
        found = re.fullmatch(r"(-?[\d.]+)(?: \(([\d.]+) to ([\d.]+)\))?", text)
        assert found is not None
        value, low, high = (None if part is None else float(part) for part in found.groups())
        return [("", "", value, low, high)]
    pairs = re.findall(r"(.+?) = (-?[\d.]+)(?:, |$)", text)
    return [_stated_row(spec.shape, key, float(value)) for key, value in pairs]


def _stated_row(shape: Shape, key: str, value: float) -> tuple[Any, ...]:
    origin, _, target = key.partition(" > ") if shape is Shape.FLOW else (key, "", "")
    return (origin, target, value, None, None)
