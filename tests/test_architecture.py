"""The house and its laws (docs/architecture.md), read from the code itself.

import-linter holds the floors, the tabs and the circles apart (pyproject.toml); ruff holds docstrings, names
and complexity. What neither can say is said here, as data where it can be.
"""

import ast
import fnmatch
import importlib
import inspect
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES_IN_FILE, MOST_LINES_IN_FUNCTION, MOST_METHODS, MOST_ARGUMENTS = 400, 50, 20, 6

WINDOW = ("app.views", "app.tasks", "app.__main__")
TABLES = ("app.models", "app.queries")
COMMAND_LINE = ("app.cli", "app.cli_claims", "app.cli_commands", "app.cli_papers")
ONLY_IN = {
    "PySide6": WINDOW,
    "shiboken6": WINDOW,
    "peewee": TABLES,
    "playhouse": TABLES,
    "sqlcipher3": TABLES,
    "sqlite3": TABLES,
    "psycopg": TABLES,
    "reportlab": ("app.documents",),
    "decimal": ("app.domain", "app.edi"),
    "app.models": (*TABLES, "app.services", *COMMAND_LINE, "app.__main__"),
}
CLOCKS = {
    *(("date", call) for call in ("today", "fromtimestamp")),
    *(("datetime", call) for call in ("now", "utcnow", "today", "fromtimestamp")),
    *(("time", call) for call in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime")),
    ("QDate", "currentDate"),
    ("QTime", "currentTime"),
    ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"),
}
READS_THE_CLOCK = {"app.services.session"}
VAGUE_MODULES = {"util", "utils", "helper", "helpers", "manager", "base", "data", "common", "misc"}
VAGUE_CLASSES = re.compile(r"(Utils?|Helpers?|Manager|Base|Data)$")
MARKUP_READERS = {"QLabel", "QMessageBox"}

# The two doors that lift `query_only`, and every module that may go through each.
DOORS = {
    "writing": {"app.services.session"},
    "maintenance": {"app.models.database"},
}
# Use cases that anyone who is signed in may run, each with the reason.
WITHOUT_RIGHT: dict[str, str] = {}
# Functions that take more than six arguments, each with the reason.
MANY_ARGUMENTS = {
    "app.services.session.record": "each fact is a column of the audit trail, and named at the call",
    "app.services.rows.change_row": "each fact is a column of the audit trail, and named at the call",
}

TOP_LEVEL = {
    *(".ci", ".git", ".gitattributes", ".github", ".gitignore"),
    *("app", "docs", "installer", "resources", "tests", "pyproject.toml", "run.py"),
    *("requirements.lock", "requirements-test.lock", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("README.md", "SECURITY.md", "THIRD_PARTY_NOTICES.md"),
}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(path):
    """The dotted name of a module, a package by its own name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees():
    """The tree of every file of the program, read when the first law is asked for."""
    paths = [*sorted((ROOT / "app").rglob("*.py")), ROOT / "run.py"]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def nodes_by_kind():
    """All nodes of all trees by their kind, each with its module and file."""
    found = defaultdict(list)
    for path, tree in trees().items():
        module, file = name_of(path), path.relative_to(ROOT)
        for node in ast.walk(tree):
            found[type(node)].append((module, file, node))
    return found


def nodes(*kinds):
    """Every node of these kinds, with its module and its place to be named in a failure."""
    for kind in kinds:
        for module, file, node in nodes_by_kind()[kind]:
            yield module, f"{file}:{node.lineno}", node


@pytest.fixture(scope="module", autouse=True)
def trees_are_let_go():
    """A million nodes that stay would make every later collection of garbage slow."""
    yield
    for kept in (named_for_pictures, nodes_by_kind, trees):
        kept.cache_clear()


def lies_in(module, rooms):
    """Tell whether a module is one of these rooms or inside one."""
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def last_name(node):
    """The last word of `a`, `x.a` or `x.y.a`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def imported_by(node):
    """The dotted names an import statement brings in."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [alias.name for alias in node.names]


def public_functions(room):
    """The public functions at the top of each module of a room, with their dotted names."""
    for path, tree in trees().items():
        if path.parent == ROOT / "app" / room:
            for node in tree.body:
                if isinstance(node, FUNCTIONS) and not node.name.startswith("_"):
                    yield f"{name_of(path)}.{node.name}", node


def assert_none(faults):
    """Fail with one fault a line."""
    faults = sorted(faults)
    assert not faults, "\n" + "\n".join(faults)


def test_files_stay_readable_in_one_sitting():
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in trees()}
    assert_none(f"{path} has {count} lines" for path, count in lines.items() if count > MOST_LINES_IN_FILE)


def test_functions_stay_small():
    long = [
        f"{place} {node.name}"
        for _, place, node in nodes(*FUNCTIONS)
        if node.end_lineno - node.lineno + 1 > MOST_LINES_IN_FUNCTION
    ]
    assert_none(long)


def test_functions_take_few_arguments():
    crowded = []
    for module, place, node in nodes(*FUNCTIONS):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        count = sum(argument.arg not in {"self", "cls"} for argument in given)
        if count > MOST_ARGUMENTS and f"{module}.{node.name}" not in MANY_ARGUMENTS:
            crowded.append(f"{place} {node.name} takes {count}")
    assert_none(crowded)


def test_classes_have_few_methods():
    crowded = [
        f"{place} {node.name}"
        for _, place, node in nodes(ast.ClassDef)
        if sum(isinstance(part, FUNCTIONS) for part in node.body) > MOST_METHODS
    ]
    assert_none(crowded)


def test_package_files_hold_only_their_docstring():
    full = [
        str(path)
        for path, tree in trees().items()
        if path.name == "__init__.py" and (len(tree.body) != 1 or not ast.get_docstring(tree))
    ]
    assert_none(full)


def test_nothing_has_a_vague_name():
    modules = [str(path) for path in trees() if path.stem in VAGUE_MODULES]
    classes = [
        f"{place} {node.name}" for _, place, node in nodes(ast.ClassDef) if VAGUE_CLASSES.search(node.name)
    ]
    assert_none(modules + classes)


@pytest.mark.parametrize(("library", "rooms"), ONLY_IN.items())
def test_a_library_is_known_only_in_its_rooms(library, rooms):
    strays = [
        place
        for module, place, node in nodes(ast.Import, ast.ImportFrom)
        if any(lies_in(name, (library,)) for name in imported_by(node)) and not lies_in(module, rooms)
    ]
    assert_none(strays)


def test_services_ask_through_queries_and_never_in_sql():
    strays = [
        place
        for module, place, node in nodes(ast.ImportFrom)
        if lies_in(module, ("app.services",)) and "app.models.database.select" in imported_by(node)
    ]
    assert_none(strays)


def test_imports_are_absolute_and_none_takes_all():
    bent = [
        place
        for _, place, node in nodes(ast.ImportFrom)
        if node.level or any(alias.name == "*" for alias in node.names)
    ]
    assert_none(bent)


def test_the_clock_is_read_in_one_place():
    reads = {
        f"{place} {last_name(node.value)}.{node.attr}"
        for module, place, node in nodes(ast.Attribute)
        if (last_name(node.value), node.attr) in CLOCKS and module not in READS_THE_CLOCK
    }
    imports = {
        place
        for module, place, node in nodes(ast.ImportFrom)
        if module not in READS_THE_CLOCK and any((node.module, alias.name) in CLOCKS for alias in node.names)
    }
    assert_none(reads | imports)


def test_every_use_case_asks_for_its_right():
    lawless = {
        name
        for name, node in public_functions("services")
        if is_use_case(node) and not asks_for_a_right(name, node) and name not in WITHOUT_RIGHT
    }
    assert_none(lawless)


def is_use_case(function):
    """Tell a use case by its first word, `session`; one that is handed a transaction is part of another."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return names[:1] == ["session"] and "transaction" not in names


def asks_for_a_right(name, function):
    """Tell whether a function calls `session.require(...)`, itself or by a private function of its file."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    if any(
        (last_name(getattr(call, "value", None)), last_name(call)) == ("session", "require") for call in calls
    ):
        return True
    private = {last_name(call) for call in calls if last_name(call).startswith("_")} - {function.name}
    module = name.rpartition(".")[0]
    return any(
        asks_for_a_right(name, node)
        for owner, _, node in nodes(*FUNCTIONS)
        if owner == module and node.name in private
    )


def test_every_question_carries_its_right():
    unasked = []
    for name, node in public_functions("queries"):
        if node.name.startswith(("list_", "find_", "explain_")):
            module, function = name.rsplit(".", 1)
            question = getattr(importlib.import_module(module), function)
            if getattr(question, "right", None) is None:
                unasked.append(name)
    assert_none(unasked)


@pytest.mark.parametrize(("door", "callers"), DOORS.items())
def test_a_writing_door_has_known_callers(door, callers):
    found = {module for module, _, node in nodes(ast.Call) if last_name(node.func) == door}
    assert_none(found - callers)


def test_text_of_users_is_never_read_as_markup():
    bare = []
    for module, place, node in nodes(ast.Call):
        names = {last_name(node.func), last_name(getattr(node.func, "value", None))}
        if names & MARKUP_READERS and module != "app.views.common.plain_label" and not is_picture(node):
            bare.append(f"{place} {last_name(node.func)}")
    assert_none(bare)


def is_picture(call):
    """Tell a `self._icon = QLabel()`: no text at birth, and named for the picture it holds."""
    return not call.args and id(call) in named_for_pictures()


@cache
def named_for_pictures():
    """The ids of the values that every target of their assignment names a picture."""
    return {
        id(node.value)
        for _, _, node in nodes(ast.Assign)
        if all(last_name(target).endswith(("icon", "picture")) for target in node.targets)
    }


def test_camel_case_is_left_to_qt():
    shelves = (QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets)
    of_qt = {
        name
        for shelf in shelves
        for _, kind in inspect.getmembers(shelf, inspect.isclass)
        for name in dir(kind)
    }
    foreign = [
        f"{place} {node.name}"
        for module, place, node in nodes(*FUNCTIONS)
        if re.search(r"[a-z][A-Z]", node.name) and not (lies_in(module, WINDOW) and node.name in of_qt)
    ]
    assert_none(foreign)


def test_the_top_level_holds_what_a_newcomer_expects():
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().split()]
    names = {path.name for path in ROOT.iterdir()}
    strays = {name for name in names - TOP_LEVEL if not any(fnmatch.fnmatch(name, mark) for mark in ignored)}
    assert_none(strays)


def test_the_wheel_packs_every_package():
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    packages = {name_of(path) for path in trees() if path.name == "__init__.py"}
    assert set(packed) == packages | {"app.resources"}
