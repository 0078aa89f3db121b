"""What a change to a manifest concerns."""

import pytest

from lifesigns.models.contribution_kind.manifests import ManifestPart, manifest_part

DEPENDENCIES, VERSION, REST = ManifestPart.DEPENDENCIES, ManifestPart.VERSION, ManifestPart.REST

CASES = [
    ("package.json", '{"dependencies": {"a": "1"}}', '{"dependencies": {"a": "2"}}', DEPENDENCIES),
    ("package.json", '{"version": "1"}', '{"version": "2"}', VERSION),
    ("package.json", '{"scripts": {"a": "1"}}', '{"scripts": {"a": "2"}}', REST),
    ("package.json", '{"devDependencies": {}}', '{"devDependencies": {"a": "1"}}', DEPENDENCIES),
    (
        "package.json",
        '{"version": "1", "dependencies": {"a": "1"}}',
        '{"version": "2", "dependencies": {"a": "2"}}',
        DEPENDENCIES,
    ),
    ("cargo.toml", '[package]\nversion = "1"\n', '[package]\nversion = "2"\n', VERSION),
    ("cargo.toml", '[dependencies]\na = "1"\n', '[dependencies]\na = "2"\n', DEPENDENCIES),
    (
        "cargo.toml",
        '[target.x.dev-dependencies]\na = "1"\n',
        '[target.x.dev-dependencies]\na = "2"\n',
        DEPENDENCIES,
    ),
    ("pyproject.toml", "[tool.ruff]\nx = 1\n", "[tool.ruff]\nx = 2\n", REST),
    ("pyproject.toml", '[project]\ndependencies = ["a"]\n', "[project]\n", DEPENDENCIES),
    ("pom.xml", "<version>1.0</version>\n", "<version>1.1</version>\n", DEPENDENCIES),
    ("pom.xml", "  <oil.version>1</oil.version>\n", "", DEPENDENCIES),
    (
        "a.csproj",
        "  <VersionPrefix>1.0</VersionPrefix>\n",
        "  <VersionPrefix>1.1</VersionPrefix>\n",
        VERSION,
    ),
    ("a.csproj", "<Version>1.0</Version>\n", "<Version>1.1</Version>\n", VERSION),
    ("a.csproj", "<OilVersion>1</OilVersion>\n", "<OilVersion>2</OilVersion>\n", REST),
    ("pom.xml", "<name>a</name>\n", "<name>b</name>\n", REST),
    ("pubspec.yaml", "version: 1.0.0\n", "version: 1.0.1\n", VERSION),
    ("pubspec.yaml", "  bloc: ^1.0.0\n", "  bloc: ^1.0.1\n", DEPENDENCIES),
    ("go.mod", "require a v1.0.0\n", "require a v1.1.0\n", DEPENDENCIES),
    ("a.rockspec", '   "lua-x = 1.0",\n', '   "lua-x = 1.1",\n', DEPENDENCIES),
    ("yarn.lock", "anything", "else", DEPENDENCIES),
    ("description", "Version: 1.0.0\nDate: 2026-01-02\n", "Version: 1.0.1\n", VERSION),
    ("description", "Imports:\n    cli,\n    oil\n", "Imports:\n    cli\n", DEPENDENCIES),
    ("description", "RoxygenNote: 7.1.2\n", "RoxygenNote: 7.2.0\n", DEPENDENCIES),
    ("description", "Title: A lamp\n", "Title: The\n  lamp\n", REST),
    ("description", "Title: A\nVersion: 1\n", "Title: B\nVersion: 2\n", REST),
    ("build.zig.zon", '    .version = "1.0.0",\n', '    .version = "1.0.1",\n', VERSION),
    (
        "build.zig.zon",
        '  .url = "https://a/1",\n  .hash = "oil-1",\n',
        '  .url = "https://a/2",\n  .hash = "oil-2",\n',
        DEPENDENCIES,
    ),
    ("build.zig.zon", "", '  .@"oil-can" = .{\n  .url = "https://a/2",\n  },\n', DEPENDENCIES),
    ("versions.tf", '  version = ">= 6, < 7"\n', '  version = ">= 6, < 8"\n', DEPENDENCIES),
    ("versions.tf", "", '  oil = {\n    source = "lamps/oil"\n  }\n', DEPENDENCIES),
    ("versions.tf", '  required_version = ">= 1"\n', "", DEPENDENCIES),
    (
        "versions.tf",
        '  module_name = "blueprints/lamp/v1.0.0"\n',
        '  module_name = "blueprints/lamp/v1.1.0"\n',
        VERSION,
    ),
    ("dependencies.kt", '  const val oil = "1"\n', '  const val oil = "2"\n', DEPENDENCIES),
    (
        "package.json",
        '{"optionalDevDependencies": {"a": "1"}}',
        '{"optionalDevDependencies": {"a": "2"}}',
        DEPENDENCIES,
    ),
    ("composer.json", "{}", '{"suggest": {"a/b": "For lamps"}}', DEPENDENCIES),
    ("project.toml", '[compat]\na = "1"\n', '[compat]\na = "1, 2"\n', DEPENDENCIES),
    ("pom.xml", "", "<dependencyManagement>\n</dependencyManagement>\n", DEPENDENCIES),
    ("gradle.properties", "projectVersion=1.0\n", "projectVersion=1.1\n", VERSION),
    ("gradle.properties", "oilVersion=1.0\n", "oilVersion=1.1\n", DEPENDENCIES),
    ("lamp.app.src", '  {vsn, "1.0"},\n', '  {vsn, "git"},\n', VERSION),
    ("lamp.app.src", "  {applications, [kernel]},\n", "  {applications, [oil]},\n", DEPENDENCIES),
    ("project.clj", '(defproject lamp "1.0"\n', '(defproject lamp "1.1"\n', VERSION),
    ("project.clj", '  [oil/wick "1.0"]\n', '  [oil/wick "1.1"]\n', DEPENDENCIES),
    ("build.gradle", "def oilVersion = '1.0'\n", "def oilVersion = '1.1'\n", DEPENDENCIES),
    ("build.gradle", "", '  prefer("1.1")\n', DEPENDENCIES),
    (
        "version.details.xml",
        '<Dependency Name="Oil" Version="1.0">\n',
        '<Dependency Name="Oil" Version="1.1">\n',
        DEPENDENCIES,
    ),
    ("project.clj", "  :jvm-opts []\n", '  :jvm-opts ["-server"]\n', REST),
    ("dist.ini", "Oil::Lamp = 0.16\n", "Oil::Lamp = 0.17\n", DEPENDENCIES),
    ("dist.ini", "version = 1.0\n", "version = 1.1\n", VERSION),
    ("makefile.pl", "requires 'Oil::Lamp' => '0';\n", "", DEPENDENCIES),
    ("setup.py", "    version='0.4',\n", "    version='0.5',\n", VERSION),
    ("setup.py", "    'oil>=1.0',\n", "    'oil>=1.1',\n", DEPENDENCIES),
    ("setup.py", "    zip_safe=True,\n", "    zip_safe=False,\n", REST),
    (".nvmrc", "16.1.0\n", "18.1.0\n", DEPENDENCIES),
    ("package.json", "{broken", '{"a": 1}', REST),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES)
def test_a_manifest_change_concerns(name: str, old: str, new: str, expected: ManifestPart) -> None:
    """Keys of parsed files decide, lines of the others; a broken file is no crash."""
    changed = [line.encode() for line in (old + "\n" + new).split("\n")]
    assert manifest_part(name, old.encode(), new.encode(), lambda: changed) is expected


@pytest.mark.parametrize("name", ["package.json", "cargo.toml"])
def test_deep_nesting_is_not_followed(name: str) -> None:
    """Nesting made to exhaust the stack is left to the lines."""
    bomb = b'{"a":' * 60_000 if name == "package.json" else b"a = " + b"[" * 60_000
    assert manifest_part(name, b"", bomb, lambda: [bomb]) in ManifestPart
