"""The one catalogue: every source, table, metric, model and verdict, found by walking the rooms."""

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import lifesigns.models
import lifesigns.sources
import lifesigns.verdicts
from lifesigns.engine.names import named_tables
from lifesigns.engine.select import BINDABLE
from lifesigns.kernel.answer import Answer
from lifesigns.kernel.errors import DefinitionError, UnknownIdError
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import Shape
from lifesigns.kernel.spec import (
    Direction,
    MetricSpec,
    ModelSpec,
    SourceSpec,
    Standard,
    TableSpec,
    VerdictSpec,
)
from lifesigns.kernel.unit import Unit
from lifesigns.tables.schema import tables

Entry = MetricSpec | VerdictSpec | ModelSpec | TableSpec | SourceSpec

_FRONT_MATTER = re.compile(r"\A/\*\n(.*?)\n\*/\n(.*)\Z", re.DOTALL)


@cache
def metrics() -> dict[str, MetricSpec]:
    """Return every metric by id, in order of focus and id. Raises DefinitionError on a bad one."""
    found = [
        read_metric(focus, name, text)
        for focus, name, text in _metric_files(resources.files("lifesigns.metrics"))
    ]
    return {spec.id: spec for spec in found}


@cache
def verdicts() -> dict[str, VerdictSpec]:
    """Return every verdict by id, in the order of the ten questions."""
    specs = [module.SPEC for module in _modules(lifesigns.verdicts) if hasattr(module, "SPEC")]
    return {spec.id: spec for spec in sorted(specs, key=lambda spec: spec.order)}


def verdict(key: str) -> VerdictSpec | None:
    """Return the verdict with exactly this id; the others are not loaded."""
    if key not in {found.name for found in pkgutil.iter_modules(lifesigns.verdicts.__path__)}:
        return None
    found = getattr(importlib.import_module(f"lifesigns.verdicts.{key}"), "SPEC", None)
    return found if isinstance(found, VerdictSpec) else None


def answerer(key: str) -> Callable[[Findings], Answer]:
    """Return the function that answers the verdict with this id."""
    module = importlib.import_module(f"lifesigns.verdicts.{key}")
    answer: Callable[[Findings], Answer] = module.answer
    return answer


@cache
def models() -> dict[str, ModelSpec]:
    """Return every model by id."""
    found = [module.MODEL for module in _modules(lifesigns.models) if hasattr(module, "MODEL")]
    return {spec.id: spec for spec in sorted(found, key=lambda spec: spec.id)}


@cache
def sources() -> dict[str, SourceSpec]:
    """Return every source by id."""
    found = [m.SOURCE for m in _modules(lifesigns.sources) if hasattr(m, "SOURCE")]
    return {spec.id: spec for spec in sorted(found, key=lambda spec: spec.id)}


@cache
def catalogue() -> dict[str, Entry]:
    """Return every entry by id. Raises DefinitionError when two carry the same id."""
    everything: dict[str, Entry] = {}
    rooms: tuple[dict[str, Any], ...] = (verdicts(), metrics(), models(), tables(), sources())
    for room in rooms:
        for key, entry in room.items():
            if key in everything:
                raise DefinitionError(f"Two catalogue entries are called {key}.")
            everything[key] = entry
    return everything


_FEW = 12


def find(key: str, among: Collection[str] = ()) -> Entry:
    """Return the entry with this id or alias, of those `among` if any are given.

    Raises UnknownIdError naming the nearest ones.
    """
    wanted = key.strip().lower().replace("-", "_").replace(" ", "_")
    everything = {id_: entry for id_, entry in catalogue().items() if not among or id_ in among}
    if found := _named(wanted, everything):
        return found
    match _named(wanted, catalogue()):
        case MetricSpec(id=id_):
            raise UnknownIdError(f"{id_} is a metric.", f"Try `lifesigns show {id_}`.")
        case VerdictSpec(id=id_):
            raise UnknownIdError(f"{id_} is a question.", f"Try `lifesigns ask {id_}`.")
    raise unknown(key, tuple(everything))


def _named(wanted: str, entries: Mapping[str, Entry]) -> Entry | None:
    if wanted in entries:
        return entries[wanted]
    among = (entry for entry in entries.values() if wanted in getattr(entry, "aliases", ()))
    return next(among, None)


def unknown(key: str, known: tuple[str, ...]) -> UnknownIdError:
    """Return the error for an id nobody carries, offering the nearest known ones."""
    from rapidfuzz import process  # needed for mistakes only, and slow to load

    near = [name for name, score, _ in process.extract(key.lower(), known, limit=3) if score > 55]
    advice = "`lifesigns list` shows all."
    if near:
        advice = f"Did you mean {' or '.join(near)}?"
    elif len(known) <= _FEW:
        advice = f"There are {', '.join(known)}."
    return UnknownIdError(f"There is no {key[:60]!r}.", advice)


def _modules(package: Any) -> Iterator[Any]:
    for found in pkgutil.iter_modules(package.__path__):
        if not found.name.startswith("_"):
            yield importlib.import_module(f"{package.__name__}.{found.name}")


def _metric_files(folder: Traversable) -> Iterator[tuple[str, str, str]]:
    for focus in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not focus.is_dir() or focus.name.startswith("_"):
            continue
        for entry in sorted(focus.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".sql"):
                yield focus.name, entry.name.removesuffix(".sql"), entry.read_text("utf-8")


def read_metric(focus: str, name: str, text: str) -> MetricSpec:
    """Read the text of a `.sql` file. Raises DefinitionError saying what is wrong in it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        raise DefinitionError(f"{name}.sql does not begin with a front-matter comment.")
    try:
        front = tomllib.loads(found[1])
        standard = front.pop("standard", None)
        spec = MetricSpec(
            id=name,
            unit=Unit(front.pop("unit")),
            shape=Shape(front.pop("shape")),
            misleads_when=tuple(front.pop("misleads_when")),
            standard=Standard(**standard) if standard else None,
            direction=Direction(front.pop("direction", "neither")),
            actors=Actors(front.pop("actors", "people")),
            aliases=tuple(front.pop("aliases", ())),
            minimum_n=front.pop("minimum_n", 1),
            needs=front.pop("needs", "clone"),
            person_level=front.pop("person_level", False),
            organisation_level=front.pop("organisation_level", False),
            few_together=front.pop("few_together", False),
            additive=front.get("additive", False),
            counts=front.pop("counts", front.pop("additive", False)),
            whole_past=front.pop("whole_past", False),
            version=front.pop("version", 1),
            source=front.pop("source", ""),
            focus=focus,
            sql=found[2].strip(),
            inputs=named_tables(found[2]),
            **front,
        )
    except (tomllib.TOMLDecodeError, ValueError, TypeError, KeyError) as error:
        raise DefinitionError(f"The front matter of {name}.sql is wrong: {error}") from None
    if strangers := set(spec.inputs) - BINDABLE.keys() - {"span"}:
        raise DefinitionError(f"{name}.sql names unknown tables: {', '.join(sorted(strangers))}.")
    return spec
