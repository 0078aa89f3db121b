"""Which licence a project names without giving its text."""

import pytest

from lifesigns.models.licence.stated import Stated, stated_licence


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("package.json", '{\n  "name": "lamp",\n  "license": "MIT"\n}', "MIT"),
        ("package.json", '{"license": {"type": "ISC", "url": "x"}}', "ISC"),
        ("datapackage.json", '{\n "licenses": [\n  {\n   "name": "ODC-PDDL"\n  }\n ]}', "ODC-PDDL"),
        ("pyproject.toml", '[project]\nlicense = { text = "BSD-3-Clause" }\n', "BSD-3-Clause"),
        ("Cargo.toml", '[package]\nlicense = "MIT OR Apache-2.0"\n', "MIT OR Apache-2.0"),
        ("lamp.gemspec", '  s.licenses = ["MIT"]\n', "MIT"),
        ("lamp.cabal", "license:            BSD-3-Clause\nlicense-file: L\n", "BSD-3-Clause"),
        ("DESCRIPTION", "Package: lamp\nLicense: GPL-3\n", "GPL-3"),
        ("pom.xml", "<licenses>\n <license>\n  <name>MIT License</name>", "MIT License"),
    ],
)
def test_a_manifest_names_the_licence(path: str, text: str, name: str) -> None:
    """Each ecosystem has its own place for it; the readme is asked only afterwards."""
    papers = [("README.md", "readme", "# Lamp\n\n## License\n"), (path, "manifest", text)]
    assert stated_licence(papers) == Stated(path, name)
    assert Stated(path, name).in_words == f"{path} says {name}"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("manifest", '{"license": "SEE LICENSE IN terms.txt"}'),
        ("manifest", '{"license": "UNLICENSED"}'),
        ("manifest", "    license=lamp.__license__,\n"),
        ("manifest", 'license = { file = "COPYING" }\nlicense-files = ["COPYING"]\n'),
        ("manifest", '{"license": "<script>alert(1)</script>"}'),
        ("readme", "# Lamp\n\nAdd a licence to your lamps.\n"),
        ("manifest", "license" * 20_000),
        ("manifest", "licenses:" + " " * 90_000),
        ("readme", "#" * 50_000 + " licence" * 5_000),
    ],
)
def test_what_names_no_licence_says_nothing(kind: str, text: str) -> None:
    """Pointers to files, code, markup and mentions in passing are no names; length takes no time."""
    assert stated_licence([("file", kind, text)]) is None


def test_a_readme_with_a_part_on_the_licence_speaks_of_one() -> None:
    """Whatever the part says; in Markdown, AsciiDoc or underlined."""
    for text in ("# L\n\n## License\n\nMIT\n", "== Licensing\n", "Copyright and License\n-----\n"):
        found = stated_licence([("README.md", "readme", text)])
        assert found is not None
        assert found.in_words == "README.md speaks of one"
