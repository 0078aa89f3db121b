"""The model of issue types that knows the projects it was fitted on."""

import zlib
from collections import Counter
from importlib import resources

import numpy as np
import pytest

from lifesigns.models import issue_quality
from lifesigns.models.issue_quality import assess
from lifesigns.models.issue_quality.features import STREAMS, spelled
from lifesigns.models.issue_quality.issue_type import (
    fitted_projects,
    load_project_model,
    read_type,
    type_of,
)
from lifesigns.models.issue_quality.linear import TypeModel, token_key
from lifesigns.models.issue_quality.report import Report

FIVE = [
    "bitcoin/bitcoin", "facebook/react", "microsoft/vscode", "opencv/opencv",
    "tensorflow/tensorflow",
]  # fmt: skip
WISH = Report(
    "Dark mode", "It would be great to have a dark mode. Please add one, it would help at night."
)
DOUBT = Report("Saving", "The file is on the disk and it is read there.")
CHINESE = Report("启动报错", "运行后报错，程序无法启动")


def asked(_: object) -> np.ndarray:
    """An encoder that is sure of a bug."""
    return np.array([1.0, 0.0, 0.0])


def test_the_five_projects_are_known() -> None:
    """Those of the training file, and no other."""
    assert sorted(fitted_projects()) == FIVE


@pytest.mark.parametrize("place", range(5))
def test_weights_are_those_of_all_and_once_more_of_its_own(place: int) -> None:
    """One token alone has its weights as scores: what all five say of it, the project itself twice;
    the score of a question is what is missing to nothing."""
    with (
        resources.files(issue_quality).joinpath("issue_type.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        row = stored["project_keys"].tolist().index(zlib.crc32(b"title\0how"))
        levels = stored["project_weights"][row].astype(float)
        parts = levels * stored["project_scales"][STREAMS.index("title")]
    bug, feature = (sum(parts[other][kind] for other in range(5)) for kind in range(2))
    bug, feature = bug + parts[place][0], feature + parts[place][1]
    found = load_project_model(FIVE[place]).scores({"title": Counter(["how"])})
    assert found == pytest.approx([bug, feature, -bug - feature], abs=1e-6)
    assert found.argmax() == 2


@pytest.mark.parametrize("project", FIVE)
def test_shipped_numbers_are_sound(project: str) -> None:
    """Keys ascend without repetition, every number is finite, and doubt is possible."""
    model = load_project_model(project)
    assert np.all(np.diff(model.keys.astype(np.int64)) > 0)
    assert np.isfinite(model.factors).all()
    assert np.isfinite(model.weights).all()
    assert model.weights.any(0).all()
    assert 1 / 3 < model.least < 1
    assert model.sharpness > 0


def test_characters_as_written() -> None:
    """Two to four in a row of title and body, spaces and addresses made alike."""
    assert spelled(Report("ab", ""))["raw"] == Counter(
        ["ab", "b ", " ¦", "¦ ", "ab ", "b ¦", " ¦ ", "ab ¦", "b ¦ "]
    )
    one = spelled(Report("x", "see\n\n https://host.example/a?b now"))["raw"]
    assert one == spelled(Report("x", "see U now"))["raw"]


def test_versions_and_what_they_begin_with() -> None:
    """Three parts at most, years and months; a lone number or a row of digits is none."""
    found = spelled(Report("v1.12.3.4-rc", f"in 2021-05, 7 times, {'9' * 5_000}"))["versions"]
    assert found == Counter(["1", "1.12", "1.12.3", "2021-05"])


def test_other_streams_are_not_looked_at() -> None:
    """A token counts only in the streams that a model was fitted on."""
    keys = np.array([token_key("letters", "cra")], dtype=np.uint32)
    one, weights = np.ones(1, dtype=np.float32), np.ones((1, 3), dtype=np.float32)
    tokens = {"letters": Counter(["cra"])}
    assert TypeModel(keys, one, weights, 1.0, 1.0, 0.5).scores(tokens).any()
    assert not TypeModel(keys, one, weights, 1.0, 1.0, 0.5, ("title",)).scores(tokens).any()


@pytest.mark.parametrize("project", ["facebook/react", "Facebook/React", "FACEBOOK/REACT"])
def test_a_known_project_chooses_its_model(project: str) -> None:
    """In any case of letters; what the answer rests on is told, with the encoder as well."""
    found = type_of(WISH, project=project)
    assert found.reason == "project"
    assert found.probabilities != type_of(WISH).probabilities
    assert assess(WISH.title, WISH.body, project=project).issue_type == found
    doubtful = read_type(DOUBT, asked=asked, project=project)
    assert doubtful is not None
    assert doubtful.model == "project_encoder"
    expected = (doubtful.words + asked(None)) / 2
    assert doubtful.chances == pytest.approx(expected)


def test_projects_differ() -> None:
    """The same words may mean something else in each of them."""
    assert len({type_of(WISH, project=project).probabilities for project in FIVE}) == 5


@pytest.mark.parametrize(
    "project",
    [None, "", "somebody/react", "facebook/react-native", "react", "elsewhere", "facebook/react/x"],
)
def test_any_other_project_is_told_as_ever(project: str | None) -> None:
    """Unknown or absent: kind, reason and probabilities are those without a project."""
    assert type_of(WISH, project=project) == type_of(WISH)
    assert type_of(DOUBT, asked=asked, project=project) == type_of(DOUBT, asked=asked)


def test_other_languages_and_labels_are_told_as_ever() -> None:
    """The fitted issues are English, and what the project says of its issue comes first."""
    assert type_of(CHINESE, project="facebook/react") == type_of(CHINESE)
    labelled = type_of(WISH, ["bug"], project="facebook/react")
    assert labelled.reason == "label"
    assert labelled.probabilities == type_of(WISH, project="facebook/react").probabilities
