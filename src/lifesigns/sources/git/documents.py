"""Which files speak about the project itself, told by their path."""

import re
from functools import cache

_TEXT = r"(?:\.(?:md|markdown|mdown|rst|txt|adoc|asciidoc|org|textile|rdoc|html?))?"
_PLACE = r"(?:(?:\.github|\.gitlab|\.gitee|\.gitea|\.forgejo|docs?|documentation|meta)/)?"
_LANGUAGE = r"(?:[._-][a-z]{2}(?:[._-][a-z]{2,4})?)?"


def _named(*names: str, place: str = _PLACE) -> str:
    return rf"{place}(?:{'|'.join(names)}){_LANGUAGE}{_TEXT}"


def _at(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_KINDS: tuple[tuple[str, str], ...] = (
    ("mailmap", _at(r"\.mailmap")),
    ("people", _at(r"\.lifesigns/people\.toml")),
    ("affiliations", _at(r"\.lifesigns/affiliations\.txt")),
    ("owners", _at(r"(?:\.github/|\.gitlab/|docs/)?CODEOWNERS", r"(?:.*/)?OWNERS(?:_ALIASES)?")),
    (
        "template",
        _at(
            r"\.(?:github|gitea|forgejo)/ISSUE_TEMPLATE/.*",
            r"\.(?:github|gitea|forgejo)/PULL_REQUEST_TEMPLATE/.*",
            r"\.gitlab/(?:issue|merge_request)_templates/.*",
            r"\.gitee/.*template.*",
            r"(?:\.github/|docs/|\.gitea/)?(?:ISSUE|PULL_REQUEST)_TEMPLATE(?:\.\w+)?",
        ),
    ),
    (
        "ci",
        _at(
            r"\.(?:github|gitea|forgejo)/workflows/[^/]*\.ya?ml",
            r"\.gitlab-ci\.ya?ml",
            r"\.travis\.ya?ml",
            r"\.circleci/config\.ya?ml",
            r"\.?appveyor\.ya?ml",
            r"azure-pipelines\.ya?ml",
            r"Jenkinsfile",
            r"\.cirrus\.ya?ml",
            r"\.drone\.ya?ml",
            r"\.woodpecker(?:/[^/]*)?\.ya?ml",
            r"\.buildkite/[^/]*\.ya?ml",
            r"bitbucket-pipelines\.ya?ml",
            r"\.asf\.ya?ml",
            r"\.prow\.ya?ml",
        ),
    ),
    ("funding", _at(r"(?:\.github/|\.gitea/)?FUNDING\.(?:ya?ml|json)", r"funding\.json")),
    ("citation", _at(r"CITATION(?:\.(?:cff|bib|md|txt))?", r"\.zenodo\.json", r"codemeta\.json")),
    (
        "licence",
        (
            r"(?:LICEN[CS]ES/[^/]+|(?:UN)?LICEN[CS]E(?:[._-][\w.+-]+)?|COPYING(?:[._-][\w.+-]+)?"
            r"|ARTISTIC(?:[._-][\w.+-]+)?"
            r"|docs?/(?:LICEN[CS]E|COPYING)"
            rf"|[\w.+-]+(?:[._-]LICEN[CS]E| [\w.+ -]*LICEN[CS]ES?)){_TEXT}"
        ),
    ),
    ("notice", _named("NOTICE", "NOTICES", "THIRD[-_]PARTY[-_]NOTICES?", "PATENTS", place="")),
    ("contributing", _named("CONTRIBUTING", "CONTRIBUTE", "HACKING", "DEVELOPMENT")),
    ("code_of_conduct", _named("CODE[-_ ]?OF[-_ ]?CONDUCT", "CONDUCT")),
    ("security", _named("SECURITY", "SECURITY[-_]POLICY", r"SECURITY[-_]INSIGHTS\.ya?ml")),
    ("governance", _named("GOVERNANCE", "CHARTER", "BYLAWS")),
    ("maintainers", _named("MAINTAINERS?", "COMMITTERS?", "STEERING[-_]COMMITTEE", "TEAM")),
    ("authors", _named("AUTHORS?", "CONTRIBUTORS?", "CREDITS", "THANKS", r"\.all-contributorsrc")),
    ("adopters", _named("ADOPTERS?", "USERS", "WHO[-_]USES.*")),
    (
        "cla",
        _named("CLA", "[ci]CLA", "DCO", "CONTRIBUTOR[-_]LICEN[CS]E[-_]AGREEMENT", "SIGNED_CLA"),
    ),
    ("roadmap", _named("ROADMAP")),
    ("support", _named("SUPPORT", "GETTING[-_]HELP")),
    (
        "changelog",
        _named("CHANGELOG", "CHANGES", "HISTORY", "NEWS", "RELEASES?", "RELEASE[-_]NOTES"),
    ),
    ("readme", _named("README", place=_PLACE)),
    (
        "manifest",
        _at(
            r"package\.json",
            r"pyproject\.toml",
            r"setup\.(?:cfg|py)",
            r"requirements(?:[-_]\w+)?\.txt",
            r"Cargo\.toml",
            r"go\.mod",
            r"pom\.xml",
            r"build\.gradle(?:\.kts)?",
            r"composer\.json",
            r"Gemfile",
            r"[\w.-]+\.(?:gemspec|cabal|nimble|csproj|rockspec|podspec)",
            r"mix\.exs",
            r"pubspec\.ya?ml",
            r"DESCRIPTION",
            r"Project\.toml",
            r"Package\.swift",
            r"deno\.jsonc?",
            r"CMakeLists\.txt",
            r"meson\.build",
            r"flake\.nix",
        ),
    ),
    (
        "other",
        _at(
            r"llms\.txt",
            r"publiccode\.ya?ml",
            r"\.github/(?:dependabot|renovate|stale|settings)\.(?:ya?ml|json5?)",
            r"renovate\.json5?",
            r"\.pre-commit-config\.ya?ml",
            r"\.editorconfig",
            r"\.gitmodules",
            r"(?:docs/)?(?:adr|decisions|rfcs?)/README\.md",
        ),
    ),
)

MOST_PER_KIND = 60
"""Documents of one kind that are kept: the shallowest paths first."""


def document_kind(path: str) -> str | None:
    """Return what a file is to the project, None when it is none of its papers."""
    if len(path) > 300 or path.count("/") > 6:
        return None
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(path)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # Compiling takes a tenth of what a report kept from an earlier run takes in all.
    return tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _KINDS)
