"""The law of the catalogue: what a metric's text must hold, and what its SELECT may not.

A definition is read by sceptics and run on other engines, so it may lean on nothing
that is not shown: only tables the Binder cuts to scope and window, only functions every
engine has or `macros.sql` gives it, no moment of its own, and no number its definition
does not state. Each complaint is one sentence; none means that the metric is fine.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.engine.select import BINDABLE, macros
from lifesigns.kernel.errors import DefinitionError
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, Shape
from lifesigns.kernel.spec import MetricSpec

FUNCTIONS = frozenset(
    (
        *("count", "count_star", "sum", "min", "max", "avg", "stddev_pop", "row_number", "lag"),
        *("abs", "ceil", "exp", "floor", "greatest", "least", "ln", "round", "sqrt"),
        *("+", "-", "*", "/", "||"),
    )
)
"""Functions and operators that mean the same on every engine; the rest are `m_*`."""

LONGEST_QUESTION = 90
RELATIONS = frozenset(("same", "narrower", "own"))

_CLOCKS = frozenset(
    (
        *("now", "today", "current_date", "current_time", "current_timestamp"),
        *("localtime", "localtimestamp"),
    )
)
_FREE_NUMBERS = frozenset((-1.0, 0.0, 1.0))
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_MACRO = re.compile(r"^CREATE OR REPLACE MACRO (m_\w+)\(", re.MULTILINE)
_VALUE = re.compile(r"^Value: .+\s*\Z", re.MULTILINE)
_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

_Node = dict[str, Any]


def lint(session: Session, specs: Iterable[MetricSpec]) -> tuple[str, ...]:
    """Return every complaint about the metrics, each beginning with the metric's id."""
    metrics = tuple(specs)
    found = [f"{spec.id}: {words}" for spec in metrics for words in _complaints(session, spec)]
    asked = Counter(spec.question for spec in metrics)
    found += [f"{n} metrics ask {question!r}." for question, n in asked.items() if n > 1]
    named = Counter(name for spec in metrics for name in (spec.id, *spec.aliases))
    found += [f"{n} metrics are called {name}." for name, n in named.items() if n > 1]
    return tuple(found)


def tables_of(session: Session, sql: str) -> tuple[str, ...]:
    """Return the unqualified tables a SELECT names, sorted, its own WITH parts left out.

    Read from the parsed tree; `named_tables` reads the text. Raises DefinitionError for what is
    not one SELECT.
    """
    return tuple(sorted(_named(tuple(_walk(_parse(session, sql))))))


def _complaints(session: Session, spec: MetricSpec) -> Iterator[str]:
    yield from _text(spec)
    try:
        select = _parse(session, spec.sql)
    except DefinitionError as error:
        yield str(error)
        return
    if select.get("type") != "SELECT_NODE":
        yield "The statement is not one SELECT."
        return
    nodes = tuple(_walk(select))
    yield from _tables(nodes, spec)
    yield from _functions(nodes)
    yield from _names(nodes, spec)
    yield from _constants(nodes, spec)
    yield from _windows(nodes)
    yield from _result(select, spec)


def _text(spec: MetricSpec) -> Iterator[str]:
    if not _ID.fullmatch(spec.id):
        yield "The id is not a noun phrase in snake_case."
    if not spec.question.endswith("?") or len(spec.question) > LONGEST_QUESTION:
        yield f"The question must end with ? and have at most {LONGEST_QUESTION} characters."
    for name in ("title", "definition", "reading", "missing_when", "example", "since"):
        if not getattr(spec, name).strip():
            yield f"The {name} is empty."
    if not any(words.strip() for words in spec.misleads_when):
        yield "It never misleads? Say when it does."
    if not _VALUE.search(spec.example):
        yield "The example does not end with its value."
    if spec.standard is not None and spec.standard.relation not in RELATIONS:
        yield f"The relation to the standard is none of {', '.join(sorted(RELATIONS))}."
    if spec.standard is not None and not spec.standard.url.startswith("https://"):
        yield "The standard has no link."
    if not spec.source and (spec.standard is None or spec.standard.relation != "same"):
        yield "It names no source, and is not the same as a standard."


def _parse(session: Session, sql: str) -> _Node:
    ((text,),) = session.rows("SELECT json_serialize_sql(?)", (sql,))
    tree = json.loads(text)
    if tree.get("error"):
        raise DefinitionError(f"The SELECT does not parse: {tree.get('error_message')}")
    if len(tree["statements"]) != 1:
        raise DefinitionError("A definition is one SELECT.")
    select: _Node = tree["statements"][0]["node"]
    return select


