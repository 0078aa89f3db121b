"""Changes that say nearly the same."""

import random

from lifesigns.models.contribution_kind import (
    Fingerprint,
    change_fingerprint,
    similar_groups,
    similarity,
)

WORDS = [a + b for a in "bcdfghjkl" for b in ("alo", "eru", "ino", "ota", "umi")]


def text(seed: int, n: int = 200) -> list[bytes]:
    """Lines of pseudo-random words."""
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=10)).encode() for _ in range(n // 10)]


def print_of(lines: list[bytes]) -> Fingerprint:
    """Fingerprint that must exist."""
    found = change_fingerprint(lines)
    assert found is not None
    return found


def jaccard(one: list[bytes], two: list[bytes]) -> float:
    """The true similarity of two texts' word triples."""
    sets = []
    for lines in (one, two):
        words = b" ".join(lines).split()
        sets.append({tuple(words[i : i + 3]) for i in range(len(words) - 2)})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def test_numbers_case_and_spacing_do_not_matter() -> None:
    """The same promotion with another number, letter case and indentation."""
    one = print_of([b"Join Example Shop today and win prize 17 in week 3 now friends"])
    two = print_of([b"   join example shop  TODAY and win prize 99 in week 12 now friends"])
    assert one == two
    assert similarity(one, two) == 1.0


def test_the_estimate_is_near_the_true_similarity() -> None:
    """Within four standard errors (0.25) for texts that share a half, and near 0 for strangers."""
    base = text(1, 400)
    for share in (5, 10, 20):
        other = base[:share] + text(2, 400)[share:]
        estimate = similarity(print_of(base), print_of(other))
        assert abs(estimate - jaccard(base, other)) < 0.25
    assert similarity(print_of(base), print_of(text(3, 400))) < 0.2


def test_groups_join_near_copies_and_leave_strangers_alone() -> None:
    """Two families of near-copies among unrelated texts; the order of input is irrelevant."""
    prints = {f"stranger{i}": print_of(text(100 + i)) for i in range(20)}
    for i in range(4):
        prints[f"advert{i}"] = print_of([*text(7, 400), b"signed by person %d" % i])
    for i in range(2):
        prints[f"copy{i}"] = print_of([*text(8, 400), b"link number %d" % i])
    expected = (("advert0", "advert1", "advert2", "advert3"), ("copy0", "copy1"))
    assert similar_groups(prints, at_least=0.8) == expected
    assert similar_groups(dict(reversed(prints.items())), at_least=0.8) == expected


def test_too_little_text_has_no_fingerprint() -> None:
    """A one-word change says nothing about mass production."""
    assert change_fingerprint([b"fix", b"typo"]) is None
    assert change_fingerprint([]) is None


def test_enormous_changes_are_read_in_part() -> None:
    """Bounded work on ten million bytes and on a line without end."""
    assert change_fingerprint([b"a b c d " * 1_000_000]) is None
    assert print_of(text(5, 100_000)).n_triples <= 20_010


def test_copies_are_found_among_strangers_who_share_a_place() -> None:
    """Three short strangers begin with the same words; two copies of another text do so too."""
    opening = b"copyright of the example authors all rights reserved"
    strangers = {f"a{i}": print_of([opening, *text(200 + i, 60)]) for i in range(3)}
    copies = {f"b{i}": print_of([opening, *text(9, 60)]) for i in range(2)}
    assert similar_groups(strangers | copies, at_least=0.9) == (("b0", "b1"),)
