"""The shape of the code: who may call whom, and how long a thing may be."""

import ast
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE, FUNCTION, SCREEN, ENTRY = 300, 40, 80, 40
# Written by Alembic, one a change of the tables, and never edited afterwards.
GENERATED = "trackers/store/migrations/versions/*"


def ignored():
    """The names that .gitignore keeps out; this tree may have come without its .git."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return [".git", *(one.strip("/") for one in lines)]


def files(folder=ROOT, names=None):
    """Every file that belongs to the project."""
    names = names or ignored()
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, one) for one in names):
            continue
        if path.is_dir():
            yield from files(path, names)
        else:
            yield path


def shown(path):
    return path.relative_to(ROOT).as_posix()


def modules():
    return [
        path for path in files() if path.suffix == ".py" and not fnmatch(shown(path), GENERATED)
    ]


def rooms():
    """The modules of the program itself: a file of test cases may be a long list."""
    return [path for path in modules() if not shown(path).startswith("tests/")]


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path):
    """Every function's name and its lines, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
            prose = told.end_lineno - told.lineno + 1 if told else 0
            yield node.name, node.end_lineno - node.lineno + 1 - prose


class TestSizes:
    def test_a_module_has_at_most_300_lines(self):
        longest = {shown(path): lines_of(path) for path in rooms() if lines_of(path) > MODULE}
        assert longest == {}

    def test_a_function_has_at_most_40_lines(self):
        longest = {
            f"{shown(path)}: {name}": count
            for path in rooms()
            for name, count in functions(path)
            if count > FUNCTION
        }
        assert longest == {}

    def test_a_script_of_ours_has_at_most_300_lines(self):
        scripts = [path for path in files() if path.suffix == ".js"]
        assert len(scripts) > 1
        assert {shown(path) for path in scripts if lines_of(path) > MODULE} == set()

    def test_a_screen_has_at_most_80_lines(self):
        screens = sorted((ROOT / "trackers" / "ui" / "screens").glob("*.py"))
        assert len(screens) > 1
        assert {shown(path) for path in screens if lines_of(path) > SCREEN} == set()

    def test_the_entry_has_at_most_40_lines(self):
        assert lines_of(ROOT / "app.py") <= ENTRY


class TestRooms:
    def test_calls_go_down_only(self):
        call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports({}))"
        options = "no_cache=True, no_logo=True"
        done = subprocess.run(
            [sys.executable, "-c", call.format(options)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", done.stdout)

    def test_no_folder_wakes_the_menu_of_streamlit(self):
        assert not (ROOT / "trackers" / "ui" / "pages").exists()

    def test_the_map_is_put_on_the_page_in_one_place(self):
        callers = {
            shown(path)
            for path in modules()
            if shown(path).startswith("trackers/") and "streamlit_folium" in imported(path)
        }
        assert len(callers) == 1

    def test_the_entry_says_literally_what_streamlit_looks_for(self):
        assert "\napp = st.App(" in (ROOT / "app.py").read_text(encoding="utf-8")


def imported(path):
    """The names of the packages a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


class TestFiles:
    # In pieces, so that this file does not hold what it looks for.
    HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".", "yarnpkg" + ".")
    PLACES = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/tm" + "p/", "C:" + "\\Users")

    @pytest.mark.parametrize("word", [*HOSTS, *PLACES])
    def test_no_file_names_a_registry_or_a_place_on_one_machine(self, word):
        found = [shown(path) for path in files() if word.encode() in path.read_bytes()]
        assert found == []

    def test_no_third_party_script_is_committed(self):
        lock = ROOT / "trackers" / "drawing" / "browser" / "package-lock.json"
        assert lock in set(files())
        assert not [path for path in files() if path.name.endswith((".min.js", ".bundle.js"))]

    def test_text_files_are_utf_8_and_end_with_one_line_end(self):
        for path in files():
            if path.suffix in {".py", ".md", ".toml", ".po", ".js", ".css", ".json"}:
                text = path.read_text(encoding="utf-8")
                assert not text or (text.endswith("\n") and not text.endswith("\n\n")), path
