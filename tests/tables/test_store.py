"""The store: atomic, immutable, lock-free for readers."""

import json
import os
from contextlib import ExitStack
from pathlib import Path
from threading import Timer

import pytest

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import DataError, PermissionDeniedError, StoreTooNewError
from lifesigns.tables.schema import tables
from lifesigns.tables.store import Draft, Store, folder_name, held_folders

TRAILERS, LANDINGS = tables()["trailers"], tables()["landings"]


def trailer(commit: str) -> Batch:
    """Return a batch of one trailer row."""
    return Batch.from_rows(TRAILERS, [(commit, 0, "signed-off-by", "A <a@b.org>", "A", "a@b.org")])


def landing(commit: str) -> Batch:
    """Return a batch of one landing row."""
    return Batch.from_rows(LANDINGS, [(commit, 1_700_000_000, 0, commit, True)])


def held(store: Store, table: str) -> list[str]:
    """Return the commit ids a fresh reader finds."""
    with Session() as session:
        sql = f"SELECT commit_id FROM ({store.relation(tables()[table])}) ORDER BY 1"
        return [row[0] for row in session.rows(sql)]


def test_growing_tables_grow_and_replaced_tables_are_replaced(tmp_path: Path) -> None:
    """Facts accumulate; tables that hold the state of now hold only the last one."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session, store.writing():
        store.commit(session, [trailer("a"), landing("a")], {"step": 1})
        store.commit(session, [trailer("b"), landing("b")], {"step": 2})
    again = Store(tmp_path / "p", "", "")
    assert held(again, "trailers") == ["a", "b"]
    assert held(again, "landings") == ["b"]
    assert again.manifest.state == {"step": 2}
    assert (again.manifest.subject, again.manifest.name) == ("origin", "name")


def test_rows_may_join_those_of_a_replaced_table(tmp_path: Path) -> None:
    """A batch that adds leaves what a replaced table holds; one that does not takes its place."""
    store = Store(tmp_path / "p", "origin", "name")
    more = Batch.from_rows(LANDINGS, [("b", 1_700_000_001, 1, "b", True)], adds=True)
    with Session() as session, store.writing():
        store.commit(session, [landing("a")])
        store.commit(session, [more])
        assert held(store, "landings") == ["a", "b"]
        store.commit(session, [Batch.from_rows(LANDINGS, [], adds=True)])
        assert held(store, "landings") == ["a", "b"]
        store.commit(session, [Batch.from_rows(LANDINGS, [])])
        assert held(store, "landings") == []


def test_a_part_without_manifest_is_no_fact(tmp_path: Path) -> None:
    """What a killed writer left unnamed is not read, and what was committed stays."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session, store.writing():
        store.commit(session, [trailer("a")])
        session.write_parquet(trailer("lost"), store.folder / "trailers-lost.parquet")
        (store.folder / "manifest.json.new").write_text("{half", "utf-8")
    assert held(Store(tmp_path / "p", "", ""), "trailers") == ["a"]


def test_a_draft_is_seen_by_nobody_until_adopted(tmp_path: Path) -> None:
    """Its parts join what is there by then, without a lock; what else it replaced stays."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session:
        with store.writing():
            store.commit(session, [trailer("a"), landing("a")])
            draft = Draft(store.folder)
            with draft.writing():
                draft.commit(session, [trailer("b"), landing("b")])
                draft.commit(session, [trailer("c")])
            store.commit(session, [trailer("d")])
        assert held(draft, "trailers") == ["a", "b", "c"]
        assert held(Store(store.folder, "", ""), "trailers") == ["a", "d"]
        with store.writing():
            store.adopt({"trailers": draft.drafted("trailers")})
    again = Store(store.folder, "", "")
    assert held(again, "trailers") == ["a", "b", "c", "d"]
    assert held(again, "landings") == ["a"]


def test_a_draft_is_adopted_whole_or_not(tmp_path: Path) -> None:
    """Where one of its parts is gone, the store stays as it is and can be read."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session, store.writing():
        store.commit(session, [trailer("a")])
        draft = Draft(store.folder)
        for commit in "bc":
            draft.commit(session, [trailer(commit)])
        (store.folder / draft.drafted("trailers")[0]).unlink()
        store.adopt({"trailers": draft.drafted("trailers")})
    assert held(Store(store.folder, "", ""), "trailers") == ["a"]


