"""Whole outputs of the sample report, kept as files: a change of wording or layout is seen.

Run the tests with LIFESIGNS_ACCEPT=1 to write them anew, then read the difference.
"""

import os
from pathlib import Path

import pytest

from lifesigns.present import json, markdown, terminal
from tests.present.sample_report import CATALOGUE, PULSE, report

GOLDEN = Path(__file__).parent.parent / "golden"
OUTPUTS = {
    "summary.txt": terminal.summary(report(), colour=False),
    "answer.txt": terminal.answer(report().answers[1], colour=False),
    "explain.txt": terminal.explain(CATALOGUE["contributors"], colour=False),
    "pulse.json": json.dump_pulse(PULSE),
    "answer.md": markdown.answer(report().answers[0]),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_are_as_accepted(name: str) -> None:
    """The output equals the file of the same name, byte for byte."""
    path = GOLDEN / name
    if os.environ.get("LIFESIGNS_ACCEPT") == "1":
        path.write_bytes(OUTPUTS[name].encode())
    assert OUTPUTS[name].encode() == path.read_bytes()
