"""What projects say of themselves: phrases of many languages, manifests, and what is no notice."""

import pytest

from lifesigns.models.declared_state import declared_state, notices


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("**This project is no longer actively maintained.**", "abandoned"),
        ("# Lantern [DEPRECATED]", "archived"),
        ("> :warning: This repository has been archived", "archived"),
        ("## ⚠️ The Lantern project has been archived and no further changes will be made.", "archived"),
        ("UNMAINTAINED", "abandoned"),
        ("> This repository is currently not maintained. If you can help, write to us.", "abandoned"),
        ("Lantern is not currently being maintained.", "abandoned"),
        ("> Lantern and all repositories under Lantern will be archived on December 15", "archived"),
        ("This project has moved to https://example.org/lantern", "moved"),
        ("Superseded by [torch](https://example.org)", "moved"),
        ("Development on this codebase has halted", "abandoned"),
        ("**Development is no longer taking place in this repository**.", "abandoned"),
        ("⚠️ Archived. There are better alternatives. ⚠️", "archived"),
        ("# Moved", "moved"),
        ("This package has moved and is now available at torch. No longer maintained.", "moved"),
        ("Lantern is in maintenance mode.", "finished"),
        ("Lantern is considered feature-complete.", "finished"),
        ("We are looking for new maintainers!", "seeking"),
        ("[![s](https://www.repostatus.org/badges/latest/abandoned.svg)](x)", "abandoned"),
        ("[![s](https://www.repostatus.org/badges/latest/inactive.svg)](x)", "finished"),
        ("该项目已归档", "archived"),
        ("本项目不再维护", "abandoned"),
        ("このプロジェクトはメンテナンスされていません。", "abandoned"),
        ("이 프로젝트는 더 이상 유지되지 않습니다", "abandoned"),
        ("Dieses Projekt wird leider nicht mehr gepflegt.", "abandoned"),
        ("Ce projet n'est plus maintenu.", "abandoned"),
        ("Este proyecto ya no se mantiene.", "abandoned"),
        ("Este projeto não é mais mantido.", "abandoned"),
        ("Questo progetto non è più mantenuto.", "abandoned"),
        ("Этот проект больше не поддерживается.", "abandoned"),
        ("Цей проєкт більше не підтримується.", "abandoned"),
        ("Ten projekt nie jest już rozwijany.", "abandoned"),
        ("Dit project wordt niet meer onderhouden.", "abandoned"),
        ("Dự án này không còn được bảo trì.", "abandoned"),
        ("Proyek ini tidak lagi dipelihara.", "abandoned"),
        ("Lantern is now mostly unmaintained.", "abandoned"),
        ("LANTERN IS NO LONGER MAINTAINTED", "abandoned"),
        ("Sadly I no longer have the energy or money to develop Lantern.", "abandoned"),
        ("We stopped the project development in May.", "abandoned"),
        ("Status: deprecated since May", "archived"),
        ("> **公告** 该项目停止更新，谢谢", "abandoned"),
        ("由于工作变动，本工具现已停止开发。", "abandoned"),
        ("作者不再维护该项目", "abandoned"),
        ("# 灯笼【已弃用】", "archived"),
        ("本ライブラリの保守は終了しました。", "abandoned"),
        ("このツールは更新していません。", "abandoned"),
        ("## 開発終了のお知らせ", "archived"),
        ("이 라이브러리는 더 이상 개발되지 않습니다.", "abandoned"),
        ("## 프로젝트 종료 안내", "archived"),
        ("Dieses Paket wird nicht mehr aktiv betreut.", "abandoned"),
        ("Die Entwicklung dieses Pakets wurde im Mai beendet.", "abandoned"),
        ("Dieses Repository wurde nach Lampe verschoben.", "moved"),
        ("# Laterne (veraltet)", "archived"),
        ("Projektstatus: eingestellt", "archived"),
        ("Ce dépôt n’est plus vraiment entretenu.", "abandoned"),
        ("## Lanterne : projet archivé", "archived"),
        ("# Linterna [ABANDONADO]", "archived"),
        ("## Aviso: repositorio obsoleto", "archived"),
        ("Este repositorio ya no se actualiza.", "abandoned"),
        ("Este repositório não está mais sendo atualizado.", "abandoned"),
        ("Questa libreria: il progetto non è più attivamente sviluppato.", "abandoned"),
        ("Внимание: репозиторий больше не обновляется", "abandoned"),
        ("Разработка проекта остановлена.", "abandoned"),
        ("Ten projekt nie jest już przez nas wspierany.", "abandoned"),
        ("Kończymy ten projekt.", "abandoned"),
    ],
)  # fmt: skip
def test_notices_are_read_in_many_languages(line: str, state: str) -> None:
    """The line that says so is quoted with its number."""
    found = declared_state([("README.md", "readme", f"Lantern\n=======\n\n{line}\n")])
    assert found is not None
    assert (found.state, found.line, found.quote) == (state, 4, line)


