"""The shipped ICD-10-CM file is what its builder makes of the release."""

import importlib.util
import sqlite3
from pathlib import Path

import pytest

from app.config import resource

BUILDER = Path(__file__).parent.parent / "installer" / "build_icd10cm.py"


@pytest.mark.slow
def test_the_shipped_file_is_what_the_builder_makes(tmp_path):
    pytest.importorskip("simple_icd_10_cm", reason="needed to build the look-up file only")
    spec = importlib.util.spec_from_file_location("build_icd10cm", BUILDER)
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    builder.write_database(tmp_path / "built.sqlite", builder.read_release())
    for question in ("SELECT * FROM meta ORDER BY name", "SELECT * FROM diagnosis ORDER BY id"):
        assert ask(tmp_path / "built.sqlite", question) == ask(resource("icd10cm.sqlite"), question)


def ask(path, question):
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()
