"""Cut-offs live in one file, each with its source, and nowhere else."""

import ast
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

import pytest

from lifesigns.verdicts import stated, thresholds

_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def _modules(folder: Traversable) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _modules(entry)
        elif entry.name.endswith(".py"):
            yield entry.name, entry.read_text(encoding="utf-8")


SOURCES = tuple(_modules(resources.files("lifesigns.verdicts")))


def _bare_numbers(source: str) -> Iterator[str]:
    """Yield every comparison for order with a written number other than 0 and 1."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and any(isinstance(op, _ORDER) for op in node.ops):
            numbers = (
                part.value
                for side in (node.left, *node.comparators)
                for part in ast.walk(side)
                if isinstance(part, ast.Constant) and isinstance(part.value, int | float)
            )
            if any(number not in (0, 1) for number in numbers):
                yield ast.unparse(node)


@pytest.mark.parametrize(("name", "source"), SOURCES)
def test_no_verdict_decides_by_a_bare_number(name: str, source: str) -> None:
    """Whatever is more or less than a number in a verdict is held against a sourced cut-off."""
    assert list(_bare_numbers(source)) == [], name


def test_a_bare_number_would_be_found() -> None:
    """The law sees numbers on either side and inside a calculation."""
    assert list(_bare_numbers("a = b > 0.5\nc = 30 <= d\ne = f < 2 * g\nh = i > 0 or j == 12")) == [
        "b > 0.5",
        "30 <= d",
        "f < 2 * g",
    ]


def _numbers_in_rules(source: str) -> Iterator[str]:
    """Yield every written text of a stated rule that holds a number."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in ("confidence_rule", "not_answered_when"):
            for part in _outside_of_calls(node.value):
                if isinstance(part, ast.Constant) and re.search(r"\d", str(part.value)):
                    yield str(part.value)


def _outside_of_calls(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            yield from _outside_of_calls(child)


@pytest.mark.parametrize(("name", "source"), SOURCES)
def test_no_stated_rule_repeats_a_number(name: str, source: str) -> None:
    """When a verdict is sure or silent is said with the cut-off's own value, not with a copy."""
    assert list(_numbers_in_rules(source)) == [], name


def test_a_repeated_number_would_be_found() -> None:
    """The law reads plain texts and what stands between the fields of others."""
    source = "f(confidence_rule=f\"from {stated('a_2')} to 30\", title='7', not_answered_when='5 and less')"
    assert list(_numbers_in_rules(source)) == [" to 30", "5 and less"]


def test_rules_state_the_value_in_force() -> None:
    """A share is said as per cent, everything else as it is."""
    assert (stated("real_work_read"), stated("alive_not_seen_days")) == ("95%", "90")


@pytest.mark.parametrize("key", thresholds())
def test_every_cut_off_is_used_and_says_where_it_comes_from(key: str) -> None:
    """A cut-off nobody asks for is dead; one without source or date cannot be argued with."""
    found = thresholds()[key]
    assert any(f'"{key}"' in source for _, source in SOURCES)
    assert found.meaning
    assert found.unit
    assert found.source.removeprefix("our choice: ")
    assert found.dated