@pytest.mark.parametrize(
    "line",
    [
        "Version 1.x is no longer maintained.",
        "Starting with `lantern@12` CommonJS is no longer supported.",
        "It is hosted here, yet it is _not_ maintained and managed by the core team.",
        "Python 2.7 is no longer supported.",
        "Node.js 10 is no longer supported",
        "The old plugin API is no longer supported.",
        "Lantern moves data to the cloud.",
        "A maintained fork of the abandoned Torch",
        "## Introduction (Obsolete) ##",
        "Deprecated options print a warning.",
        "Your messages will be archived on the server.",
        "While Lantern is maintained, have a look at torch as well.",
        "An archived project list for your team",
        "This repository is archived at Zenodo.",
        "Ce dépôt est archivé sur Zenodo.",
        "由于灯笼已停止维护，我们写了这个新工具。",
        "因此项目不再更新，我们另写了一个。",
        "- 项目已停止维护",
        "本项目不再维护 Windows 安装包。",
        "提灯は旧版がメンテナンスされていません。",
        "레거시 버전은 더 이상 유지되지 않습니다.",
        "이 프로젝트는 더 이상 파일을 쓰지 않습니다.",
        "Раньше был Фонарь, проект больше не поддерживается.",
        "Die alte Oberfläche wird nicht mehr gepflegt.",
        "Este proyecto ya no usa Java.",
    ],
)
def test_what_speaks_of_a_part_or_of_others_is_no_notice(line: str) -> None:
    """Versions, features and other projects may end while this one lives."""
    found = declared_state([("README.md", "readme", f"# Lantern\n\n{line}\n")])
    assert found is not None
    assert found.state == ""


def test_a_sentence_may_end_on_the_next_line() -> None:
    """Wrapped text is read across one line end; the notice is the line where it begins."""
    text = "# Lantern\n\nPlease note that this project is no longer\nmaintained by anybody.\n"
    assert [(one.state, one.line) for one in notices("README.md", "readme", text)] == [
        ("abandoned", 3)
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "**NOTE:** It is deprecated and archived in favor of modules, which have\nhad support since May. For more\nsee there.\nMore.",
            "**NOTE:** It is deprecated and archived in favor of modules, which have had support since May. For more see there.",
        ),
        ("> Lantern has been archived\n> in favour of Torch\n\nMore", "> Lantern has been archived in favour of Torch"),
        ("Lantern is in maintenance mode.\nIt shines.", "Lantern is in maintenance mode."),
        ("This project has moved to Torch\n====================\nIt shines", "This project has moved to Torch"),
        ("# Lantern [DEPRECATED]\nIt shines", "# Lantern [DEPRECATED]"),
        ("This project is archived\n- it shines", "This project is archived"),
        ("This project is archived\n[![b](x)](y)", "This project is archived"),
        ("本项目不再维护。\n谢谢", "本项目不再维护。"),
    ],
)  # fmt: skip
def test_a_quote_goes_on_to_the_end_of_its_sentence(text: str, quote: str) -> None:
    """Text wrapped by its author is quoted whole; headings, lists and badges are other blocks."""
    assert next(notices("README.md", "readme", text)).quote == quote


