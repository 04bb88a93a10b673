"""The newcomer's door: what it decides before it starts anything."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).resolve().parent


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ((3, 10), False),
        ((3, 11), True),
        ((3, 13, 2), True),
        ((3, 14), True),
        ((3, 15), False),
        ((2, 7), False),
    ],
)
def test_only_the_supported_python_versions_fit(version, fits):
    assert run.is_fitting(version) is fits


def test_a_running_python_that_fits_is_taken(monkeypatch):
    monkeypatch.setattr(run, "is_fitting", lambda version: True)
    assert run.find_python() == [sys.executable]


def test_without_a_fitting_python_the_sentence_says_which_and_how(monkeypatch):
    monkeypatch.setattr(run, "is_fitting", lambda version: False)
    with pytest.raises(run.StopError, match=r"needs Python 3\.11 to 3\.14.*\n.*run\.py"):
        run.find_python()


def test_another_python_on_the_path_is_found(monkeypatch):
    monkeypatch.setattr(run, "WINDOWS", False)
    monkeypatch.setattr(run, "is_fitting", lambda version: version == (3, 12))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(run, "version_of", lambda command: (3, int(command[0].split(".")[1])))
    assert run.find_python() == ["python3.12"]


def test_a_command_that_is_no_python_has_no_version():
    assert run.version_of([sys.executable]) == sys.version_info[:2]
    assert run.version_of(["no-such-python"]) == (0, 0)


def test_missing_libraries_are_read_from_ldd():
    printed = (
        "\tlibxcb-icccm.so.4 => not found\n"
        "\tlibGL.so.1 => /lib/libGL.so.1 (0x1)\n"
        "\tlibEGL.so.1 => not found\n"
        "\tlibEGL.so.1 => not found\n"
    )
    assert run.missing_in(printed) == ["libEGL.so.1", "libxcb-icccm.so.4"]


def test_without_root_the_exact_command_is_named(monkeypatch):
    monkeypatch.setattr(run, "is_root_with_apt", lambda: False)
    with pytest.raises(run.StopError) as stop:
        run.provide(["libegl1", "libgl1"], "Two libraries are missing.")
    command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert command in str(stop.value)


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "internet"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "nothing was installed"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("something nobody foresaw", "pip's own words"),
    ],
)
def test_a_failing_installation_is_told_in_one_sentence(output, word):
    assert word in run.why_pip_failed(output)


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ""),
    ],
)
def test_the_screen_is_known(monkeypatch, environment, platform):
    monkeypatch.setattr(run.os, "environ", environment)
    monkeypatch.setattr(run.sys, "platform", "linux")
    assert run.screen() == platform


def test_the_program_finds_its_code_from_any_folder(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/somewhere/else")
    environment = run.child_environment()
    assert environment["PYTHONPATH"] == str(ROOT)
    assert "PYTHONHOME" not in environment


def test_a_lock_has_one_hash_whatever_its_line_ends(tmp_path):
    unix, windows = tmp_path / "unix", tmp_path / "windows"
    unix.write_bytes(b"a==1\nb==2\n")
    windows.write_bytes(b"a==1\r\nb==2\r\n")
    assert run.hash_of(unix) == run.hash_of(windows) == hashlib.sha256(b"a==1\nb==2\n").hexdigest()


def test_the_first_failing_check_ends_the_run_with_its_code(monkeypatch, capsys):
    codes = iter([0, 0, 3, 0, 0])
    monkeypatch.setattr(run.subprocess, "call", lambda *words, **more: next(codes))
    assert run.run_tests([]) == 3
    printed = capsys.readouterr().out
    assert "FAILED: types (exit code 3)" in printed
    assert "== tests ==" not in printed


def test_no_test_at_all_is_a_failure(monkeypatch, capsys):
    codes = iter([0, 0, 0, 0, 5])
    monkeypatch.setattr(run.subprocess, "call", lambda *words, **more: next(codes))
    assert run.run_tests(["tests/no_such"]) == 5
    assert "no test was found" in capsys.readouterr().out


@pytest.fixture
def made_demo(monkeypatch, tmp_path):
    """A checkout whose command line makes two papers and a practice, and the list of what was started."""
    started = []

    def start(words):
        started.append(words)
        if "app.cli" in words:
            folder = Path(words[words.index("--out") + 1])
            folder.mkdir()
            (folder / "claim-forms.pdf").touch()
            (folder / "statements.pdf").touch()
            (folder / "summary.json").write_text('{"practice_file": "maple.plainbill"}')
        return 0

    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "run_python", start)
    return started


def test_demo_without_a_screen_works_and_says_where_the_papers_lie(made_demo, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(run, "screen", lambda: "")
    assert run.run_demo([]) == 0
    printed = capsys.readouterr().out
    assert f"{tmp_path / 'demo'}: claim-forms.pdf, statements.pdf" in printed
    assert len(made_demo) == 1


def test_demo_with_a_screen_opens_the_practice_after_the_work(made_demo, monkeypatch, tmp_path):
    monkeypatch.setattr(run, "screen", lambda: "xcb")
    assert run.run_demo([]) == 0
    assert made_demo[1] == ["-m", "app", "--demo", str(tmp_path / "demo" / "maple.plainbill")]


def test_a_demo_that_fails_opens_nothing(monkeypatch):
    monkeypatch.setattr(run, "run_python", lambda words: 2)
    assert run.run_demo([]) == 2


def test_a_window_without_a_screen_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(run, "screen", lambda: "")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    with pytest.raises(run.StopError, match="no screen"):
        run.run_program([])


def test_help_needs_no_environment():
    shown = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "--help"], capture_output=True, text=True, check=True
    )
    assert "run.py demo" in shown.stdout
