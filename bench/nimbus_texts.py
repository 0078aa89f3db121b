"""Write the bug reports of Chaparro et al. (FSE 2017) as JSON Lines for issue_quality.py.

    python -m bench.nimbus_texts CLONE > texts.jsonl

CLONE is a git clone of ojcchar/bug_report_completion. Its reports (nine systems) were cut into
sentences and stripped of some marks; what can be told is put back: fences of code, the point after
the number of a list item, apostrophes and commas of the system facebook. One object a line: id,
title, body, and ``steps``, present or missing, as those authors coded the whole report.
"""

import argparse
import csv
import io
import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

HOME = "code/bug_report_patterns"
LABELS = f"{HOME}/gold-set-B_coded_by_us.csv"


def show(clone: Path, name: str) -> bytes | None:
    """One file of the newest commit; None when it is not there."""
    command = ["git", "-C", str(clone), "show", f"HEAD:{name}"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def body_of(report: ElementTree.Element, system: str) -> str:
    """The sentences of a report as lines, its paragraphs apart, lost marks put back."""
    paragraphs = [
        "\n".join(sentence.text or "" for sentence in paragraph.iter("sentence"))
        for paragraph in report.iter("paragraph")
    ]
    text = re.sub(r"^\"'", "```", "\n\n".join(paragraphs), flags=re.MULTILINE)
    text = mended(text) if system == "facebook" else text
    return re.sub(r"^(\d{1,2}) (?=[A-Za-z\"(])", r"\1. ", text, flags=re.MULTILINE)


def mended(text: str) -> str:
    """Apostrophes and commas put back where a blank and an underscore stand for them."""
    text = re.sub(r"\b(\w+n) t\b", r"\1't", text)
    text = re.sub(r"\b(I|you|we|they|he|she|it|that|there) (m|ve|re|ll|d|s)\b", r"\1'\2", text)
    return re.sub(r"(?<=\w)_ ", ", ", text)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("clone", type=Path)
    clone = parser.parse_args().clone
    labels = io.StringIO((show(clone, LABELS) or b"").decode())
    for row in csv.DictReader(labels, delimiter=";"):
        system, number = row["system"], row["bug_id"]
        found = show(clone, f"{HOME}/test_data/data2/{system}_parse/{number}.xml.parse")
        if found is None:
            continue
        report = ElementTree.fromstring(found)
        title = report.findtext("title") or ""
        issue = {
            "id": f"nimbus.{system}:{number}",
            "title": mended(title) if system == "facebook" else title,
            "body": body_of(report, system),
            "steps": "present" if row["is_sr"] == "x" else "missing",
        }
        print(json.dumps(issue))


if __name__ == "__main__":
    main()
