"""The demo practice for tests: made once a run, by whichever worker comes first, and copied for each file."""

import os
import pickle
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.models.records import TradingPartner
from app.services.demo_practice import DEMO_FILE, DemoPractice, make_demo_practice, open_demo
from app.services.office import change_in_list
from tests.practice_fixtures import TODAY

PATIENCE = 600


@pytest.fixture(scope="session")
def demo_of_the_run(tmp_path_factory) -> DemoPractice:
    """The demo practice as it was made on `TODAY`, to be copied and never opened where it lies."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make_demo_practice(base / "demo", today=TODAY)
    return _made_by_one_worker(base.parent / "demo")


@pytest.fixture(scope="session")
def copy_demo(demo_of_the_run) -> Callable[[Path], DemoPractice]:
    """Copies the demo practice to a folder that is not there yet."""
    return partial(_copy, demo_of_the_run)


def _copy(demo: DemoPractice, folder: Path) -> DemoPractice:
    shutil.copytree(demo.path.parent, folder)
    opened = open_demo(folder / DEMO_FILE)
    try:
        (partner,) = TradingPartner.select()
        places = {name: str(folder / name) for name in ("outbox", "inbox")}
        change_in_list(opened.session, "trading_partner", partner.id, partner.version, places)
    finally:
        opened.close()
    return replace(demo, path=folder / DEMO_FILE)


def _made_by_one_worker(folder: Path) -> DemoPractice:
    told, failed = folder.with_suffix(".made"), folder.with_suffix(".failed")
    try:
        folder.mkdir()
    except FileExistsError:
        return pickle.loads(_awaited(told, failed))
    try:
        demo = make_demo_practice(folder, today=TODAY)
    except BaseException:
        failed.touch()
        raise
    unread = folder.with_suffix(".unread")
    unread.write_bytes(pickle.dumps(demo))
    unread.rename(told)
    return demo


def _awaited(told: Path, failed: Path) -> bytes:
    deadline = time.monotonic() + PATIENCE
    while not told.exists():
        assert not failed.exists(), "another worker could not make the demo practice"
        assert time.monotonic() < deadline, "another worker does not get done with the demo practice"
        time.sleep(0.1)
    return told.read_bytes()
