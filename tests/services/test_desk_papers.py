"""Papers of the front desk: they say what the records say, what is missing stops them, and all is kept."""

from datetime import date

import pytest

from app.domain.errors import InputError, RuleError
from app.domain.labels import LabelPlacing, find_stock
from app.models.database import select
from app.models.office import Audit
from app.queries.documents import list_documents
from app.queries.kept_files import find_file_content
from app.services import office, patients, visits
from app.services.desk_papers import (
    LabelKind,
    LabelOrder,
    print_encounter_form,
    print_labels,
    print_registration_form,
    print_superbill,
)
from tests.documents.paper_reading import read_pages
from tests.practice_fixtures import TODAY, adjusted


def words_of(paper) -> str:
    return " ".join(" ".join(read_pages(paper.pdf)).split())


@pytest.fixture
def ana(practice):
    return practice.an_insured_patient()


def test_a_superbill_says_what_was_done_paid_and_left(practice, ana):
    visit = practice.a_visit(ana, "99213", "87880")
    practice.a_payment(1, "20.00", patient_id=ana, visit_id=visit.visit_id, method="check", reference="2231")
    paper = print_superbill(practice.session, visit.visit_id, ana, "en")
    words = words_of(paper)
    for part in (
        "Ana Rivera", "XYZ11", "Prairie Health Prairie PPO", "Ada Stone MD", "NPI 1234567893", "J02.9",
        "Service 99213", "165.00", "40.00", "205.00", "Check no. 2231 -20.00", "$185.00", "11 Maple Office",
    ):  # fmt: skip
        assert part in words, part


def test_what_insurance_paid_and_took_off_stands_apart(practice, ana):
    visit = practice.a_visit(ana, "99213")
    charge = visit.charge_ids[0]
    practice.an_answer(
        visit.claim_id, (charge, "81.40", "25.12", adjusted("CO-45 83.60", "PR-1 50.00", "PR-2 6.28"))
    )
    practice.a_payment(1, "20.00", (charge, "10.00"))
    words = words_of(print_superbill(practice.session, visit.visit_id, ana, "es"))
    assert "Seguro y descuentos -108.72" in words
    assert "-10.00" in words
    assert "Saldo $46.28" in words
    assert "Servicio 99213" in words


def test_a_superbill_is_kept_with_who_and_when(practice, ana):
    visit = practice.a_visit(ana)
    paper = print_superbill(practice.session, visit.visit_id, ana, "en")
    (line,) = practice.session.ask(list_documents, ana)
    assert (line.kind, line.name, line.added_by) == ("superbill", paper.name, "Maria Lee")
    assert practice.session.ask(find_file_content, line.id) == paper.pdf
    last = Audit.select().order_by(Audit.seq.desc()).first()
    assert (last.action, last.subject_id, last.patient_id) == ("print_paper", paper.file_id, ana)


def test_what_is_missing_stops_a_superbill_and_nothing_is_kept(practice):
    patient = practice.a_patient(birth_date=None, street="", city="", state="", zip="", self_pay=True)
    visit = practice.a_visit(patient)
    with pytest.raises(
        RuleError, match=r"Nothing was printed. The birth date is missing.*address is missing"
    ):
        print_superbill(practice.session, visit.visit_id, patient, "en")
    assert practice.session.ask(list_documents, patient) == ()


def test_a_visit_without_charges_has_no_superbill(practice, ana):
    planned = visits.plan_visit(practice.session, ana, TODAY, {})
    with pytest.raises(RuleError, match="no charges yet"):
        print_superbill(practice.session, planned, ana, "en")
    other = practice.a_patient("Holm", "Bo")
    with pytest.raises(InputError, match="does not belong"):
        print_superbill(practice.session, planned, other, "en")


def test_an_encounter_form_is_ready_for_a_planned_visit(practice, ana):
    practice.a_visit(ana, "99213", on=date(2026, 11, 2))
    facts = {"at_time": "09:30", "reason": "Sore throat", "provider": practice.lists.provider}
    planned = visits.plan_visit(practice.session, ana, TODAY, facts)
    visits.plan_visit(practice.session, ana, date(2027, 1, 11), {})
    office.keep_procedure(practice.session, "99213", {"category": "office"})
    words = words_of(print_encounter_form(practice.session, ana, planned))
    for part in (
        "Rivera, Ana", "9:30 AM", "Sore throat", "Ada Stone", "Prairie PPO XYZ11", "Office",
        "99213 Service 99213", "J02.9", "$20.00", "$0.00", "01/11/2027",
    ):  # fmt: skip
        assert part in words, part


def test_an_encounter_form_tells_what_is_owed_from_before(practice):
    patient = practice.a_patient(self_pay=True)
    practice.a_visit(patient, ("99213", "84.20"))
    words = words_of(print_encounter_form(practice.session, patient))
    assert "$84.20" in words
    assert "none in force" in words
    assert "not known" in words


def test_a_registration_form_is_filled_from_the_record(practice, ana):
    version = select("select version from patient where id = ?", ana)[0][0]
    values = {"emergency_name": "Luis Rivera", "emergency_phone": "3125550177", "email": "ana@example.org"}
    patients.change_patient(practice.session, ana, version, values)
    words = words_of(print_registration_form(practice.session, ana, "en"))
    for part in (
        "Ana Rivera", "03/04/1961", "5 Oak St", "(312) 555-0142", "ana@example.org",
        "Prairie Health Prairie PPO", "XYZ11", "self", "Luis Rivera", "(312) 555-0177",
    ):  # fmt: skip
        assert part in words, part


def test_a_blank_registration_form_names_nobody(practice, ana):
    paper = print_registration_form(practice.session, None, "es")
    assert "Rivera" not in words_of(paper)
    assert "REGISTRO" in words_of(paper)
    assert practice.session.ask(list_documents, ana) == ()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (LabelKind.CHART, "Born 03/04/1961 F"),
        (LabelKind.ADDRESS, "SPRINGFIELD IL 62704"),
        (LabelKind.SPECIMEN, "11/20/2026"),
    ],
)
def test_labels_of_each_kind(practice, ana, kind, part):
    visit = practice.a_visit(ana, on=date(2026, 11, 20))
    order = LabelOrder(ana, kind, LabelPlacing(find_stock("30"), 3, 4), visit.visit_id)
    words = words_of(print_labels(practice.session, order))
    assert words.count(part) == 4
    assert [line.kind for line in practice.session.ask(list_documents, ana)] == ["labels"]


def test_labels_beyond_the_sheet_are_refused(practice, ana):
    order = LabelOrder(ana, LabelKind.CHART, LabelPlacing(find_stock("10"), 11))
    with pytest.raises(InputError, match="between 1 and 10"):
        print_labels(practice.session, order)


def test_letters_the_font_has_not_stop_a_paper(practice):
    patient = practice.a_patient("Rivera", "Ana安")
    with pytest.raises(RuleError, match=r"Nothing was printed. .*U\+5B89"):
        print_registration_form(practice.session, patient, "en")
