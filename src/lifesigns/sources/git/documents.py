"""Which files speak about the project itself, told by their path."""

import re
from functools import cache

_TEXT = r"(?:\.(?:md|markdown|mdown|rst|txt|adoc|asciidoc|asc|org|pod|textile|rdoc|html?))?"
_PLACE = r"(?:(?:\.github|\.gitlab|\.gitee|\.gitea|\.forgejo|docs?|documentation|meta)/)?"
# Where a site of documentation keeps its pages about the project itself.
_PAGES = rf"(?:{_PLACE}|docs?/(?:source/)?(?:(?:dev|devel|developer|development|about|community|project)/)?)"
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
            r"\.(?:github|gitea|forgejo)/ISSUE_TEMPLATE/(?!config\.ya?ml$).*",
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
            r"\.prow\.ya?ml",
        ),
    ),
    ("funding", _at(r"(?:\.github/|\.gitea/)?FUNDING\.(?:ya?ml|json)", r"funding\.json")),
    (
        "citation",
        _at(
            r"CITATION(?:\.(?:cff|bib|md|rst|txt))?",
            r"inst/CITATION",
            r"\.zenodo\.json",
            r"codemeta\.json",
        ),
    ),
    (
        "licence",
        (
            r"(?:LICEN[CS]ES/[^/]+|(?:UN)?LICEN[CS]E(?:[._-][\w.+-]+)?|COPYING(?:[._-][\w.+-]+)?"
            r"|ARTISTIC(?:[._-][\w.+-]+)?"
            r"|docs?/(?:LICEN[CS]E|COPYING)|[AL]?GPL[-_]?v?\d[\w.+-]*"
            r"|(?:E[PD]L|MPL|CPL|CDDL|EUPL)[-_]?v?\d{1,2}(?:\.\d)?|许可证|许可协议|开源协议|授权协议"
            rf"|[\w.+-]+(?:[._-]LICEN[CS]E| [\w.+ -]*LICEN[CS]ES?)){_TEXT}"
        ),
    ),
    ("notice", _named("NOTICE", "NOTICES", "THIRD[-_]PARTY[-_]NOTICES?", "PATENTS", place="")),
    (
        "contributing",
        _at(
            _named(
                r"(?:HOW[-_ ]?TO[-_ ])?CONTRIBUT(?:ING|E|IONS)(?:[-_ ]GUIDE(?:LINES?)?)?",
                place=_PAGES,
            ),
            _named(
                "(?:README-)?HACKING",
                "DEVELOPMENT",
                "SUBMITTING[-_ ]?PATCHES",
                "(?:参与)?贡献(?:者?指南|代码)?",
                "如何贡献",
            ),
        ),
    ),
    (
        "code_of_conduct",
        _named("CODE[-_ ]?OF[-_ ]?CONDUCT", "CONDUCT", "(?:社区)?行为准则", place=_PAGES),
    ),
    (
        "security",
        _named(
            "SECURITY", "安全(?:策略|政策)", "SECURITY[-_]POLICY", r"SECURITY[-_]INSIGHTS\.ya?ml"
        ),
    ),
    (
        "governance",
        _named("GOVERNANCE", "CHARTER", "BYLAWS", "(?:社区)?(?:治理|章程)", place=_PAGES),
    ),
    (
        "maintainers",
        _named("MAINTAINERS?", "维护者(?:名单)?", "COMMITTERS?", "STEERING[-_]COMMITTEE", "TEAM"),
    ),
    ("authors", _named("AUTHORS?", "CONTRIBUTORS?", "CREDITS", "THANKS", r"\.all-contributorsrc")),
    ("adopters", _at(_named("ADOPTERS?", "WHO[-_]USES.*"), _named("USERS", place=""))),
    (
        "cla",
        _named("CLA", "[ci]CLA", "DCO", "CONTRIBUTOR[-_]LICEN[CS]E[-_]AGREEMENT", "SIGNED_CLA"),
    ),
    ("roadmap", _named("ROADMAP", "路线图", place=_PAGES)),
    ("support", _named("SUPPORT", "GETTING[-_]HELP")),
    (
        "changelog",
        _at(
            _named(
                "CHANGELOG",
                "(?:更新|变更)(?:日志|记录)",
                "CHANGES",
                "HISTORY",
                "NEWS",
                "RELEASES",
                "RELEASE[-_]?NOTES",
                "WHATS[-_]?NEW",
                place=rf"(?:{_PAGES}|(?:packages|pkgs|crates)/[^/]+/)",
            ),
            _named("RELEASE"),
            # A page for each release, or a folder.
            rf"{_PLACE}(?:CHANGELOGS?|RELEASE[-_]?NOTES|RELEASES)/(?!UPGRAD)(?=.*\d[._]\d)[^/]+(?:/[^/]+)?"
            r"\.(?:md|markdown|rst|txt|adoc)",
        ),
    ),
    ("readme", _named("README", "自述(?:文件)?", place=_PLACE)),
    (
        "manifest",
        _at(
            r"package\.json",
            r"datapackage\.json",
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
            r"\.asf\.ya?ml",
            r"\.(?:github|gitea|forgejo)/ISSUE_TEMPLATE/config\.ya?ml",
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