def _walk(tree: Any) -> Iterator[_Node]:
    stack: list[Any] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            yield node
            stack.extend(node.values())


def _named(nodes: tuple[_Node, ...]) -> set[str]:
    own = {entry["key"] for node in nodes for entry in (node.get("cte_map") or {}).get("map", ())}
    tables = (node for node in nodes if node.get("type") == "BASE_TABLE")
    return {node["table_name"] for node in tables if not node.get("schema_name")} - own


def _tables(nodes: tuple[_Node, ...], spec: MetricSpec) -> Iterator[str]:
    unknown = _named(nodes) - BINDABLE.keys() - {"span"}
    for node in nodes:
        if node.get("type") == "TABLE_FUNCTION":
            yield "It reads from a table function."
        if node.get("type") != "BASE_TABLE":
            continue
        if node.get("schema_name") or node.get("catalog_name"):
            yield f"It reads {node['table_name']} past the Binder, by its schema."
        elif node["table_name"] in unknown:
            yield f"It names {node['table_name']}, which no Binder knows."
    if not set(spec.inputs) - {"span"}:
        yield "It names no table."


def _functions(nodes: tuple[_Node, ...]) -> Iterator[str]:
    known = FUNCTIONS | set(_MACRO.findall(macros()))
    called = {
        node["function_name"] for node in nodes if node.get("class") in ("FUNCTION", "WINDOW")
    }
    for name in sorted(called - known):
        yield f"It calls {name}, which other engines may not have."


def _names(nodes: tuple[_Node, ...], spec: MetricSpec) -> Iterator[str]:
    columns = {node["column_names"][-1] for node in nodes if node.get("class") == "COLUMN_REF"}
    for name in sorted(columns & _CLOCKS):
        yield f"It looks at the clock: {name}."
    if any(node.get("class") == "STAR" for node in nodes):
        yield "It selects *, so its columns are not shown."
    cut_by_actor = any(BINDABLE[t].actor for t in spec.inputs if t in BINDABLE)
    if "kind" in columns and cut_by_actor and spec.actors is not Actors.ALL:
        yield "It filters actors itself (kind); the scope does that."


def _constants(nodes: tuple[_Node, ...], spec: MetricSpec) -> Iterator[str]:
    for node in nodes:
        if node.get("class") != "CONSTANT":
            continue
        kind, text = node["literal"]["kind"], node["literal"].get("text", "")
        if kind == "STRING" and _DATE.match(text):
            yield f"It holds a date: {text}."
        if kind in ("INTEGER", "NUMERIC") and not _is_stated(float(text), spec.definition):
            yield f"It holds the number {text}, which its definition does not state."


def _is_stated(number: float, definition: str) -> bool:
    if number in _FREE_NUMBERS:
        return True
    said = re.findall(r"\d+(?:\.\d+)?%?", definition)
    return bool({f"{number:g}", f"{number * 100:g}%"} & set(said))


def _windows(nodes: tuple[_Node, ...]) -> Iterator[str]:
    for node in nodes:
        is_running = node.get("type") == "WINDOW_AGGREGATE" and node["orders"]
        if is_running and not str(node["end"]).endswith("_ROWS"):
            yield f"Its running {node['function_name']} states no frame of ROWS."


def _result(select: _Node, spec: MetricSpec) -> Iterator[str]:
    columns = [
        item["alias"] or item.get("column_names", [""])[-1] for item in select["select_list"]
    ]
    required = REQUIRED_COLUMNS[spec.shape]
    if not set(required) <= set(columns) <= {*required, *OPTIONAL_COLUMNS}:
        yield f"Its columns {', '.join(columns)} do not fit the shape {spec.shape}."
    orders = [
        (order["expression"].get("column_names", [""])[-1], order["type"] == "DESCENDING")
        for modifier in select["modifiers"]
        if modifier["type"] == "ORDER_MODIFIER"
        for order in modifier["orders"]
    ]
    if spec.shape is Shape.SINGLE:
        if orders:
            yield "A single value needs no order."
        return
    last = "target" if spec.shape is Shape.FLOW else "key"
    if not orders or orders[0][0] != "slice" or orders[-1][0] != last:
        yield f"Its rows must be ordered by slice first and {last} last."
    if spec.shape is Shape.RANKING and ("value", True) not in orders[1:2]:
        yield "A ranking puts the largest value first."
