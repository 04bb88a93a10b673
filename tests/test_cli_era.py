"""Remittances from the command line: previewed, posted once, taken back; amounts in cents."""

from datetime import date

import pytest

from app.models.claims import Claim
from app.models.database import select
from tests.edi.remittance_makers import MadeAdvice, MadeClaim, MadeLine, make_835
from tests.test_cli import do, maple, opened, secret

__all__ = ["do", "maple", "secret"]


@pytest.fixture
def era(maple, tmp_path):
    """A remittance of one open claim of the practice and one that is nobody's, with interest."""
    practice = opened(maple)
    claim = Claim.get((Claim.state == "ready") & (Claim.rank == 1))
    lines = select(
        "select c.cents, c.code, c.service_on from claim_line l join charge c on c.id = l.charge_id "
        "where l.claim_id = ? order by l.position",
        claim.id,
    )
    ((last,),) = select("select last from patient where id = ?", claim.patient_id)
    ((npi, tax_id),) = select("select npi, tax_id from practice")
    practice.close()
    made = tuple(MadeLine(cents, (), code, day=date.fromisoformat(on)) for cents, code, on in lines)
    stranger = MadeClaim("OLD7", (MadeLine(5000),))
    text = make_835(
        MadeAdvice((MadeClaim(str(claim.number), made, last=last), stranger), (("L6", "", -125),))
    )
    path = tmp_path / "era.835"
    path.write_text(text.replace("XX*1234567893", f"XX*{npi}").replace("TJ*123456789", f"TJ*{tax_id}"))
    return path, sum(cents for cents, _, _ in lines)


def test_a_preview_tells_all_and_writes_nothing(do, maple, era):
    path, paid = era
    answer = do("era", "preview", path)
    assert answer.code == 1
    facts = answer.facts
    assert (facts["matched"], facts["held"], facts["unknown"]) == (1, 0, 1)
    assert (facts["amount"], facts["posting_now"]) == (paid + 5000 + 125, paid + 125)
    (told,) = facts["files"][0]["remittances"]
    assert told["unknown"][0]["claim"] == "OLD7"
    assert "No claim of ours" in told["unknown"][0]["reasons"][0]
    practice = opened(maple)
    assert select("select count(*) from remittance") == [(0,)]
    practice.close()


def test_what_is_clear_is_posted_once_and_taken_back(do, maple, era):
    path, _ = era
    posted = do("era", "post", path).facts["files"][0]["posted"][0]
    assert (posted["claims_posted"], posted["claims_held"], posted["left"]) == (1, 1, 5000)
    again = do("era", "post", path)
    assert again.code == 1
    assert "Posted before" in again.facts["files"][0]["posted"][0]["refused"]
    assert "Posted before" in do("era", "preview", path, as_json=False).out
    assert do("check").code == 0
    back = do("era", "unpost", str(posted["remittance"]), "--reason", "wrong file")
    assert (back.code, back.facts["taken_back"]) == (0, True)
    assert do("check").code == 0
    assert do("era", "post", path).facts["files"][0]["posted"][0]["claims_posted"] == 1


def test_a_file_that_is_no_remittance_is_named_and_stops_no_other(do, era, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear practice")
    answer = do("era", "post", letter, era[0])
    assert answer.code == 1
    first, second = answer.facts["files"]
    assert first["refused"]
    assert second["posted"][0]["claims_posted"] == 1
