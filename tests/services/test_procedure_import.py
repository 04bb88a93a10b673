"""A list of procedures comes over as it was shown, whole or not at all, and a second time changes nothing."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.procedure_plan import Fate
from app.models.database import select
from app.queries.office_lists import list_procedures
from app.services import office
from app.services.procedure_import import import_procedures, preview_procedures
from tests.practice_fixtures import TODAY, money

LIST = """code,name,spanish,category,fee,since
99213,Office visit again,Otra visita,,170.00,2026-01-02
93000,Heart tracing,Electrocardiograma,Heart,75.00,
99999x,Nothing,,,10.00,
"""


@pytest.fixture
def fees(tmp_path):
    path = tmp_path / "fees.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def rows_of_all():
    return [select(f"select * from {table}") for table in ("procedure", "fee", "audit")]


def bring(practice, path):
    preview = preview_procedures(practice.session, path)
    import_procedures(practice.session, preview.planned)
    return preview


def test_a_list_is_imported_and_recorded(practice, fees):
    preview = bring(practice, fees)
    assert [each.fate for each in preview.planned] == [Fate.CHANGED, Fate.NEW]
    assert preview.read.left_out == 1
    lines = {line.code: line for line in practice.session.ask(list_procedures, TODAY)}
    assert (lines["93000"].name, lines["93000"].name_es) == ("Heart tracing", "Electrocardiograma")
    assert (lines["93000"].category, lines["93000"].fee) == ("heart", money("75.00"))
    assert lines["93000"].effective == TODAY
    assert (lines["99213"].name, lines["99213"].fee) == ("Office visit again", money("170.00"))
    assert lines["99213"].effective == date(2026, 1, 2)
    last = select("select action from audit order by seq desc limit 4")
    assert {action for (action,) in last} == {"keep_procedure", "set_fee"}


def test_the_same_file_again_changes_nothing_also_on_another_day(practice, fees):
    bring(practice, fees)
    practice.clock.pass_minutes(3 * 24 * 60)
    before = rows_of_all()
    again = bring(practice, fees)
    assert {each.fate for each in again.planned} == {Fate.UNCHANGED}
    assert rows_of_all() == before


def test_what_a_colleague_changed_since_is_not_overwritten(practice, fees):
    preview = preview_procedures(practice.session, fees)
    office.set_fee(practice.session, "93000", money("80.00"), TODAY)
    before = rows_of_all()
    with pytest.raises(RuleError, match=r"since you looked.*Nothing was imported"):
        import_procedures(practice.session, preview.planned)
    assert rows_of_all() == before


def test_a_fault_halfway_leaves_nothing(practice, fees, monkeypatch):
    preview = preview_procedures(practice.session, fees)
    before = rows_of_all()
    monkeypatch.setattr("app.services.procedure_import.write_fee", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_procedures(practice.session, preview.planned)
    assert rows_of_all() == before


def test_a_file_that_cannot_be_read_is_refused(practice, tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match=r"cannot be read\. Nothing was imported"):
            preview_procedures(practice.session, path)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    with pytest.raises(InputError, match="larger than 5 MB"):
        preview_procedures(practice.session, large)
