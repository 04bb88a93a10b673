"""The one door for a newcomer: makes the environment beside this file, then passes its words on.

    python3 run.py            the program
    python3 run.py demo       claim forms and statements of an invented practice into ./demo, then the program
    python3 run.py test       every check the project has; extra words go to pytest
    python3 run.py cli ...    the command line

Standard library only, and readable by any Python from 3.7 on, so that an older one is told what is wrong.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
OLDEST, NEWEST = (3, 11), (3, 14)
PREFERRED = ("3.13", "3.12", "3.14", "3.11")
WINDOWS = os.name == "nt"
RUNTIME_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"

DEBIAN_PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

OFFLINE = "The package index cannot be reached. Connect to the internet and run this again."
PIP_TROUBLES = (
    ("DO NOT MATCH THE HASHES", "A download is not what the lock file names, so nothing was installed."),
    ("No space left", "The disk is full. Free about 1 GB and run this again."),
    ("name resolution", OFFLINE),
    ("NewConnectionError", OFFLINE),
    ("Failed to establish", OFFLINE),
    ("timed out", OFFLINE),
    ("CERTIFICATE_VERIFY", "The package index is not trusted: check this computer's date and its proxy."),
    (
        "No matching distribution",
        "The package index offers nothing that fits. Check the internet connection first; if that is well, "
        "this system is not supported (README.md lists those that are).",
    ),
)

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = (
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("types", ["-m", "mypy"]),
    ("import contracts", ["-c", LINT_IMPORTS]),
    ("tests", ["-m", "pytest", "-n", "auto"]),
)
PYTEST_FOUND_NOTHING = 5


class StopError(Exception):
    """A sentence for the person at the keyboard; run.py ends with it."""


def say(text: str) -> None:
    """Print a line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def is_fitting(version: tuple[int, ...]) -> bool:
    """Tell whether the program runs on this Python version."""
    return OLDEST <= version[:2] <= NEWEST


def version_of(command: list[str]) -> tuple[int, ...]:
    """Ask a Python command for its version; `(0, 0)` if it does not answer."""
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [*command, "-c", ask], capture_output=True, text=True, timeout=30, check=False
        )
        return tuple(int(word) for word in answer.stdout.split()) or (0, 0)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return (0, 0)


def find_python() -> list[str]:
    """Find a Python that fits: this one, or another on the path."""
    if is_fitting(sys.version_info[:2]):
        return [sys.executable]
    for name in PREFERRED:
        command = ["py", f"-{name}"] if WINDOWS else [f"python{name}"]
        if shutil.which(command[0]) and is_fitting(version_of(command)):
            return command
    running = ".".join(map(str, sys.version_info[:3]))
    raise StopError(
        f"Plainbill needs Python 3.11 to 3.14; this is {running}, and no other was found on the path.\n"
        "Install one of them, then run this again with it, for example: python3.13 run.py"
    )


def is_root_with_apt() -> bool:
    """Tell whether Debian packages can be installed right now without asking anyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_command(packages: list[str], prefix: str = "") -> str:
    """Write the command that installs Debian packages, to be shown or run."""
    names = " ".join(shlex.quote(name) for name in packages)
    return f"{prefix}apt-get update && {prefix}apt-get install -y --no-install-recommends {names}"


def provide(packages: list[str], why: str) -> None:
    """Install Debian packages if that needs no password; stop with the exact command otherwise."""
    if not is_root_with_apt():
        raise StopError(
            f"{why}\nOn Debian or Ubuntu:  {apt_command(packages, 'sudo ')}\nThen run this again."
        )
    say(f"{why}\nInstalling: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["sh", "-c", apt_command(packages)], env=environment, check=False).returncode:
        raise StopError(
            f"The system packages could not be installed. Try it by hand:  {apt_command(packages)}"
        )


def venv_python() -> Path:
    """The interpreter of the environment, whether or not it is there yet."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def make_environment() -> None:
    """Make `.venv` with this Python, unless a working one is there."""
    if venv_python().exists() and is_fitting(version_of([str(venv_python())])):
        return
    if importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        provide([name], "This Python came without its venv part.")
    say(f"Making the environment in {VENV}")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        raise StopError(f"The environment could not be made. Is {HERE} writable, and the disk not full?")


def stamp_of(lock: str) -> Path:
    """The file in the environment that remembers which state of a lock is installed."""
    return VENV / f"{lock}.sha256"


def hash_of(lock: Path) -> str:
    """Hash a lock file, blind to line ends, which git changes on Windows."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def why_pip_failed(output: str) -> str:
    """Turn pip's output into one sentence."""
    for sign, sentence in PIP_TROUBLES:
        if sign in output:
            return sentence
    return "The packages could not be installed; pip's own words stand above."


def install(lock: str) -> None:
    """Install exactly what a lock says, once for each state of it."""
    wanted = hash_of(HERE / lock)
    stamp = stamp_of(lock)
    if stamp.exists() and stamp.read_text().strip() == wanted:
        return
    say(f"Installing what {lock} names (about 350 MB on disk; only when the list changes)")
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(HERE / lock)]
    follow_pip(command)
    stamp.write_text(wanted)


