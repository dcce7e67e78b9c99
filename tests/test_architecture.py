"""The house stands as drawn: imports point down, packages are ours, nothing heavy loads early."""

import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PACKAGES = ("models", "storage", "extractors", "flows", "review_ui")
HEAVY = ("cv2", "spacy", "prefect", "pytesseract", "rapidocr", "onnxruntime", "pdfplumber", "pypdfium2", "zxingcpp")


def modules_loaded_by(statement: str) -> set[str]:
    script = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HOUSE)
    return set(done.stdout.split())


def test_import_contracts_hold() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint_imports], capture_output=True, text=True, cwd=HOUSE, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_package_belongs_to_this_distribution(package: str) -> None:
    spec = __import__(package)
    assert Path(spec.__file__ or "").parent.parent == HOUSE
    assert (HOUSE / package / "__init__.py").read_text() == "", "circles start in __init__.py: keep it empty"


def test_no_module_of_flows_shadows_another_package() -> None:
    ours = {path.stem for path in (HOUSE / "flows").glob("*.py")} - {"__init__"}
    known = set(sys.stdlib_module_names) | set(PACKAGES) | set(HEAVY)
    assert not ours & known


def test_web_process_loads_no_reader_and_no_prefect() -> None:
    loaded = {name.partition(".")[0] for name in modules_loaded_by("import review_ui.app")}
    assert not loaded & set(HEAVY)


def test_help_of_the_command_line_loads_nothing_heavy() -> None:
    loaded = {name.partition(".")[0] for name in modules_loaded_by("import flows.cli")}
    assert not loaded & {*HEAVY, "sqlalchemy", "fastapi", "numpy"}


def test_the_distribution_is_private() -> None:
    assert files("prejeto") is not None
    assert "Private :: Do Not Upload" in (HOUSE / "pyproject.toml").read_text()
