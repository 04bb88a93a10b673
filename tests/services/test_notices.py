"""Advance notices: given only where they are due, complete, kept, and signed once."""

from datetime import timedelta

import pytest
from peewee import DatabaseError

from app.documents.advance_notice import draw_advance_notice
from app.documents.superbill import draw_superbill
from app.domain.errors import InputError, RuleError
from app.domain.money import Money
from app.models.database import database, writing
from app.queries.documents import list_documents
from app.queries.kept_files import find_file_content
from app.queries.notices import find_notice_set_up, list_advance_notices
from app.services import office, visits
from app.services.notices import (
    NoticeEntry,
    NoticeSignature,
    issue_advance_notice,
    keep_notice_form,
    record_notice_signature,
)
from tests.documents.paper_reading import read_pages
from tests.domain.desk_samples import notice_of, superbill_of
from tests.practice_fixtures import TODAY


@pytest.fixture
def ana(practice):
    patient = practice.a_patient()
    practice.a_policy(patient, practice.lists.medicare, member_id="1EG4TE5MK73")
    return patient


def entry_of(patient, **more) -> NoticeEntry:
    values = {
        "codes": ("99213", "87880"),
        "reason": "Medicare does not pay for this test for your diagnosis.",
        "estimate": Money(205_00),
    } | more
    return NoticeEntry(patient, **values)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(read_pages(pdf)).split())


def test_a_notice_is_drawn_kept_and_listed(practice, ana):
    planned = visits.plan_visit(practice.session, ana, TODAY, {})
    given = issue_advance_notice(practice.session, entry_of(ana, visit_id=planned, more="Bring this."))
    (line,) = practice.session.ask(list_advance_notices, ana)
    assert (line.id, line.visit_id, line.codes) == (given.id, planned, ("99213", "87880"))
    assert (line.estimate, line.issued_on, line.option, line.signed_on) == (Money(205_00), TODAY, "", None)
    assert not line.is_signed
    assert practice.session.ask(find_file_content, line.file_id) == given.paper.pdf
    assert [kept.kind for kept in practice.session.ask(list_documents, ana)] == ["advance_notice"]
    words = words_of(given.paper.pdf)
    for part in (
        "Maple Family Practice",
        "Ana Rivera",
        "99213 Service 99213",
        "$205.00",
        "Bring this.",
        "CMS-R-131",
    ):
        assert part in words, part
    assert "Facsimile of layout" in words
    assert not given.on_form


def test_the_medicare_number_never_stands_on_it(practice, ana):
    given = issue_advance_notice(practice.session, entry_of(ana))
    assert "1EG4TE5MK73" not in words_of(given.paper.pdf).replace(" ", "")


def test_a_notice_is_for_original_medicare_only(practice):
    tom = practice.an_insured_patient("Stone", "Tom")
    with pytest.raises(RuleError, match="no Original Medicare policy in force"):
        issue_advance_notice(practice.session, entry_of(tom))
    payer = {"name": "Senior Choice", "form_kind": "medicare", "line_of_business": "medicare_advantage"}
    senior = office.add_to_list(practice.session, "payer", payer)
    plan = office.add_to_list(practice.session, "plan", {"payer": senior, "name": "HMO"})
    eva = practice.a_patient("Holm", "Eva")
    practice.a_policy(eva, plan)
    with pytest.raises(RuleError, match="Original Medicare only"):
        issue_advance_notice(practice.session, entry_of(eva))


def test_empty_blanks_stop_the_notice_and_nothing_is_kept(practice, ana):
    with pytest.raises(RuleError, match=r"Blank D .* Blank E .* Blank F "):
        issue_advance_notice(practice.session, entry_of(ana, codes=(), reason=" ", estimate=None))
    assert practice.session.ask(list_advance_notices, ana) == ()
    assert practice.session.ask(list_documents, ana) == ()


def test_another_patients_visit_is_refused(practice, ana):
    other = practice.a_patient("Holm", "Bo")
    planned = visits.plan_visit(practice.session, other, TODAY, {})
    with pytest.raises(InputError, match="does not belong"):
        issue_advance_notice(practice.session, entry_of(ana, visit_id=planned))


def test_a_signature_is_recorded_once(practice, ana):
    given = issue_advance_notice(practice.session, entry_of(ana))
    record_notice_signature(practice.session, ana, given.id, 1, NoticeSignature("1", TODAY))
    (line,) = practice.session.ask(list_advance_notices, ana)
    assert (line.option, line.signed_on, line.is_signed, line.version) == ("1", TODAY, True, 2)
    with pytest.raises(RuleError, match="signed already"):
        record_notice_signature(practice.session, ana, given.id, 2, NoticeSignature("2", TODAY))


@pytest.mark.parametrize(
    ("option", "days", "said"),
    [("4", 0, "1, 2 or 3"), ("1", 1, "and today"), ("1", -1, "when it was printed")],
)
def test_a_signature_that_cannot_be_is_refused(practice, ana, option, days, said):
    given = issue_advance_notice(practice.session, entry_of(ana))
    signature = NoticeSignature(option, TODAY + timedelta(days=days))
    with pytest.raises(InputError, match=said):
        record_notice_signature(practice.session, ana, given.id, 1, signature)


def test_a_notice_is_signed_at_its_own_patient_only(practice, ana):
    given = issue_advance_notice(practice.session, entry_of(ana))
    other = practice.a_patient("Holm", "Bo")
    with pytest.raises(InputError, match="does not belong"):
        record_notice_signature(practice.session, other, given.id, 1, NoticeSignature("1", TODAY))


def test_what_was_told_is_never_edited(practice, ana):
    issue_advance_notice(practice.session, entry_of(ana))
    for change in ("update advance_notice set estimate_cents = 1", "delete from advance_notice"):
        with pytest.raises(DatabaseError, match="never"), writing():
            database.execute_sql(change)


def test_the_practices_own_form_is_filled_where_it_is_loaded(practice, ana):
    blank = draw_advance_notice(notice_of(patient_name="", services=(), reason="", estimate=None, more=""))
    keep_notice_form(practice.session, "en", "CMS-R-131.pdf", blank)
    assert practice.session.ask(find_notice_set_up).has_form == ("en",)
    given = issue_advance_notice(practice.session, entry_of(ana))
    assert given.on_form
    assert "Ana Rivera" in words_of(given.paper.pdf)
    assert not issue_advance_notice(practice.session, entry_of(ana, language="es")).on_form


def test_a_pdf_that_is_not_the_form_is_not_kept(practice):
    with pytest.raises(InputError, match="not the blank form CMS-R-131"):
        keep_notice_form(practice.session, "en", "other.pdf", draw_superbill(superbill_of()))
    assert practice.session.ask(find_notice_set_up).has_form == ()


def test_the_edition_is_the_practices_setting(practice, ana):
    assert practice.session.ask(find_notice_set_up).edition == "01/31/2026"
    office.set_setting(practice.session, "abn_edition", "01/31/2029")
    given = issue_advance_notice(practice.session, entry_of(ana))
    assert "edition 01/31/2029" in words_of(given.paper.pdf)
