"""The linear model of issue types."""

from collections import Counter

import numpy as np
import pytest

from lifesigns.models.issue_quality.features import STREAMS, features, is_lone_trace, words
from lifesigns.models.issue_quality.issue_type import (
    PHRASES,
    WORDS,
    load_model,
    type_of,
)
from lifesigns.models.issue_quality.labels import kind_of
from lifesigns.models.issue_quality.linear import TypeModel, token_key
from lifesigns.models.issue_quality.record import IssueKind
from lifesigns.models.issue_quality.report import Report


def tiny() -> TypeModel:
    """Two tokens with weights that can be computed by hand."""
    tokens = [("title", "crash"), ("title", "add")]
    keys = np.array([token_key(*token) for token in tokens], dtype=np.uint32)
    order = np.argsort(keys)
    factors = np.array([3.0, 4.0], dtype=np.float32)[order]
    weights = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], dtype=np.float32)[order]
    return TypeModel(keys[order], factors, weights, sharpness=2.0, lone_trace=3.0, least=0.5)


def test_scores_are_weights_of_unit_vectors() -> None:
    """Factors 3 and 4 make a vector of length 5: scores 0.6 and 0.8; unknown tokens are left out."""
    scores = tiny().scores({"title": Counter({"crash": 1, "add": 1, "never seen": 7})})
    assert scores == pytest.approx([0.6, 0.8, 0.0])


def test_counts_enter_as_one_plus_logarithm() -> None:
    """A token seen e times weighs twice; length 1 for a single known token."""
    model = tiny()
    once = model.scores({"title": Counter({"crash": 1})})
    often = model.scores({"title": Counter({"crash": 50})})
    assert once == pytest.approx([1.0, 0.0, 0.0])
    assert often == pytest.approx(once)


def test_probabilities_follow_the_softmax() -> None:
    """Scores 0.5 apart at sharpness 2 are e to 1."""
    chances = tiny().probabilities(np.array([0.5, 0.0, 0.0]))
    assert chances[0] / chances[1] == pytest.approx(np.e)
    assert chances.sum() == pytest.approx(1.0)


def test_a_lone_trace_multiplies_the_odds_of_a_bug() -> None:
    """Even odds become 3 to 1 to 1 where a trace stands and nothing is asked."""
    chances = tiny().probabilities(np.zeros(3), is_lone_trace=True)
    assert chances == pytest.approx([0.6, 0.2, 0.2])


TRACE = (
    "```\njava.lang.NullPointerException: null\n\tat org.example.Shop.pay(Shop.java:12)\n"
    "\tat org.example.Main.main(Main.java:5)\n```"
)


@pytest.mark.parametrize(
    ("body", "lone"),
    [
        (TRACE, True),
        (f"It stops here.\n{TRACE}", True),
        (f"What am I doing wrong?\n{TRACE}", False),
        (f"It would be nice to hide this.\n{TRACE}", False),
        ("It stops here.", False),
    ],
)
def test_a_trace_stands_alone_where_nothing_is_asked_or_wished(body: str, lone: bool) -> None:
    """A question or a wish beside the trace may be what the issue is about."""
    assert is_lone_trace(features(Report("Start", body))) is lone


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("App crashes on start", TRACE),
        ("App crashes on start", f"Using 1.2 on Ubuntu.\n\n{TRACE}"),
        ("Shop", f"I get this:\n{TRACE}"),
        ("Crash", TRACE),
        ("undefined is not a function", f"Hello, after an update I see:\n{TRACE}"),
        ("启动报错", f"运行后报错\n{TRACE}"),
    ],
)
def test_a_short_crash_report_is_a_bug(title: str, body: str) -> None:
    """A trace and hardly a word beside it is a report of a fault, not a question."""
    assert type_of(Report(title, body)).kind is IssueKind.BUG


def test_a_question_about_a_trace_stays_a_question() -> None:
    """Who asks what to do with a trace asks."""
    report = Report("How do I load a model?", f"I try this.\n{TRACE}\nWhat am I doing wrong?")
    assert type_of(report).kind is IssueKind.QUESTION


def test_the_same_word_differs_by_stream() -> None:
    """A word of the title is another token than the word of the body."""
    assert tiny().scores({"told": Counter({"crash": 1})}) == pytest.approx([0.0, 0.0, 0.0])


@pytest.mark.parametrize("name", [WORDS, PHRASES])
def test_shipped_models_are_sound(name: str) -> None:
    """Keys ascend without repetition, every number is finite, and doubt is possible."""
    model = load_model(name)
    assert np.all(np.diff(model.keys.astype(np.int64)) > 0)
    assert np.isfinite(model.factors).all()
    assert np.isfinite(model.weights).all()
    assert 1 / 3 < model.least < 1
    assert model.sharpness > 0


def test_words_are_made_alike() -> None:
    """Addresses, versions, numbers, people and pictures become one token each."""
    text = "See https://host.example/a, v1.2.3, 404, @ann, ![x](y.png) and src/a/b.c"
    assert words(text) == [
        "see", "_url", "host_example", "_version", "_number", "_person", "_image", "and", "_path",
    ]  # fmt: skip


def test_features_fill_every_stream() -> None:
    """Every stream is there, and turns of phrase are the same in both languages."""
    english = features(Report("Crash", "### Steps\n```c\nint a;\n```\nIt fails."))
    assert set(english) == set(STREAMS)
    assert all(english.values())
    chinese = features(Report("崩溃", "程序失败"))
    assert "failure>=1" in english["turns"]
    assert "failure>=1" in chinese["turns"]


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["bug"], IssueKind.BUG),
        (["P1", "kind/bug"], IssueKind.BUG),
        (["C-bug :lady_beetle:"], None),
        (["🐛 Bug"], IssueKind.BUG),
        (["type: enhancement"], IssueKind.FEATURE),
        (["Feature Request"], IssueKind.FEATURE),
        (["question", "help wanted"], IssueKind.QUESTION),
        (["缺陷"], IssueKind.BUG),
        (["not a bug"], None),
        (["bug", "enhancement"], None),
        (["debugging", "x" * 10_000], None),
        ([], None),
    ],
)
def test_labels_that_name_a_type(labels: list[str], kind: IssueKind | None) -> None:
    """Only a label that names one type and nothing else is believed."""
    assert kind_of(labels) is kind


def test_a_label_decides_and_the_text_keeps_its_odds() -> None:
    """The project's word stands for the type; the probabilities stay those of the text."""
    report = Report("Add a dark mode", "It would be great to have one.")
    alone, labelled = type_of(report), type_of(report, ["bug"])
    assert (labelled.kind, labelled.reason) == (IssueKind.BUG, "label")
    assert labelled.probabilities == alone.probabilities


@pytest.mark.parametrize(
    ("title", "reason"),
    [("[Bug] Dark mode", "title"), ("Bug: dark mode", "title"), ("Dark mode", "words")],
)
def test_a_tag_before_the_title_decides_without_labels(title: str, reason: str) -> None:
    """What the reporter or the template put before the title stands, unless a label does."""
    body = "It would be great to have a dark mode. Please add one, it would help at night."
    found = type_of(Report(title, body))
    assert found.reason == reason
    assert (found.kind is IssueKind.BUG) == (reason == "title")
    assert type_of(Report(title, body), ["feature"]).reason == "label"
