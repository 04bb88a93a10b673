"""Shortcuts for tests of requests about money: asked for as the biller, signed as somebody else."""

from app.domain.approvals import RequestKind
from app.models.database import select
from app.services import approvals, files, write_offs
from tests.practice_fixtures import PASSWORDS, money


def ask_write_off(desk, patient, kind, *shares, role="biller", file_id=None, reason="long wait"):
    """Ask for a write-off of (charge, amount) shares."""
    laid_out = tuple((charge, money(amount)) for charge, amount in shares)
    entry = write_offs.WriteOffEntry(patient, RequestKind(kind), laid_out, reason, file_id)
    return write_offs.request_write_off(desk.session_of(role), entry)


def sign(desk, requested, name="maria", *, at="biller", password="", check_number="", note=""):
    """Sign for a request at somebody's screen."""
    signing = approvals.Signing(
        requested.id, requested.hash, name, password or PASSWORDS[name], note, check_number
    )
    return approvals.approve_request(desk.session_of(at), desk.opened, signing)


def state_of(requested):
    return select("select state from approval_request where id = ?", requested.id)[0][0]


def owed(charge, account="patient_ar"):
    rows = select(
        "select sum(cents) from charge_balance where charge_id = ? and account = ?", charge, account
    )
    return rows[0][0] or 0


def sum_of(account):
    return select("select coalesce(sum(cents), 0) from entry where account = ?", account)[0][0]


def a_form(desk, patient):
    """A signed form among the patient's documents."""
    form = files.NewFile("form", "hardship.pdf", b"%PDF-1.4 signed form")
    return files.attach_document(desk.session, patient, form)
