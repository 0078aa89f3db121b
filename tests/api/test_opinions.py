"""What the language model says of an issue is kept, and not asked for again."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from lifesigns.api.issues import JudgedIssues, judge_issues
from lifesigns.api.opinions import MOST_HELD, OPINIONS, Opinions
from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.models.issue_quality.encoder import ask_encoder
from lifesigns.tables.store import Store

# Words leave both in doubt, so that the language model is asked.
DOUBTFUL = [
    {"title": "Saving", "body": "The file is on the disk and it is read there."},
    {"title": "Loading", "body": "The file is on the disk and it is written there."},
]
DECLARED = {"title": "Saving", "body": DOUBTFUL[0]["body"] + " Twice.", "labels": ["bug"]}

Row = tuple[str, float, float, float]


def ask(workspace: Path | None, *issues: Mapping[str, object]) -> JudgedIssues:
    """The answer about these issues."""
    given = io.BytesIO(json.dumps(issues or [*DOUBTFUL, DECLARED]).encode())
    return judge_issues("-", given, workspace=workspace)


def kept(workspace: Path) -> tuple[int, list[Row]]:
    """How often answers were written, and all that are held."""
    store = Store(workspace / "issues", "", "")
    with Session(threads=1) as session:
        rows = session.rows(store.relation(OPINIONS))
    return store.manifest.generation, sorted(rows)


def plant(workspace: Path, rows: list[Row]) -> None:
    """Make these rows all that is held."""
    store = Store(workspace / "issues", "issues", "issues")
    with store.writing(), Session(threads=1) as session:
        store.commit(session, [Batch.from_rows(OPINIONS, rows)], forgets=True)


def test_a_second_run_asks_nothing(tmp_path: Path) -> None:
    """Two doubtful texts are asked, a declared one is not; again, nothing is written or differs."""
    first = ask(tmp_path)
    assert first.entries == ask(None).entries
    generation, rows = kept(tmp_path)
    assert (generation, len(rows)) == (1, 2)
    assert ask(tmp_path).entries == first.entries
    assert kept(tmp_path) == (generation, rows)


def test_what_is_kept_is_what_is_told(tmp_path: Path) -> None:
    """Half of the probability is what the workspace holds of the text, whoever wrote it there."""
    issue = DOUBTFUL[0]
    before = ask(tmp_path, issue).entries[0].probability
    ((asked, *said),) = kept(tmp_path)[1]
    plant(tmp_path, [(asked, 0.0, 1.0, 0.0)])
    after = ask(tmp_path, issue).entries[0].probability
    moved = [0 - said[0], 1 - said[1], 0 - said[2]]
    assert [after[name] - before[name] for name in ("bug", "feature", "question")] == (
        pytest.approx([step / 2 for step in moved], abs=2e-4)
    )


def test_another_text_is_asked_anew(tmp_path: Path) -> None:
    """One word more is another text; the same words in other marks of Markdown are not."""
    title, body = "Saving", DOUBTFUL[0]["body"]
    ask(tmp_path, DOUBTFUL[0])
    ask(tmp_path, {"title": title, "body": f"<!-- unseen -->\n{body}"})
    assert len(kept(tmp_path)[1]) == 1
    ask(tmp_path, {"title": title, "body": f"{body} Always."})
    assert len(kept(tmp_path)[1]) == 2


def test_no_word_of_an_issue_is_kept(tmp_path: Path) -> None:
    """Neither the title nor the body, nor the file's name or the issue's number, is in the folder."""
    ask(tmp_path, {**DOUBTFUL[0], "title": "Saving zebras", "number": 80_085})
    assert len(kept(tmp_path)[1]) == 1
    (row,) = kept(tmp_path)[1]
    assert len(row) == 4
    assert set(row[0]) <= set("0123456789abcdef")
    for path in (tmp_path / "issues").iterdir():
        content = path.read_bytes().lower()
        assert not any(word in content for word in (b"zebra", b"saving", b"disk", b"80085"))


@pytest.mark.parametrize("ending", ["parquet", "json"])
def test_a_damaged_store_costs_time_alone(tmp_path: Path, ending: str) -> None:
    """The answers are the same; damaged answers are replaced by the ones asked again."""
    first = ask(tmp_path)
    rows = kept(tmp_path)[1]
    (damaged,) = (tmp_path / "issues").glob(f"*.{ending}")
    damaged.write_bytes(b"damaged")
    assert ask(tmp_path).entries == first.entries
    if ending == "parquet":
        assert kept(tmp_path)[1] == rows


def test_a_place_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    """A file stands where the folder would be: the answer comes, and the file is left as it is."""
    (tmp_path / "issues").write_bytes(b"mine")
    assert ask(tmp_path).entries == ask(None).entries
    assert (tmp_path / "issues").read_bytes() == b"mine"


def test_two_runs_at_once_keep_each_answer_once(tmp_path: Path) -> None:
    """Both find nothing held and ask for overlapping texts; three texts are held in the end."""
    both = threading.Barrier(2)

    def run(texts: list[list[int]]) -> None:
        with Opinions(tmp_path) as opinions:
            for numbers in texts:
                opinions(numbers)
            both.wait()

    others = threading.Thread(target=run, args=([[5, 6], [7, 8]],))
    others.start()
    run([[7, 8], [9, 10]])
    others.join()
    asked = [row[0] for row in kept(tmp_path)[1]]
    assert len(asked) == len(set(asked)) == 3


_KILLED = """
import os, signal, sys
from pathlib import Path
from lifesigns.api.opinions import Opinions
with Opinions(Path(sys.argv[1])) as opinions:
    for number in range(130):
        opinions([5, 500 + number])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_kill_loses_the_last_answers_alone(tmp_path: Path) -> None:
    """Of 130 answers the first hundred are there after `kill -9`, and true."""
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path)], check=False, env=dict(os.environ)
    )
    assert ended.returncode == -signal.SIGKILL
    rows = kept(tmp_path)[1]
    assert len(rows) == 100
    with Opinions(tmp_path) as opinions:
        assert list(opinions([5, 500])) == list(ask_encoder([5, 500]))
    assert kept(tmp_path)[1] == rows


def test_no_more_is_held_than_is_worth_it(tmp_path: Path) -> None:
    """Where one answer more than are held comes, half of them stay, this run's among them."""
    plant(tmp_path, [(f"{number:032x}", 0.5, 0.25, 0.25) for number in range(MOST_HELD)])
    ask(tmp_path, DOUBTFUL[0])
    rows = kept(tmp_path)[1]
    assert len(rows) == MOST_HELD // 2
    ask(tmp_path, DOUBTFUL[0])
    assert kept(tmp_path)[1] == rows
    assert sum(row[1:] != (0.5, 0.25, 0.25) for row in rows) == 1