def test_orphans_are_swept_only_after_the_grace(tmp_path: Path) -> None:
    """A reader may still hold an older manifest, so young unnamed parts stay."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session, store.writing():
        store.commit(session, [trailer("a")])
        for age, name in ((0, "young"), (3600, "old")):
            path = store.folder / f"trailers-{name}.parquet"
            session.write_parquet(trailer(name), path)
            stamp = path.stat().st_mtime - age
            os.utime(path, (stamp, stamp))
    with store.writing():
        pass
    left = {path.name for path in store.folder.glob("trailers-*.parquet")}
    assert "trailers-young.parquet" in left
    assert "trailers-old.parquet" not in left
    assert held(store, "trailers") == ["a"]


def test_many_small_parts_are_compacted_without_loss(tmp_path: Path) -> None:
    """A hundred updates leave few files and every row."""
    store = Store(tmp_path / "p", "origin", "name")
    with Session() as session, store.writing():
        for number in range(70):
            store.commit(session, [trailer(f"{number:03}")])
    assert held(store, "trailers") == [f"{number:03}" for number in range(70)]
    assert len(store.manifest.parts["trailers"]) < 35


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two collectors of one project do not mix: the second gets a clear error."""
    monkeypatch.setattr("lifesigns.tables.store._PATIENCE", 0.01)
    first, second = (Store(tmp_path / "p", "origin", "name") for _ in range(2))
    with first.writing(), pytest.raises(DataError, match="Another lifesigns"), second.writing():
        pass


def test_a_writer_waits_for_one_who_is_soon_done(tmp_path: Path) -> None:
    """Two runs side by side write for moments: the second waits, and nothing is lost."""
    first, second = (Store(tmp_path / "p", "origin", "name") for _ in range(2))
    with Session() as session, ExitStack() as held_by_first:
        held_by_first.enter_context(first.writing())
        first.commit(session, [trailer("a")])
        soon = Timer(0.1, held_by_first.pop_all().close)
        soon.start()
        second.add(session, [trailer("b")])
        soon.join()
    assert held(second, "trailers") == ["a", "b"]


def test_who_writes_may_write_amid_it_and_keeps_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place taken twice by the same store is given up once, at the outer end."""
    monkeypatch.setattr("lifesigns.tables.store._PATIENCE", 0.01)
    store, other = (Store(tmp_path / "p", "origin", "name") for _ in range(2))
    with Session() as session, store.writing():
        with store.writing():
            store.commit(session, [trailer("a")])
        with pytest.raises(DataError, match="Another lifesigns"), other.writing():
            pytest.fail("two wrote at once")
    with other.writing():
        assert held(other, "trailers") == ["a"]


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """Exit code 4 and advice, instead of reading what we do not understand."""
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"format": 99}), "utf-8")
    with pytest.raises(StoreTooNewError) as refused:
        Store(folder, "", "")
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', "\x00\xff"])
def test_a_damaged_manifest_is_a_clear_error(tmp_path: Path, text: str) -> None:
    """A manifest that cannot be read says what to do; nothing is guessed."""
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "manifest.json").write_text(text, "latin-1")
    with pytest.raises(DataError, match="manifest"):
        Store(folder, "", "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_we_may_not_write_is_a_clear_error(tmp_path: Path) -> None:
    """No permission is an error with advice, not a crash."""
    tmp_path.chmod(0o500)
    store = Store(tmp_path / "p", "origin", "name")
    with pytest.raises(PermissionDeniedError), store.writing():
        pass


def test_folder_names_are_safe_and_unique() -> None:
    """Hostile project names stay inside the workspace; equal names of two origins differ."""
    evil = folder_name("https://x/../../etc", "../../etc/passwd\n")
    assert "/" not in evil
    assert not evil.startswith(".")
    assert folder_name("one", "same") != folder_name("two", "same")


def test_held_folders_lists_only_projects(tmp_path: Path) -> None:
    """Folders without a manifest are not projects."""
    store = Store(tmp_path / "projects" / "p", "origin", "name")
    with Session() as session, store.writing():
        store.commit(session, [trailer("a")])
    (tmp_path / "projects" / "stray").mkdir()
    assert held_folders(tmp_path) == [tmp_path / "projects" / "p"]


def test_what_two_runs_found_out_is_held_once(tmp_path: Path) -> None:
    """Two runs that read the same commits at a time leave each row once; new rows are kept."""
    one, two = (Store(tmp_path / "p", "origin", "name") for _ in range(2))
    with Session() as session:
        one.add(session, [trailer("a"), landing("a")])
        row = (0, "signed-off-by", "A <a@b.org>", "A", "a@b.org")
        two.add(session, [Batch.from_rows(TRAILERS, [("a", *row), ("b", *row)]), landing("b")])
        one.add(session, [trailer("b")])
        one.add(session, [trailer("c")])
    assert held(one, "trailers") == ["a", "b", "c"]
    assert held(one, "landings") == ["b"], "a table of now holds the last one"
