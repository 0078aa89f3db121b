"""Tables on terminals of any width: side by side where they fit, one record below the other else."""

from hypothesis import given
from hypothesis import strategies as st

from lifesigns.present.cells import width_of
from lifesigns.present.grid import grid

ROWS = [
    ("Person", "Commits", "Since", "Employer"),
    ("Ana Alba", "351", "2019-06-02", "Bosch and a very long name beside it"),
    ("Bo", "7", "2020-01-01", ""),
]


def test_what_fits_stands_side_by_side() -> None:
    """At full width nothing is shortened and numbers end in line."""
    lines = grid(ROWS, 80, right=(1,), head=True)
    assert lines == [
        "Person    Commits  Since       Employer",
        "Ana Alba      351  2019-06-02  Bosch and a very long name beside it",
        "Bo              7  2020-01-01",
    ]


def test_a_wide_terminal_shortens_the_longest_column() -> None:
    """From 60 columns on the widest texts give way first; dates and numbers stay whole."""
    lines = grid(ROWS, 60, right=(1,), head=True)
    assert lines[1].startswith("Ana Alba      351  2019-06-02  Bosch and a very long")
    assert lines[1].endswith("…")


def test_names_give_way_last() -> None:
    """Between many columns a name keeps twenty columns while a longer text has any to give."""
    rows = [("person", *["number of it"] * 4, "kinds"), ("Johannes Schindelin", *"1234", "a, " * 9)]
    lines = grid(rows, 72, head=True)
    assert lines[1].startswith("Johannes Schindelin  1")
    assert max(map(width_of, lines)) <= 72


def test_rows_that_would_look_the_same_are_not_shortened() -> None:
    """Pseudonyms differ at their ends: cut they are one, so each gets a record, names do not."""
    head = ("person", *(f"column {at}" for at in range(7)))
    pseudonyms = [head, *((f"Person {end}", *["1"] * 7) for end in ("A7F3", "09BC"))]
    lines = grid(pseudonyms, 78, head=True)
    assert [line for line in lines if line.startswith("Person ")] == ["Person A7F3", "Person 09BC"]
    assert lines[2] == "  column 0  1"
    names = [head, *((name, *["1"] * 7) for name in ("Ana Souza", "Chen Wei-Ling"))]
    assert [line.split("  ")[0] for line in grid(names, 78, head=True)] == [
        "person", "Ana Sou…", "Chen We…",
    ]  # fmt: skip


def test_a_narrow_terminal_gets_records_with_everything_in_them() -> None:
    """Under 60 columns every value stands whole beside its name; what is empty is left out."""
    assert grid(ROWS, 40, right=(1,), head=True) == [
        "Person",
        "Ana Alba",
        "  Commits   351",
        "  Since     2019-06-02",
        "  Employer  Bosch and a very long name",
        "            beside it",
        "Bo",
        "  Commits   7",
        "  Since     2020-01-01",
    ]


@given(
    st.integers(2, 9).flatmap(
        lambda n: st.lists(
            st.lists(st.text(max_size=30), min_size=n, max_size=n), min_size=1, max_size=5
        )
    ),
    st.integers(40, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[list[str]], width: int) -> None:
    """Whatever stands in the cells, a table with a head fits from 40 columns on."""
    names = [f"column {at}" for at in range(len(rows[0]))]
    lines = grid([names, *rows], width, head=True)
    assert max(map(width_of, lines)) <= width
