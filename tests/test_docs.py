"""The documents say what is so: every command, target, file and error they name is there."""

import re
from pathlib import Path

import pytest
import typer.main

from flows.cli import app
from models import errors

HOUSE = Path(__file__).parent.parent
PAGES = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md")])


def named_in(page: Path, pattern: str) -> set[str]:
    return set(re.findall(pattern, page.read_text(encoding="utf-8")))


def commands() -> set[str]:
    group = typer.main.get_command(app)
    return set(getattr(group, "commands"))  # noqa: B009 - typer's group is not click's type


def targets() -> set[str]:
    return named_in(HOUSE / "Makefile", r"(?m)^([a-z-]+):")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
class TestPage:
    def test_names_only_commands_that_exist(self, page: Path) -> None:
        assert named_in(page, r"`(?:[\w./]*/)?prejeto ([a-z][a-z-]*)") <= commands()

    def test_names_only_targets_that_exist(self, page: Path) -> None:
        assert named_in(page, r"(?:`|    )make ([a-z-]+)") <= targets()

    def test_links_only_to_files_that_exist(self, page: Path) -> None:
        links = named_in(page, r"\]\((?!https?:)([^)#]+)")
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_architecture_names_only_files_that_exist() -> None:
    paths = named_in(HOUSE / "ARCHITECTURE.md", r"`((?:models|storage|extractors|flows|review_ui)/[\w./]+)`")
    assert paths
    assert [path for path in paths if not (HOUSE / path).exists()] == []


def test_doctor_advises_only_what_is_there() -> None:
    doctor = HOUSE / "flows" / "doctor.py"
    assert named_in(doctor, r'"make ([a-z-]+)') <= targets()
    assert [tool for tool in named_in(doctor, r'"(tools/\w+)') if not (HOUSE / tool).exists()] == []


def test_every_command_is_in_the_readme_or_a_guide() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in commands() if f"prejeto {name}" not in text] == []


def test_every_word_for_the_way_of_a_page_is_explained() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (HOUSE / "extractors").glob("**/*.py")]
    said = {word for source in sources for word in re.findall(r'\b(?:warn|took)\("(\w+)"\)', source)}
    doubted = {word for source in sources for word in re.findall(r'"(no_text|text_layer_\w+)"', source)}
    assert "text_layer_bad" in doubted
    assert said | doubted == named_in(HOUSE / "docs" / "reading.md", r"(?m)^\| `(\w+)` \|")


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    classes = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    assert sorted(drawn) == sorted(kind.__name__ for kind in classes if kind is not errors.PrejetoError)
