"""The all-contributors file: what others wrote there stays."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.recognition import (
    ContributorsFileError,
    Credit,
    Kind,
    Project,
    update_all_contributors,
)

PROJECT = Project("demo", "acme")
ADA = Credit("Ada", (Kind.CODE, Kind.DOCUMENTATION), login="ada", account_id=42)


def updated(text: str | None, *given_credits: Credit) -> Any:
    """Return the updated file, parsed."""
    return json.loads(update_all_contributors(text, given_credits, PROJECT))


def test_a_new_file_has_all_that_the_tools_need() -> None:
    """Settings, and one entry with login, name, picture, profile and kinds."""
    found = updated(None, ADA)
    assert found["projectName"] == "demo"
    assert found["projectOwner"] == "acme"
    assert found["files"] == ["README.md"]
    assert found["contributors"] == [
        {
            "login": "ada",
            "name": "Ada",
            "avatar_url": "https://avatars.githubusercontent.com/u/42?v=4",
            "profile": "https://github.com/ada",
            "contributions": ["code", "doc"],
        }
    ]


def test_an_entry_keeps_everything_and_gains_kinds() -> None:
    """Another profile, unknown keys, kinds given by hand and their order stay."""
    text = json.dumps(
        {
            "contributors": [
                {"login": "zed", "contributions": ["talk"], "x": [1]},
                {"login": "ADA", "name": "A.", "profile": "p", "contributions": ["talk", "doc"]},
            ],
            "types": {"custom": {"symbol": "*"}},
            "imageSize": 50,
        }
    )
    found = updated(text, ADA)
    assert found["contributors"] == [
        {"login": "zed", "contributions": ["talk"], "x": [1]},
        {"login": "ADA", "name": "A.", "profile": "p", "contributions": ["talk", "doc", "code"]},
    ]
    assert found["types"] == {"custom": {"symbol": "*"}}
    assert found["imageSize"] == 50


def test_a_name_is_found_with_and_without_its_accents() -> None:
    """Who writes Perkkio in git and Perkkiö in the file is not entered twice; others are."""
    text = json.dumps({"contributors": [{"login": "arip", "name": "Ari Perkkiö"}]})
    found = updated(text, Credit("Ari Perkkio", (Kind.TESTS,)), Credit("Ari Perkki", (Kind.CODE,)))
    assert found["contributors"] == [
        {"login": "arip", "name": "Ari Perkkiö", "contributions": ["test"]},
        {"name": "Ari Perkki", "avatar_url": "", "profile": "", "contributions": ["code"]},
    ]


def test_updating_twice_changes_nothing_more() -> None:
    """The second run finds everything there, byte for byte."""
    once = update_all_contributors(None, [ADA], PROJECT)
    assert update_all_contributors(once, [ADA], PROJECT) == once


def test_kinds_that_share_a_word_are_written_once() -> None:
    """Code and co-authorship are both `code` in that format."""
    both = Credit("Bo", (Kind.CODE, Kind.CO_AUTHORSHIP), login="bo")
    assert updated(None, both)["contributors"][0]["contributions"] == ["code"]


def test_people_without_a_login_are_found_by_name() -> None:
    """A contributor from another host is entered by name, once."""
    eve = Credit("Eve É", (Kind.TRANSLATION,))
    text = update_all_contributors(None, [eve], PROJECT)
    assert "Eve É" in text
    found = updated(text, Credit("eve é", (Kind.CODE,)))
    assert [c["contributions"] for c in found["contributors"]] == [["translation", "code"]]


def test_nobody_is_entered_twice_for_a_new_login() -> None:
    """An earlier login and a full name find the entry, unless somebody else has its login."""
    text = json.dumps({"contributors": [{"login": "Ada1", "name": "Ada Ng", "contributions": []}]})
    renamed = Credit("A. Ng", (Kind.CODE,), login="ada2", other_logins=("ada2", "ada1"))
    assert len(updated(text, renamed)["contributors"]) == 1
    moved = Credit("ada ng", (Kind.CODE,), login="ada3")
    assert len(updated(text, moved)["contributors"]) == 1
    namesake = Credit("Ada Ng", (Kind.CODE,), login="ada1")
    assert len(updated(text, moved, namesake)["contributors"]) == 2
    assert len(updated(text, Credit("ada", (Kind.CODE,), login="ada3"))["contributors"]) == 2


def test_a_login_as_a_name_finds_its_entry() -> None:
    """Who commits as ada1 from a private mailbox is the entry ada1."""
    text = json.dumps({"contributors": [{"login": "ada1", "name": "Ada", "contributions": []}]})
    found = updated(text, Credit("Ada1", (Kind.CODE,)))["contributors"]
    assert [entry["contributions"] for entry in found] == [["code"]]


def test_the_indentation_of_the_file_is_kept() -> None:
    """A file indented by tabs or four spaces stays so."""
    for indent in ("\t", "    "):
        text = f'{{\n{indent}"contributors": []\n}}'
        assert f'\n{indent}"contributors"' in update_all_contributors(text, [ADA], PROJECT)


@pytest.mark.parametrize("text", ["{", "[]", '"x"', '{"contributors": {}}', "[" * 100_000])
def test_a_broken_file_is_refused(text: str) -> None:
    """A file that is no such file is left to its owner to mend, with exit code 2."""
    with pytest.raises(ContributorsFileError) as caught:
        update_all_contributors(text, [ADA], PROJECT)
    assert caught.value.exit_code == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["login", "name", "contributions", "type", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(JSON, max_size=3), st.text(max_size=12))
def test_no_entry_is_ever_lost(entries: list[Any], name: str) -> None:
    """Whatever stands in the list stays at its place, odd entries too, and the text can be written."""
    text = update_all_contributors(
        json.dumps({"contributors": entries}), [Credit(name, (Kind.CODE,))], PROJECT
    )
    text.encode("utf-8")
    found = json.loads(text)["contributors"]
    for before, after in zip(entries, found, strict=False):
        if isinstance(before, dict):
            assert {k: after[k] for k in before if k != "contributions"} == {
                k: v for k, v in before.items() if k != "contributions"
            }
        else:
            assert after == before
    listed = [e.get("contributions") for e in found if isinstance(e, dict)]
    assert not name.strip() or any(isinstance(kinds, list) and "code" in kinds for kinds in listed)