def follow_pip(command: list[str]) -> None:
    """Run pip, naming each package as it comes; stop with its last words if it fails."""
    environment = {**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}
    lines = []
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            if line.startswith("Collecting "):
                say(f"  {line.split()[1].split('==')[0]}")
            elif line.startswith("Installing collected"):
                say("  unpacking all of them")
    if pip.returncode:
        say("".join(lines[-15:]))
        raise StopError(why_pip_failed("".join(lines)))


def screen() -> str:
    """Name the Qt platform of the screen: `xcb`, `wayland`, `native`, or nothing if there is none."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return ""
    if not sys.platform.startswith("linux"):
        return "native"
    if os.environ.get("DISPLAY"):
        return "xcb"
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else ""


def missing_in(ldd_output: str) -> list[str]:
    """List the library names that `ldd` could not find, each once."""
    lines = [line for line in ldd_output.splitlines() if "not found" in line and "=>" in line]
    return sorted({line.split()[0] for line in lines})


def check_libraries(platform: str) -> None:
    """See on Linux that the system libraries Qt needs are there; install or name those that are not."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return
    qt = next(VENV.glob("lib/python3*/site-packages/PySide6"))
    plugin = qt / "Qt/plugins/platforms" / f"libq{platform}.so"
    parts = [qt / "QtWidgets.abi3.so", qt / "QtPrintSupport.abi3.so", plugin]
    missing = missing_libraries(parts)
    if not missing:
        return
    why = f"The window needs system libraries that are not here: {', '.join(missing)}"
    packages = sorted({DEBIAN_PACKAGES[name] for name in missing if name in DEBIAN_PACKAGES})
    if not packages:
        raise StopError(why)
    provide(packages, why)
    still = missing_libraries(parts)
    if still:
        raise StopError(f"Still missing after the installation: {', '.join(still)}")


def missing_libraries(parts: list[Path]) -> list[str]:
    """List what the dynamic linker does not find for these files."""
    return missing_in("".join(output_of(["ldd", str(part)]) for part in parts))


def output_of(command: list[str]) -> str:
    """Run a command and return what it printed, in plain English whatever the system speaks."""
    environment = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout


def child_environment() -> dict[str, str]:
    """The environment of the program: it finds `app` here, wherever one stands."""
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONHOME"}
    environment["PYTHONPATH"] = str(HERE)
    return environment


def run_python(words: list[str]) -> int:
    """Run the environment's Python and wait; `-P` keeps a foreign `app` in the current folder out."""
    return subprocess.call([str(venv_python()), "-P", *words], env=child_environment())


def run_tests(words: list[str]) -> int:
    """Run every check in turn; the first that fails ends it with its exit code."""
    environment = {**child_environment(), "QT_QPA_PLATFORM": "offscreen"}
    for name, command in CHECKS:
        extra = words if name == "tests" else []
        say(f"\n== {name} ==")
        code = subprocess.call([str(venv_python()), *command, *extra], env=environment, cwd=HERE)
        if code:
            nothing = name == "tests" and code == PYTEST_FOUND_NOTHING
            say(f"\nFAILED: {name} (exit code {code})" + (": no test was found" if nothing else ""))
            return code
    say("\nAll checks passed.")
    return 0


def run_demo(words: list[str]) -> int:
    """Make the demo practice and its papers, then open it if there is a screen."""
    folder = HERE / "demo"
    code = run_python(["-m", "app.cli", "demo", "--out", str(folder), *words])
    if code:
        return code
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    practice = folder / Path(summary["practice_file"]).name
    papers = sorted(path.name for path in folder.glob("*.pdf"))
    say(f"The papers lie in {folder}: {', '.join(papers)}")
    if not screen():
        say("There is no screen here. Where there is one, this opens the demo practice:  python3 run.py demo")
        return 0
    say(f"Opening the demo practice {practice.name}")
    return run_python(["-m", "app", "--demo", str(practice)])


def run_program(words: list[str]) -> int:
    """Open the window, or say that there is nowhere to open it."""
    if not screen() and "QT_QPA_PLATFORM" not in os.environ:
        raise StopError("There is no screen here. The command line needs none:  python3 run.py cli --help")
    return run_python(["-m", "app", *words])


def run(words: list[str]) -> int:
    """Make ready what the words need, then pass them on."""
    first, rest = words[:1], words[1:]
    if first in (["-h"], ["--help"]):
        say(__doc__)
        return 0
    make_environment()
    install(TEST_LOCK if first == ["test"] else RUNTIME_LOCK)
    check_libraries("offscreen" if first == ["test"] else screen() or "offscreen")
    if first == ["test"]:
        return run_tests(rest)
    if first == ["demo"]:
        return run_demo(rest)
    if first == ["cli"]:
        return run_python(["-m", "app.cli", *rest])
    return run_program(words)


def main(words: list[str]) -> int:
    """Run with a Python that fits; return the exit code."""
    try:
        python = find_python()
        if python != [sys.executable]:
            return subprocess.call([*python, str(Path(__file__).resolve()), *words])
        return run(words)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
