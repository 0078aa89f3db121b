"""Who carries it: what is told of source files only where there are some."""

from pathlib import Path

from lifesigns.kernel.missing import Reason
from tests.verdicts.living import BEN, Life, opened


def test_the_scripts_of_a_book_tell_no_truck_factor(tmp_path: Path) -> None:
    """Fifteen chapters by two people and four scripts: no factor; with a fifth script there is one."""
    for scripts in (4, 5):
        life = Life(tmp_path / f"p{scripts}")
        for number in range(scripts):
            life.land("Script", 300 - number, {f"tool{number}.py": f"x = {number}\n"}, by=BEN)
        for chapter in range(15):
            life.land("Write", 200 - chapter, {f"ch{chapter}.md": f"Chapter {chapter}\n"})
        life.write()
        with opened(life.folder, tmp_path / "w") as project:
            answer = project.ask("carried")
        told = [one for one in answer.evidence if one.id == "truck_factor"]
        missing = told[0].missing
        if scripts == 4:
            assert missing is not None
            assert (missing.reason, told[0].n, len(told)) == (Reason.TOO_FEW, 4, 1)
        else:
            assert (missing, told[0].value, told[0].n) == (None, 1, 5)
