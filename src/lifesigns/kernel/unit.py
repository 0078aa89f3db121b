"""Units of values. Formatting a value for people belongs to `present`."""

from enum import StrEnum


class Unit(StrEnum):
    """What a number counts or measures; a share lies in 0-1, never in percent."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"
    COMMITS = "commits"
    LINES = "lines"
    FILES = "files"
    CHANGE_REQUESTS = "change requests"
    RELEASES = "releases"
    BRANCHES = "branches"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"
    SHARE = "share"
    PROBABILITY = "probability"
    RATIO = "ratio"
    INDEX = "index"
    COUNT = "count"