def test_words_far_below_the_top_are_not_believed() -> None:
    """The forty-first line is out of a reader's sight."""
    text = "line\n" * 40 + "This project is archived.\n"
    assert list(notices("README.md", "readme", text)) == []


@pytest.mark.parametrize(
    ("path", "text", "state", "line"),
    [
        ("pyproject.toml", '[project]\nclassifiers = [\n "Development Status :: 7 - Inactive",\n]\n', "abandoned", 3),
        ("package.json", '{\n "name": "a",\n "deprecated": "use b"\n}\n', "archived", 3),
        ("composer.json", '{\n "abandoned": true\n}\n', "abandoned", 2),
        ("Cargo.toml", '[package]\nname = "a"\n[badges]\nmaintenance = { status = "deprecated" }\n', "archived", 4),
        ("Cargo.toml", '[badges.maintenance]\nstatus = "as-is"\n', "finished", 2),
        ("Cargo.toml", '[badges]\nmaintenance.status = "looking-for-maintainer"\n', "seeking", 2),
        ("go.mod", "// Deprecated: use example.org/b\nmodule example.org/a\n", "archived", 1),
        ("pom.xml", "<project>\n<distributionManagement>\n<relocation>\n</relocation>\n", "moved", 2),
        ("publiccode.yml", "name: a\ndevelopmentStatus: obsolete\n", "archived", 2),
        ("codemeta.json", '{"developmentStatus": "https://www.repostatus.org/#unsupported"}', "abandoned", 1),
    ],
)  # fmt: skip
def test_registry_fields_are_read(path: str, text: str, state: str, line: int) -> None:
    """Each registry's own field for an ended package is found with its line, and quoted."""
    found = declared_state([(path, "manifest", text)])
    assert found is not None
    assert (found.path, found.state, found.line) == (path, state, line)
    assert found.quote
    assert found.quote in text.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.py", "# 'Development Status :: 7 - Inactive'\n'Development Status :: 5 - Production'\n"),
        ("package.json", '{"dependencies": {"deprecated": "1.0"}}'),
        ("package.json", "[" * 100_000),
        ("package.json", '["deprecated"]'),
        ("composer.json", '{"abandoned": false}'),
        ("Cargo.toml", '[badges]\nmaintenance = { status = "actively-developed" }\n'),
        ("Cargo.toml", "badges = 3"),
        ("Cargo.toml", "[badges\n"),
        ("go.mod", "module example.org/a\n// Deprecated: not above the module\n"),
        ("codemeta.json", '{"developmentStatus": ["active"]}'),
        ("Gemfile", "deprecated"),
    ],
)  # fmt: skip
def test_other_and_damaged_manifests_say_nothing(path: str, text: str) -> None:
    """Fields of the same name elsewhere, damage and other files are passed over."""
    assert list(notices(path, "manifest", text)) == []


def test_the_notice_that_says_most_wins() -> None:
    """Moved tells more than archived, archived more than abandoned."""
    said = [
        ("README.md", "readme", "No longer maintained.\n"),
        ("go.mod", "manifest", "// Deprecated: see b\nmodule a\n"),
    ]
    found = declared_state(said)
    assert found is not None
    assert (found.state, found.path) == ("archived", "go.mod")
    assert declared_state([]) is None


def test_hostile_readmes_take_no_time() -> None:
    """Endless lines and markup are cut before they are searched."""
    for text in ("<" * 200_000, "is no longer " * 50_000, "**" * 100_000, "#" + " [" * 100_000):
        assert len(list(notices("README.md", "readme", text))) <= 40
