"""Fit the weights of the pair model to the mailmaps of public projects.

    python -m bench.people_fit FOLDER [--write | --only NUMBER]

It needs scipy (`uv run --with scipy python -m bench.people_fit …`). FOLDER holds clones named
OWNER+NAME (with an optional /repo below it) of the projects under TRAINING. Prints, for each, how
a model fitted to the others judges its pairs, then the weights fitted to all; `--write` puts them
beside the package. Projects that docs/accuracy/people.md scores are not among them.

Features are those of the engine before anything is weighed, mailmaps hidden. A pair of atoms
is positive if the mailmap, closed over equal full names and equal addresses, makes one person
of both. In mailmaps said to be incomplete a negative counts INCOMPLETE_TRUST, and nothing where
both sides go by the very same handle: such mailmaps list full names. The fit is a
logistic regression with a quadratic penalty: convex, so the same clones give the same weights.
The penalty and the threshold were chosen by the pairs of the complete mailmaps, each left out.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.people import Project, git, gold_of, read_project
from lifesigns.tables.people.atoms import Atom, build_atom
from lifesigns.tables.people.blocking import candidate_pairs
from lifesigns.tables.people.clustering import Clusters
from lifesigns.tables.people.company import company_of, likely_alone, weigh_company
from lifesigns.tables.people.features import build_setting, pair_features
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.matching import may_be_one
from lifesigns.tables.people.profiles import build_profiles
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.safe_links import find_safe_links
from lifesigns.tables.people.scoring import pair_model

# Whether the mailmap is kept so well that two people in it may be believed to be two.
TRAINING = {
    "astropy/astropy": True,
    "conda/conda": True,
    "coq/coq": True,
    "Perl/perl5": True,
    "sunpy/sunpy": True,
    "xonsh/xonsh": True,
    "curl/curl": False,
    "ocaml/ocaml": False,
    "pypa/pip": False,
    "scala/scala": False,
}
INCOMPLETE_TRUST = 0.3
HANDLES = frozenset(("same_word", "handle_chosen"))
PENALTY = 10.0
THRESHOLD = 0.6
MODEL = Path(__file__).parents[1] / "src/lifesigns/tables/people/data/pair_model.json"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """The pairs of one project: their features, whether they are one person, their trust."""

    features: list[dict[str, float]]
    is_one: Numbers
    trust: Numbers


def sample_of(project: Project, *, is_complete: bool) -> Sample:
    """Return the pairs that the engine would weigh in its first round, with the truth."""
    profiles = build_profiles(project.identities, Mailmap(""))
    clusters = Clusters(profiles)
    clusters.join_all(find_safe_links(profiles))
    everybody = [build_atom(profiles, group) for group in clusters.groups()]
    atoms = [atom for atom in everybody if Kind.PERSON in atom.kinds]
    company = weigh_company(project.together, profiles, atoms)
    setting = build_setting(atoms)
    gold = gold_of(project, closed=True)

    def person(atom: Atom) -> object:
        known = [profiles[m].identity.identity_id for m in atom.members]
        votes = Counter(gold[i] for i in known if i in gold)
        return votes.most_common(1)[0][0] if votes else None

    truth = [person(atom) for atom in atoms]
    features, is_one = [], []
    for a, b in sorted(candidate_pairs(atoms, likely_alone(company))):
        if truth[a] is None or truth[b] is None or not may_be_one(atoms[a], atoms[b]):
            continue
        found = pair_features(atoms[a], atoms[b], company_of(company, a, b), setting)
        answer = truth[a] == truth[b]
        is_silent = not is_complete and not answer and not HANDLES.isdisjoint(found)
        if found and not is_silent:
            features.append(found)
            is_one.append(float(answer))
    answers = np.array(is_one)
    trust = np.where((answers > 0) | is_complete, 1.0, INCOMPLETE_TRUST)
    return Sample(features, answers, trust)


def matrix(sample: Sample, names: list[str]) -> Numbers:
    """Return the features as a matrix with a first column of ones."""
    column = {name: number for number, name in enumerate(names, 1)}
    table = np.zeros((len(sample.features), len(names) + 1))
    table[:, 0] = 1.0
    for row, found in enumerate(sample.features):
        for name, value in found.items():
            if name in column:
                table[row, column[name]] = value
    return table


def fit(
    table: Numbers, is_one: Numbers, trust: Numbers, known: float | Numbers = 0.0, n_free: int = 1
) -> Numbers:
    """Return a weight per column; the first `n_free` are not penalised.

    `known` are the log-odds that weights already fixed give to each pair.
    """

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        z = known + table @ weights
        penalised = np.concatenate([np.zeros(n_free), weights[n_free:]])
        value = np.sum(trust * (np.logaddexp(0, z) - is_one * z))
        slope = table.T @ (trust * (1 / (1 + np.exp(-z)) - is_one))
        return (
            float(value + PENALTY / 2 * penalised @ penalised),
            slope + PENALTY * penalised,
        )

    start = np.zeros(table.shape[1])
    options = {"maxiter": 10_000, "ftol": 1e-14, "gtol": 1e-7}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x)


def show_left_out(samples: dict[str, Sample], names: list[str]) -> None:
    """Print how each project is judged by a model that has not seen it."""
    print(f"{'project':18} {'pairs':>7} {'one':>6}  precision recall (of pairs, left out)")
    tables = {key: matrix(sample, names) for key, sample in samples.items()}
    for key, sample in samples.items():
        others = [other for other in samples if other != key]
        weights = fit(
            np.vstack([tables[other] for other in others]),
            np.concatenate([samples[other].is_one for other in others]),
            np.concatenate([samples[other].trust for other in others]),
        )
        said = 1 / (1 + np.exp(-(tables[key] @ weights))) >= THRESHOLD
        both = float(np.sum(said * sample.is_one))
        print(
            f"{key:18} {len(said):7} {int(sample.is_one.sum()):6}"
            f"  {both / max(said.sum(), 1):.3f}     {both / max(sample.is_one.sum(), 1):.3f}"
        )


def fit_one(samples: dict[str, Sample], name: str) -> float:
    """Return the weight of one number, every other left as the package has it."""
    shipped = pair_model()
    held = [
        (found[name], shipped.logit({**found, name: 0.0}), answer, trust)
        for sample in samples.values()
        for found, answer, trust in zip(sample.features, sample.is_one, sample.trust, strict=True)
        if name in found
    ]
    values, known, is_one, trust = np.array(held).T
    return float(fit(values[:, None], is_one, trust, known, n_free=0)[0])


def main() -> None:
    """Fit, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    parser.add_argument("--only", help="fit this number's weight, print it and leave the others")
    options = parser.parse_args()
    samples = {}
    for key, is_complete in TRAINING.items():
        place = options.folder / key.replace("/", "+")
        clone = place / "repo" if (place / "repo").is_dir() else place
        samples[key] = sample_of(read_project(clone), is_complete=is_complete)
        print(f"{key:18} {git(clone, 'rev-parse', 'HEAD').strip()}")
    if options.only:
        print(f"{options.only} {fit_one(samples, options.only):.3f}")
        return
    names = sorted({name for sample in samples.values() for f in sample.features for name in f})
    show_left_out(samples, names)
    weights = fit(
        np.vstack([matrix(sample, names) for sample in samples.values()]),
        np.concatenate([sample.is_one for sample in samples.values()]),
        np.concatenate([sample.trust for sample in samples.values()]),
    )
    rounded = [round(float(weight), 3) for weight in weights]
    model = {
        "threshold": THRESHOLD,
        "bias": rounded[0],
        "weights": dict(zip(names, rounded[1:], strict=True)),
    }
    text = json.dumps(model, indent=1) + "\n"
    print(text)
    if options.write:
        MODEL.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
