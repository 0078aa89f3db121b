"""The JSON contract: exact fields, schemas, null with reasons, the same bytes each time."""

import json as standard
import math
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from lifesigns.kernel.answer import Answer, Confidence, Tone
from lifesigns.kernel.errors import DefinitionError
from lifesigns.kernel.holdings import Check
from lifesigns.kernel.shape import Row
from lifesigns.kernel.unit import Unit
from lifesigns.present import json
from tests.present.sample_report import CATALOGUE, PULSE, hostile_report, report
from tests.present.sample_results import HOSTILE, RESULTS, SCRIPT, TOP_PEOPLE, over_time
from tests.present.test_terminal import HELD, PEOPLE

REGISTRY: Registry[Any] = Registry().with_resource(
    "records.schema.json", Resource.from_contents(json.schema("records"))
)
DOCUMENTS = {
    "report": json.dump_report(report()),
    "answer": json.dump_answer(report().answers[0]),
    "pulse": json.dump_pulse(PULSE),
    "result": json.dump_result(TOP_PEOPLE),
    "people": json.dump_people(PEOPLE),
    "status": json.dump_status(HELD),
    "checks": json.dump_checks([Check("git", True, "2.50")]),
    "catalogue": json.dump_catalogue(CATALOGUE.values()),
}


def validate(name: str, text: str) -> None:
    """Raise when the document does not fit its schema."""
    Draft202012Validator(json.schema(name), registry=REGISTRY).validate(standard.loads(text))


@pytest.mark.parametrize("name", ["records", *DOCUMENTS])
def test_schemas_are_schemas(name: str) -> None:
    """Each published schema is itself valid under JSON Schema 2020-12."""
    Draft202012Validator.check_schema(json.schema(name))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_fit_their_schemas(name: str) -> None:
    """What is written is what is published."""
    validate(name, DOCUMENTS[name])


@pytest.mark.parametrize("answer", report().answers, ids=lambda answer: answer.question)
def test_every_answer_fits(answer: Answer) -> None:
    """Answered or refused, the same fields."""
    validate("answer", json.dump_answer(answer))


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.id)
def test_every_result_fits(result: Any) -> None:
    """Every shape, missing ones included."""
    validate("result", json.dump_result(result))


def test_the_schemas_refuse_what_is_wrong() -> None:
    """A schema that accepts everything would prove nothing."""
    for name, change in (
        ("pulse", {"authors": "many"}),
        ("pulse", {"since": "yesterday"}),
        ("answer", {"confidence": "certain"}),
        ("result", {"unit": "apples"}),
    ):
        broken = standard.loads(DOCUMENTS[name]) | change
        assert not Draft202012Validator(json.schema(name), registry=REGISTRY).is_valid(broken)


def test_pulse_fields() -> None:
    """The Pulse has the promised fields, with null where the clone cannot tell."""
    pulse = standard.loads(DOCUMENTS["pulse"])
    promised = (
        "period_days", "since", "until", "default_branch", "commits_default_branch", "commits_all_branches",
        "authors", "authors_people", "bots", "files_changed", "additions", "deletions", "gross_additions",
        "gross_deletions", "sentence",
    )  # fmt: skip
    assert list(pulse)[: len(promised)] == list(promised)
    assert pulse["gross_additions"] is None
    assert pulse["since"] == "2026-11-05T14:03:00Z"


def test_answer_fields() -> None:
    """An answer has the promised fields, and alive its forecast beside them."""
    answer = standard.loads(DOCUMENTS["answer"])
    promised = (
        "question",
        "answer",
        "sentence",
        "confidence",
        "evidence",
        "missing",
        "coverage",
        "would_change",
    )
    assert set(promised) <= set(answer)
    assert answer["question"] == "alive"
    assert answer["answer"] == "active"
    forecast = answer["forecast"]
    assert forecast["any_commit_12m"] == {"p": 0.93, "low": 0.9, "high": 0.955, "abstained": False}
    assert forecast["active_months_12m"]["p"] is None
    missing = [item for item in answer["evidence"] if item["missing"]]
    assert [(item["value"], item["missing"]["reason"]) for item in missing] == [
        (None, "not_collected")
    ]


def test_a_report_carries_the_sheets_and_rows_name_them() -> None:
    """Each sheet has its id, what the person gave and where they worked; rows refer to it."""
    document = standard.loads(DOCUMENTS["report"])
    ada, ben = document["people"]
    assert ada["id"] == "Ada Lovelace"
    assert ada["acts"] == {"code": 900, "co_authorship": 12}
    assert ada["jobs"][0] == {
        "organisation": "Corvo",
        "from": "2019-02-01",
        "to": "2021-03-01",
        "source": "domain corvo.example",
    }
    assert ada["jobs"][1]["to"] is None
    assert ben["acts"] == {}
    assert "emails" not in ada
    rows = [
        row
        for answer in document["answers"]
        for evidence in answer["evidence"]
        for row in evidence["rows"]
    ]
    assert [row["label"] for row in rows if row.get("person") == ada["id"]] == ["Ada Lovelace"]
    assert all("person" not in row for row in rows if row["label"] == "LICENSE")


def test_people_fields() -> None:
    """A person has the promised fields; what is unknown is null or an empty list."""
    people = standard.loads(DOCUMENTS["people"])
    promised = (
        "person", "names", "emails", "is_bot", "commits", "change_requests", "share_of_change_requests",
        "first_at", "last_at", "places", "employers",
    )  # fmt: skip
    assert set(promised) <= set(people[0])
    assert people[0]["first_at"] == "2018-01-04T00:00:00Z"
    assert people[1]["change_requests"] is None


def test_texts_are_kept_and_cannot_act() -> None:
    """A reader of the JSON gets the very text; a terminal that shows it gets no control."""
    written = json.dump_result(TOP_PEOPLE)
    keys = [row["key"] for row in standard.loads(written)["rows"]]
    for text in HOSTILE[:-1]:
        assert text in keys
    assert "\ufffd" in keys
    assert SCRIPT in written
    for character in "\x1b\x00\x9b\u202e\u2066\u200f":
        assert character not in written
    written.encode("utf-8")


def test_what_is_no_number_is_null() -> None:
    """NaN and infinity are not JSON; they are null. Whole numbers have no point."""
    rows = standard.loads(
        json.dump_result(
            over_time("a", "A", Unit.COMMITS, {"2025": math.nan, "2026": math.inf, "2027": 3.0})
        )
    )["rows"]
    assert [row["value"] for row in rows] == [None, None, 3]
    assert json.dump_result(over_time("a", "A", Unit.COMMITS, {"2027": 3.0})).count("3.0") == 0
    assert Row("all", None, 0).value is None


def test_extra_fields_cannot_hide_the_contract() -> None:
    """A verdict that would overwrite a field of the contract is a defect."""
    answer = Answer("x", "X", "w", Tone.GOOD, "s", Confidence.LOW, "r", extra={"sentence": "other"})
    with pytest.raises(DefinitionError):
        json.dump_answer(answer)


def test_the_same_records_give_the_same_bytes() -> None:
    """Nothing depends on the moment or the order of a set."""
    assert json.dump_report(report()) == DOCUMENTS["report"]
    assert json.dump_report(hostile_report()) == json.dump_report(hostile_report())
