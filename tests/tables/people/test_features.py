"""What may be left early when pairs are weighed: nothing that could still be one person."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.tables.people import Identity
from lifesigns.tables.people.atoms import build_atom
from lifesigns.tables.people.features import (
    FURTHER,
    Company,
    build_setting,
    further_features,
    naming_features,
    shares_ground,
)
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.profiles import build_profiles
from lifesigns.tables.people.scoring import pair_model

names = st.sampled_from(
    [
        "Ann Bellweather",
        "Ann M. Bell",
        "annb",
        "Ann",
        "Carl Dietz",
        "Carl Ditz",
        "Wei Zhang",
        "weiz",
    ]
)
addresses = st.sampled_from(
    [
        "ann@corvo.io",
        "ann.bell@home.org",
        "annb@gmail.com",
        "carl@dietz.de",
        "wei@qq.com",
        "7+annb@users.noreply.github.com",
        "cdietz@gmail.com",
        "weizhang1@gmail.com",
    ]
)
identities = st.lists(
    st.builds(
        Identity,
        st.just(0),
        names,
        addresses,
        st.integers(0, 90),
        st.integers(0, 10**9),
        st.integers(10**9, 2 * 10**9),
        st.dictionaries(st.sampled_from([-480, 0, 60, 480]), st.integers(1, 50), max_size=3),
        first_paths=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    ),
    min_size=2,
    max_size=6,
)
companies = st.builds(Company, st.floats(0, 1), st.integers(0, 10**6))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(rows=identities, company=companies)
def test_what_comes_later_stays_within_its_ranges(rows: list[Identity], company: Company) -> None:
    """Where no ground is shared, the bound on the log-odds holds, so leaving early changes nothing."""
    profiles = build_profiles(rows, Mailmap(""))
    atoms = [build_atom(profiles, [position]) for position in range(len(profiles))]
    setting, model = build_setting(atoms), pair_model()
    slack = model.slack(FURTHER)
    for a, b in combinations(atoms, 2):
        named = naming_features(a, b, setting)
        if not named or shares_ground(a, b):
            continue
        found = further_features(a, b, company, setting, named)
        assert named.items() <= found.items()
        assert found.keys() - named.keys() <= FURTHER.keys()
        for key in found.keys() - named.keys():
            least, most = FURTHER[key]
            assert least - 1e-9 <= found[key] <= most + 1e-9, key
        assert model.logit(found) <= model.logit(named) + slack + 1e-9
