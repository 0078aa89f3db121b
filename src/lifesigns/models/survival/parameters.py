"""The fitted numbers: records, and their file beside the code."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lifesigns.kernel.errors import DataError
from lifesigns.models.survival.outcomes import Outcome, Target

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Rules:
    """What was decided before fitting; CARD.md gives the reason for each.

    `stale_days`: evidence that ends earlier is refused. `young_days`: a first
    landing less long ago is refused. `few_repositories`: a kind of project seen
    in fewer is not judged. `odds`: a forecast closer to even is not an answer.
    `cohort`: how many like projects the interval speaks of. `floor`: no forecast
    goes below it or above one minus it. `trend_back_years`, `trend_ahead_years`:
    how far the drift of base rates is followed from the last day fitted.
    `ridge`, `trend_ridge`: penalties per row on standardised weights and on the trend.
    """

    stale_days: int = 90
    young_days: int = 30
    few_repositories: int = 5
    odds: float = 2.0
    cohort: int = 5
    floor: float = 0.005
    trend_back_years: float = 10.0
    trend_ahead_years: float = 2.0
    ridge: float = 0.001
    trend_ridge: float = 0.01


@dataclass(frozen=True, slots=True)
class Fit:
    """One target's fitted numbers.

    logit p = constant + silence * ln(1 + days silent) + months * active months ** power
    + days * ln(1 + active days) + trend * years since `trend_origin` (epoch seconds).
    The power is `Target.months_power`. `radius` scales the interval. `recency` and `two_feature` are the weights of the two
    simpler models to beat (constant first), `base_rate` that of the rows fitted.
    """

    outcome: Outcome
    horizon_months: int
    constant: float
    silence: float
    months: float
    days: float
    trend: float
    trend_origin: int
    radius: float
    base_rate: float
    recency: tuple[float, float]
    two_feature: tuple[float, float, float]
    n_rows: int
    n_repositories: int

    @property
    def target(self) -> Target:
        """The outcome and horizon this fit belongs to."""
        return Target(self.outcome, self.horizon_months)


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of one kind of project: silent in [days_from, days_below), months as given.

    `any_commit` and `active_months` are shares of rows over the next twelve months.
    """

    days_from: float
    days_below: float | None
    months_from: int
    months_to: int
    any_commit: float
    active_months: float
    n_rows: int
    n_repositories: int


@dataclass(frozen=True, slots=True)
class Vintage:
    """All fits from outcomes that were complete by one moment."""

    name: str
    closed_by: int
    fits: tuple[Fit, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything a forecast needs.

    `repositories` are the first eight hexadecimal digits of the SHA-256 of each
    repository name fitted, so that a back-test can say when it is scoring its own
    training rows without the file naming anybody.
    """

    rules: Rules
    vintages: tuple[Vintage, ...]
    repositories: tuple[str, ...]
    credit: str

    def vintage(self, name: str) -> Vintage:
        """Return a vintage by name. Raises DataError when there is none."""
        for vintage in self.vintages:
            if vintage.name == name:
                return vintage
        raise DataError(f"The forecast parameters hold no vintage {name!r}.")


@cache
def shipped() -> Parameters:
    """Return the parameters that come with the program."""
    text = resources.files(__package__).joinpath("parameters.json").read_text("utf-8")
    return _read(json.loads(text))


def load(path: Path) -> Parameters:
    """Read parameters written by `save`. Raises DataError when the file is not such a file."""
    try:
        return _read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path.name} holds no forecast parameters: {error}") from None


def save(parameters: Parameters, path: Path) -> None:
    """Write parameters as JSON. Raises DataError when the file cannot be written."""
    try:
        path.write_text(json.dumps(_rounded(asdict(parameters)), indent=1) + "\n", "utf-8")
    except OSError as error:
        raise DataError(f"{path.name} cannot be written: {error.strerror}") from None


def _read(data: dict[str, Any]) -> Parameters:
    return Parameters(
        rules=Rules(**data["rules"]),
        vintages=tuple(_read_vintage(entry) for entry in data["vintages"]),
        repositories=tuple(data["repositories"]),
        credit=data["credit"],
    )


def _read_vintage(data: dict[str, Any]) -> Vintage:
    return Vintage(
        name=data["name"],
        closed_by=data["closed_by"],
        fits=tuple(_read_fit(entry) for entry in data["fits"]),
        cells=tuple(Cell(**entry) for entry in data["cells"]),
    )


def _read_fit(data: dict[str, Any]) -> Fit:
    fields = dict(data)
    fields["outcome"] = Outcome(fields["outcome"])
    fields["recency"] = tuple(fields["recency"])
    fields["two_feature"] = tuple(fields["two_feature"])
    return Fit(**fields)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(entry) for entry in value]
    return value
