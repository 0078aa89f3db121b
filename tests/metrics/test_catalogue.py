"""The law of the catalogue, held against every metric and against metrics that break it."""

import dataclasses
from importlib import resources

import pytest

from lifesigns.api import catalogue
from lifesigns.engine.lint import lint, tables_of
from lifesigns.engine.local import Session
from lifesigns.engine.select import BINDABLE, Binder, slices_of
from lifesigns.kernel.scope import Actors, Scope
from lifesigns.kernel.spec import MetricSpec, Standard

from .world import play, stage, window_of

FOCUS_AREAS = {"contributions", "people", "time", "place", "sustainability", "governance"}
LONGEST_FILE = 120
COUNTING = "SELECT slice, count(*) AS value, count(*) AS n FROM commits"


def _metric(**changes: object) -> MetricSpec:
    spec = catalogue.metrics()["contributors"]
    return dataclasses.replace(spec, **{"source": "s", **changes})  # type: ignore[arg-type]


def _complaints(sql: str, **changes: object) -> str:
    with Session(threads=1) as session:
        inputs = tables_of(session, sql)
        return " ".join(lint(session, [_metric(sql=sql, inputs=inputs, **changes)]))


def test_the_catalogue_keeps_its_law() -> None:
    """No metric of the catalogue gives cause for a complaint."""
    with Session(threads=1) as session:
        assert lint(session, catalogue.metrics().values()) == ()


def test_at_least_forty_metrics_in_known_focus_areas() -> None:
    """The catalogue holds the metrics a clone can answer, each in a known focus area."""
    found = catalogue.metrics().values()
    assert len(found) >= 55
    assert {spec.focus for spec in found} <= FOCUS_AREAS


def test_metric_files_are_short() -> None:
    """A metric with all its text fits on a page."""
    for focus in resources.files("lifesigns.metrics").iterdir():
        if not focus.is_dir() or focus.name.startswith("_"):
            continue
        for entry in focus.iterdir():
            assert len(entry.read_text("utf-8").splitlines()) <= LONGEST_FILE, entry.name


def test_every_select_binds_on_empty_tables() -> None:
    """On a project without anything every metric runs, for all actors or slices, and says nothing."""
    play({})
    _, binder = stage()
    for spec in catalogue.metrics().values():
        scopes = [Scope(actors) for actors in Actors]
        scopes += [Scope(spec.actors, by) for by in slices_of(spec)]
        for scope in scopes:
            assert binder.run(spec, window_of({}), scope) == (), (spec.id, scope)


def test_every_bindable_table_is_used() -> None:
    """No table is offered to metrics that none of them reads."""
    used = {table for spec in catalogue.metrics().values() for table in spec.inputs}
    assert BINDABLE.keys() <= used


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (f"{COUNTING} WHERE kind = 'person' GROUP BY slice", "filters actors itself"),
        (f"{COUNTING} WHERE committed_at > now() GROUP BY slice", "calls now"),
        (f"{COUNTING} WHERE committed_at > current_date GROUP BY slice", "clock"),
        (f"{COUNTING} WHERE m_day(committed_at) > '2020-01-01' GROUP BY slice", "holds a date"),
        (f"{COUNTING} WHERE n_files > 7 GROUP BY slice", "the number 7"),
        (f"{COUNTING} WHERE regexp_matches(subject, 'x') GROUP BY slice", "calls regexp_matches"),
        ("SELECT slice, count(*) AS value FROM commits GROUP BY slice", "do not fit the shape"),
        ("SELECT * FROM commits", "selects *"),
        (COUNTING.replace("commits", "held.commits"), "past the Binder"),
        (COUNTING.replace("commits", "secrets"), "no Binder knows"),
        (COUNTING.replace("commits", "read_csv('x.csv')"), "table function"),
        (f"{COUNTING} UNION ALL {COUNTING}", "not one SELECT"),
        (
            "SELECT slice, sum(n_files) OVER (ORDER BY n_parents) AS value, 1 AS n FROM commits",
            "states no frame",
        ),
        (f"{COUNTING} GROUP BY slice ORDER BY slice", "needs no order"),
    ],
)
def test_selects_that_break_the_law(sql: str, words: str) -> None:
    """A SELECT that leans on something not shown is refused with the reason."""
    assert words in _complaints(sql)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": "Count of people"}, "must end with ?"),
        ({"question": "How " * 30 + "?"}, "at most 90"),
        ({"definition": " "}, "definition is empty"),
        ({"misleads_when": ()}, "never misleads"),
        ({"missing_when": ""}, "missing_when is empty"),
        ({"example": "Two people."}, "does not end with its value"),
        ({"id": "Contributors-30d"}, "snake_case"),
        ({"source": "", "standard": None}, "names no source"),
        ({"standard": Standard("x", "http://x", "same")}, "no link"),
        ({"standard": Standard("x", "https://x", "like")}, "none of"),
    ],
)
def test_texts_that_break_the_law(changes: dict[str, object], words: str) -> None:
    """A text with a hole in it is refused with the reason."""
    assert words in _complaints(f"{COUNTING} GROUP BY slice", **changes)


def test_two_metrics_may_not_share_question_or_name() -> None:
    """A question is asked once, and an alias names one metric."""
    with Session(threads=1) as session:
        twins = [_metric(), _metric(id="others", aliases=("contributors",))]
        words = " ".join(lint(session, twins))
    assert "2 metrics ask" in words
    assert "2 metrics are called contributors" in words


def test_a_ranking_without_full_order_is_refused() -> None:
    """Rankings state the largest first and break every tie."""
    ranking = catalogue.metrics()["commits_by_person"]
    with Session(threads=1) as session:
        loose = dataclasses.replace(ranking, sql=ranking.sql.replace(", key", ""))
        upside_down = dataclasses.replace(ranking, sql=ranking.sql.replace("value DESC", "value"))
        assert "key last" in " ".join(lint(session, [loose]))
        assert "largest value first" in " ".join(lint(session, [upside_down]))


def test_unknown_slices_are_refused() -> None:
    """A metric whose tables do not carry a slice says which ones it knows."""
    play({})
    session, _ = stage()
    spec = catalogue.metrics()["days_since_last_commit"]
    with pytest.raises(Exception, match=r"cannot be sliced by month.*person, organisation"):
        Binder(session).run(spec, window_of({}), Scope(by="month"))
