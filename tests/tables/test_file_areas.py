"""Paths to areas and languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.tables.file_areas import Area, classify_path

PATHS = {
    "src/server.py": (Area.CORE_CODE, "Python"),
    "pkg/common/storage/cache/redis.go": (Area.CORE_CODE, "Go"),
    "apisix/plugins/limit-count.lua": (Area.CORE_CODE, "Lua"),
    "web/app/App.vue": (Area.CORE_CODE, "Vue"),
    "include/zlib.h": (Area.CORE_CODE, "C"),
    "proto/user.proto": (Area.CORE_CODE, "Protocol Buffer"),
    "types/index.d.ts": (Area.CORE_CODE, "TypeScript"),
    "src/main/java/com/example/demo/Login.java": (Area.CORE_CODE, "Java"),
    "roles/lamp/tasks/oil.yml": (Area.CORE_CODE, "YAML"),
    "roles/lamp/handlers/main.yml": (Area.CORE_CODE, "YAML"),
    "bin/apisix": (Area.CORE_CODE, None),
    "pkg/server_test.go": (Area.TESTS, "Go"),
    "tests/unit/test_server.py": (Area.TESTS, "Python"),
    "src/test/java/a/ServerTest.java": (Area.TESTS, "Java"),
    "packages/core/__tests__/a.spec.ts": (Area.TESTS, "TypeScript"),
    "packages/NUnit.2.6.4/lib/nunit.js": (Area.VENDORED, "JavaScript"),
    "packages/gcc/9.1.0/0001-fix.patch": (Area.CONFIGURATION, "Diff"),
    "packages/dune/dune.3.1.0/opam": (Area.DEPENDENCIES, None),
    "lib/pkgconfig/libcurl.pc": (Area.BUILD, "Pro*C"),
    "playground/css/__tests__/css.spec.ts": (Area.TESTS, "TypeScript"),
    "t/plugin/limit-count.t": (Area.TESTS, "Perl"),
    "spec/models/user_spec.rb": (Area.TESTS, "Ruby"),
    "src/lamp.spec.mjs": (Area.TESTS, "JavaScript"),
    "src/oil-spec.coffee": (Area.TESTS, "CoffeeScript"),
    "pkg/populate_cluster_spec.go": (Area.CORE_CODE, "Go"),
    "api/lamp.spec.yaml": (Area.CONFIGURATION, "YAML"),
    "src/Lantern.Wick.Tests/Burning.cs": (Area.TESTS, "C#"),
    "src/Lantern.IntegrationTests/Burning.fs": (Area.TESTS, "F#"),
    "src/Lantern.Wick/Burning.cs": (Area.CORE_CODE, "C#"),
    "README.md": (Area.DOCUMENTATION, "Markdown"),
    "README.zh-CN.md": (Area.DOCUMENTATION, "Markdown"),
    "tests/README.md": (Area.DOCUMENTATION, "Markdown"),
    "_layouts/default.html": (Area.DOCUMENTATION, "HTML"),
    "src/_layouts/default.html": (Area.CORE_CODE, "HTML"),
    "docs/conf.py": (Area.DOCUMENTATION, "Python"),
    "docs/images/logo.png": (Area.DOCUMENTATION, None),
    "CHANGELOG": (Area.DOCUMENTATION, None),
    "lua/plugins/prometheus.md": (Area.DOCUMENTATION, "Markdown"),
    "locale/de/LC_MESSAGES/app.po": (Area.TRANSLATION, "Gettext Catalog"),
    "src/i18n/fr.json": (Area.TRANSLATION, "JSON"),
    "src/i18n/index.ts": (Area.CORE_CODE, "TypeScript"),
    "res/values-de/strings.xml": (Area.TRANSLATION, "XML"),
    "app/src/main/res/layout-land/lamp.xml": (Area.CORE_CODE, "XML"),
    "app/src/main/res/values/colors.xml": (Area.CORE_CODE, "XML"),
    "app/src/main/res/xml/backup.xml": (Area.CONFIGURATION, "XML"),
    "app/src/main/AndroidManifest.xml": (Area.CONFIGURATION, "XML"),
    "package.json": (Area.DEPENDENCIES, "JSON"),
    "global.json": (Area.DEPENDENCIES, "JSON"),
    ".config/dotnet-tools.json": (Area.DEPENDENCIES, "JSON"),
    "DESCRIPTION": (Area.DEPENDENCIES, None),
    "buildSrc/src/main/kotlin/Dependencies.kt": (Area.DEPENDENCIES, "Kotlin"),
    "src/main/kotlin/Dependencies.kt": (Area.CORE_CODE, "Kotlin"),
    "modules/vpc/versions.tf": (Area.DEPENDENCIES, "HCL"),
    "modules/vpc/main.tf": (Area.CORE_CODE, "HCL"),
    "variables.tf": (Area.CORE_CODE, "HCL"),
    "terraform.tfvars": (Area.CONFIGURATION, "HCL"),
    "deploy/main.tf": (Area.CONFIGURATION, "HCL"),
    "examples/modules/main.tf": (Area.EXAMPLE, "HCL"),
    "docs/package.json": (Area.DEPENDENCIES, "JSON"),
    "tests/fixtures/package.json": (Area.TESTS, "JSON"),
    "go.sum": (Area.DEPENDENCIES, "Go Checksums"),
    "requirements-dev.txt": (Area.DEPENDENCIES, "Pip Requirements"),
    "rockspec/a-1.rockspec": (Area.DEPENDENCIES, "Lua"),
    "Makefile": (Area.BUILD, "Makefile"),
    "buildSrc/src/main/java/Tools.kt": (Area.BUILD, "Kotlin"),
    "lib/buildsrc/Tools.kt": (Area.CORE_CODE, "Kotlin"),
    "CMakeLists.txt": (Area.BUILD, "CMake"),
    "build/images/Dockerfile": (Area.BUILD, "Dockerfile"),
    "scripts/build_all.sh": (Area.BUILD, "Shell"),
    "init_docker.sh": (Area.BUILD, "Shell"),
    "project/Layers.scala": (Area.BUILD, "Scala"),
    "src/project/Layers.scala": (Area.CORE_CODE, "Scala"),
    "project/models.py": (Area.CORE_CODE, "Python"),
    "grunt.js": (Area.BUILD, "JavaScript"),
    "MANIFEST": (Area.BUILD, None),
    "printing/printing.mllib": (Area.BUILD, None),
    "vite.config.ts": (Area.BUILD, "TypeScript"),
    ".github/workflows/ci.yml": (Area.CI, "YAML"),
    ".travis.yml": (Area.CI, "YAML"),
    "ci/run.sh": (Area.CI, "Shell"),
    "hack/ci/Vagrantfile": (Area.CI, "Ruby"),
    "src/ci/run.go": (Area.CORE_CODE, "Go"),
    "dangerfile.ts": (Area.CI, "TypeScript"),
    "travis/upload.sh": (Area.CI, "Shell"),
    "src/travis/client.py": (Area.CORE_CODE, "Python"),
    "version.txt": (Area.CONFIGURATION, "Text"),
    ".github/ISSUE_TEMPLATE/bug.yml": (Area.CONFIGURATION, "YAML"),
    "roles/lamp/defaults/main.yml": (Area.CONFIGURATION, "YAML"),
    "deploy/roles/lamp/tasks/oil.yml": (Area.CONFIGURATION, "YAML"),
    "config/config.yaml": (Area.CONFIGURATION, "YAML"),
    ".editorconfig": (Area.CONFIGURATION, "EditorConfig"),
    "api/user.pb.go": (Area.GENERATED, "Go"),
    "app/user_pb2.py": (Area.GENERATED, "Python"),
    "dist/app.min.js": (Area.GENERATED, "JavaScript"),
    "lua/_generated.lua": (Area.GENERATED, "Lua"),
    "vendor/github.com/a/b.go": (Area.VENDORED, "Go"),
    "web/node_modules/a/index.js": (Area.VENDORED, "JavaScript"),
    "LICENSE": (Area.LICENCE, "Text"),
    "LICENSES/MIT.txt": (Area.LICENCE, "Text"),
    "assets/logo.png": (Area.ASSET, None),
    "src/lamps/wick.hpp.in": (Area.CORE_CODE, None),
    "docs/lamps.html.in": (Area.DOCUMENTATION, None),
    "src/lamps.in": (Area.DATA, None),
    "src/lamps.fypp": (Area.CORE_CODE, None),
    "modules/lamps/default.nix": (Area.CORE_CODE, "Nix"),
    "default.nix": (Area.BUILD, "Nix"),
    "nix/lamps.nix": (Area.BUILD, "Nix"),
    "tests/modules/lamps.nix": (Area.TESTS, "Nix"),
    "scripts/release.dart": (Area.BUILD, "Dart"),
    "lib/scripts/release.dart": (Area.CORE_CODE, "Dart"),
    "scripts/lamp.lua": (Area.CORE_CODE, "Lua"),
    "Lamp.psm1": (Area.CORE_CODE, "PowerShell"),
    "build.ps1": (Area.BUILD, "PowerShell"),
    "Functions/Lamp.Tests.ps1": (Area.TESTS, "PowerShell"),
    "macosx/de.lproj/Lamp.strings": (Area.TRANSLATION, None),
    "src/vendored/oil.erl": (Area.VENDORED, "Erlang"),
    "lib/lamp.min.map": (Area.GENERATED, None),
    "src/lamp.app.src": (Area.DEPENDENCIES, "Erlang"),
    ".nvmrc": (Area.DEPENDENCIES, None),
    "eng/common/lamp.yml": (Area.BUILD, "YAML"),
    "eng/Version.Details.xml": (Area.DEPENDENCIES, "XML"),
    "dist.ini": (Area.BUILD, "INI"),
    "examples/hello.rs": (Area.EXAMPLE, "Rust"),
    "data/cities.csv": (Area.DATA, "CSV"),
    "something.qqq": (Area.DATA, None),
}


@pytest.mark.parametrize("path", PATHS)
def test_each_path_has_its_area_and_language(path: str) -> None:
    """Well-known layouts of many ecosystems land where a maintainer would put them."""
    found = classify_path(path)
    area, language = PATHS[path]
    assert found.area is area, found
    if language is not None or "." not in path:
        assert found.language == language


def test_every_answer_names_its_rule() -> None:
    """The reason is never empty, so that a reader can dispute it."""
    assert all(classify_path(path).reason for path in PATHS)


def test_bytes_and_text_agree() -> None:
    """A path given as bytes is the same path; undecodable bytes are no crash."""
    assert classify_path(b"src/server.py") == classify_path("src/server.py")
    assert classify_path(b"src/\xff\xfe.py").area is Area.CORE_CODE


@given(st.text(max_size=300))
def test_any_path_is_classified(path: str) -> None:
    """No path crashes: odd separators, dots, control characters, nothing at all."""
    assert classify_path(path).area in Area


@pytest.mark.parametrize(
    "bait",
    [
        "vendor/" + "a-" * 200_000 + ".com",
        "a" * 500_000 + ".js",
        "jquery" + "." * 300_000 + ".js",
        "/".join("d" * 3 for _ in range(100_000)) + "/x.py",
        "prototype" * 50_000 + ".js",
        "test_" * 100_000,
        "readme" + "-a" * 200_000,
    ],
)
def test_enormous_paths_are_classified_by_their_tail(bait: str) -> None:
    """Backtracking bait for every pattern ends, because only the last 1,024 characters are read."""
    assert classify_path(bait).area is classify_path(bait[-1024:]).area
