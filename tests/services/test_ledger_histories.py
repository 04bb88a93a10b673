"""Any history of charges, answers, remittances and payments leaves books that add up, to the cent."""

import shutil
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.accounts import check_item_ties
from app.domain.approvals import ApprovalLimits, RequestKind
from app.domain.errors import AppError, RuleError
from app.domain.money import Money, total
from app.domain.returned_checks import FeePolicy
from app.models.database import select
from app.models.practice_file import key_path
from app.queries.account_summaries import find_accounts
from app.queries.adjudications import claim_lines_for
from app.queries.database_check import check_database
from app.queries.ledger_checks import LEDGER_CHECKS
from app.queries.refunds import list_payer_credits
from app.services import (
    adjudications,
    approvals,
    days,
    payments,
    refunds,
    returned_checks,
    visits,
    write_offs,
)
from app.services.held_claims import post_held_claim, preview_held_claim
from tests.ledger_hands import books_and_claims, ledger, of
from tests.practice_fixtures import PASSWORDS, Clock, PracticeDesk, open_at
from tests.services.random_answers import random_answer, random_remittance
from tests.services.remittance_fixtures import Remitting

CENTS = st.integers(1, 30_000)
PICK = st.randoms(use_true_random=False)
SHARES = st.lists(st.integers(0, 100), min_size=3, max_size=3)
REFUSED = (AppError,)


class Books(RuleBasedStateMachine):
    """An office that does anything the use cases allow, in any order."""

    desk: PracticeDesk
    make_desk = staticmethod(lambda: None)

    def __init__(self):
        super().__init__()
        self.desk = type(self).make_desk()
        desk, lists = self.desk, self.desk.lists
        insured = desk.a_patient("Rivera")
        desk.a_policy(insured, lists.medicare)
        desk.a_policy(insured, lists.medigap, rank=2)
        self.patients = [
            insured,
            insured,
            desk.a_patient("Holm", guarantor=1, self_pay=True),
            desk.an_insured_patient("Vale"),
        ]
        self.remitting, self.remitted, self.files = Remitting(desk), [], 0
        approvals.set_limits(desk.session, ApprovalLimits(), FeePolicy(True))
        self.visits, self.answers, self.payments = [desk.a_visit(insured, "99214", "87880")], [], []

    def teardown(self):
        for line in self.desk.session.ask(check_database):
            assert line.is_sound, line
        self.desk.opened.close()

    @property
    def today(self):
        return self.desk.clock().date()

    def attempt(self, deed, *args):
        """Do it, or be refused in words and leave no trace."""
        before = select("select count(*), max(id) from posting")
        try:
            return deed(*args)
        except REFUSED:
            assert select("select count(*), max(id) from posting") == before
            return None

    @rule(pick=PICK, amounts=st.lists(CENTS, min_size=1, max_size=3), confidential=st.booleans())
    def charge(self, pick, amounts, confidential):
        lines = [("99213", str(Money(cents))) for cents in amounts]
        patient = pick.choice(self.patients)
        done = self.attempt(lambda: self.desk.a_visit(patient, *lines, confidential=confidential))
        if done:
            self.visits.append(done)

    @precondition(lambda self: self.visits)
    @rule(pick=PICK)
    def void_visit(self, pick):
        visit = pick.choice(self.visits)
        self.attempt(visits.void_charges, self.desk.session, visit.visit_id, "typed wrong")

    @precondition(lambda self: self.visits)
    @rule(pick=PICK, shares=SHARES)
    def answer(self, pick, shares):
        claims = [row[0] for row in select("select id from claim where state <> 'void'")]
        if not claims:
            return
        claim = pick.choice([*claims, claims[-1]])
        ((rank,),) = select("select rank from claim where id = ?", claim)
        lines = []
        for line in claim_lines_for(claim):
            lines.append(random_answer(line, rank, shares, pick))
        entry = adjudications.AnswerEntry(claim, self.desk.clock().date(), tuple(lines))
        done = self.attempt(adjudications.post_adjudication, self.desk.session, entry)
        if done:
            self.answers.append(done)

    @precondition(lambda self: self.answers)
    @rule(pick=PICK)
    def take_answer_back(self, pick):
        answer = pick.choice(self.answers)
        self.attempt(adjudications.reverse_adjudication, self.desk.session, answer, "wrong claim")

    @precondition(lambda self: self.visits)
    @rule(pick=PICK, shares=SHARES, cents=CENTS)
    def remit(self, pick, shares, cents):
        """A remittance of some claims; now and then it takes an answer back, or money beside the claims.

        Taken back at once, it leaves the ledger as it was.
        """
        before = ledger()
        done = self._remit(pick, shares, cents)
        if done and pick.random() < 0.3:
            self.remitting.unpost(done.id)
            assert ledger() == before

    @precondition(lambda self: self.visits)
    @rule(pick=PICK, shares=SHARES, cents=CENTS, count=st.integers(2, 5))
    def remit_and_take_back_in_turn(self, pick, shares, cents, count):
        """Remittances go back the latest first, and each leaves all as it was before it."""
        posted = []
        for _ in range(count):
            before = books_and_claims()
            done = self._remit(pick, shares, cents)
            if done:
                posted.append((done.id, before))
                self._post_held([row for row in self.remitting.held() if row.remittance_id == done.id])
        early = self._take_back_too_early(posted) if len(posted) > 1 and pick.random() < 0.5 else None
        for remittance, before in reversed(posted):
            if remittance != early:
                self.remitting.unpost(remittance)
                assert early or books_and_claims() == before
        if posted:
            assert ledger() == posted[0][1][0]

    def _take_back_too_early(self, posted):
        """Take the first back before the later ones; a refusal names one of those, and changes nothing."""
        (early, _), *later = posted
        before, refusal = books_and_claims(), ""
        try:
            self.remitting.unpost(early)
        except RuleError as error:
            refusal = str(error)
        if not refusal:
            return early
        traces = [select("select trace from remittance where id = ?", each)[0][0] for each, _ in later]
        assert any(f"Payment {trace} " in refusal for trace in traces), refusal
        assert books_and_claims() == before
        return None

    def _remit(self, pick, shares, cents):
        """Post a remittance; gives what became of it, or None where it is refused."""
        made, plbs = random_remittance(self.remitting, self.remitted, pick, shares, cents)
        self.files += 1
        posting = partial(self.remitting.post, *made, reason="agreed", plbs=plbs, trace=f"E{self.files}")
        done = self.attempt(posting)
        if done:
            self.remitted += [each for each in made if each.status != "22"]
        return done

    @rule(pick=PICK)
    def take_remittance_back(self, pick):
        posted = select("select id from remittance")
        if posted:
            self.attempt(self.remitting.unpost, *pick.choice(posted))

    @rule(pick=PICK)
    def post_held(self, pick):
        held = self.remitting.held()
        self._post_held([pick.choice(held)] if held else [])

    def _post_held(self, rows):
        for row in rows:
            shown = self.attempt(preview_held_claim, self.desk.session, row.id)
            if shown:
                self.attempt(post_held_claim, self.desk.session, shown)

    @rule(pick=PICK, cents=CENTS, method=st.sampled_from(payments.METHODS))
    def pay(self, pick, cents, method):
        account = pick.choice([row[0] for row in select("select id from guarantor_account")])
        shares = self._shares(pick, cents)
        entry = payments.PaymentEntry(account, Money(cents), method, shares=shares)
        done = self.attempt(payments.take_payment, self.desk.session, entry)
        if done:
            self.payments.append(done)

    @precondition(lambda self: self.payments)
    @rule(pick=PICK, cents=CENTS)
    def allocate(self, pick, cents):
        shares = self._shares(pick, cents)
        self.attempt(payments.use_credit, self.desk.session, pick.choice(self.payments), shares)

    @precondition(lambda self: self.payments)
    @rule(pick=PICK)
    def free(self, pick):
        self.attempt(payments.free_payment, self.desk.session, pick.choice(self.payments), "other visit")

    @precondition(lambda self: self.payments)
    @rule(pick=PICK)
    def void_payment(self, pick):
        self.attempt(payments.void_payment, self.desk.session, pick.choice(self.payments), "bounced")

    @rule(pick=PICK, cents=CENTS, kind=st.sampled_from(["courtesy", "timely_filing", "bad_debt"]))
    def write_off(self, pick, cents, kind):
        account = "insurance_ar" if kind == "timely_filing" else "patient_ar"
        owing = select(
            "select c.patient_id, c.id, b.cents from charge_balance b join charge c on c.id = b.charge_id "
            "where b.account = ? and b.cents > 0",
            account,
        )
        if owing:
            patient, charge, owes = pick.choice(owing)
            shares = ((charge, self._most(pick, cents, owes)),)
            entry = write_offs.WriteOffEntry(patient, RequestKind(kind), shares, "long wait")
            self.ask(pick, write_offs.request_write_off, entry)

    @rule(pick=PICK, cents=CENTS, method=st.sampled_from(["check", "card", "hsa"]))
    def refund(self, pick, cents, method):
        credits = select("select payment_id, -cents from payment_balance where cents < 0")
        if credits:
            payment, credit = pick.choice(credits)
            amount, number = self._most(pick, cents, credit), str(1000 + self.number())
            entry = refunds.RefundEntry(payment, amount, method, "paid twice", number)
            self.ask(pick, refunds.request_patient_refund, entry)

    @rule(pick=PICK)
    def give_back_to_insurer(self, pick):
        credits = self.desk.session.ask(list_payer_credits)
        if credits:
            line = pick.choice(credits)
            place = (line.charge_id, line.policy_id, line.amount)
            number = str(1000 + self.number())
            entry = refunds.PayerRefundEntry(*place, "both paid as first", number)
            self.ask(pick, refunds.request_payer_refund, entry)

    @rule(pick=PICK)
    def sign(self, pick):
        waiting = select("select id, hash from approval_request where state = 'waiting'")
        if waiting:
            signing = approvals.Signing(*pick.choice(waiting), "maria", PASSWORDS["maria"])
            self.attempt(approvals.approve_request, self.desk.session, self.desk.opened, signing)

    @rule(pick=PICK)
    def take_request_back(self, pick):
        posted = select("select id from approval_request where state = 'posted'")
        if posted:
            ((request,),) = [pick.choice(posted)]
            refunded = select("select id from refund where request_id = ?", request)
            deed = refunds.void_refund if refunded else write_offs.reverse_write_off
            self.attempt(deed, self.desk.session, refunded[0][0] if refunded else request, "typed wrong")

    @rule(pick=PICK, with_fee=st.booleans())
    def bounce(self, pick, with_fee):
        checks = select("select id from payment where method = 'check'")
        if checks:
            entry = returned_checks.ReturnEntry(*pick.choice(checks), self.today, "no funds", with_fee)
            self.attempt(returned_checks.return_check, self.desk.session, entry)

    @precondition(lambda self: self.payments)
    @rule(pick=PICK, cents=CENTS)
    def move(self, pick, cents):
        payment = pick.choice(self.payments)
        used = select("select charge_id from entry where payment_id = ? and charge_id is not null", payment)
        if used:
            ((charge,),) = [pick.choice(used)]
            entry = payments.MoveEntry(payment, charge, self._shares(pick, cents), "other visit", "Ana")
            self.attempt(payments.move_payment, self.desk.session, entry)

    def ask(self, pick, deed, entry):
        """Ask as the biller; the manager signs most of it at once."""
        self.attempt(deed, self.desk.session_of("biller"), entry)
        if pick.random() < 0.7:
            self.sign(pick)

    def number(self):
        return select("select count(*) from approval_request")[0][0]

    def _most(self, pick, cents, there):
        """An amount up to what is there, now and then beyond it."""
        return Money(min(cents, there) if pick.random() < 0.9 else there + 1)

    @precondition(lambda self: select("select 1 from posting where posted_on = ?", str(self.today)))
    @rule(reopen=st.booleans())
    def end_the_day(self, reopen):
        today = self.today
        self.attempt(days.close_day, self.desk.session, today)
        if reopen:
            self.attempt(days.reopen_day, self.desk.session, today, "a late copay")
        else:
            self.desk.clock.move_to(today + timedelta(days=1))

    def _shares(self, pick, cents):
        """Lay an amount out over open lines, now and then beyond what they owe."""
        open_lines = select("select charge_id, cents from charge_balance where account = 'patient_ar'")
        pick.shuffle(open_lines)
        shares, left = [], cents
        for charge, owes in open_lines:
            part = min(left, max(1, owes) if pick.random() < 0.9 else owes + 1)
            if part > 0:
                shares.append((charge, Money(part)))
                left -= part
        return tuple(shares)

    @invariant()
    def every_promise_of_the_ledger_holds(self):
        for check in LEDGER_CHECKS:
            assert not select(check.sql), check.sentence

    @invariant()
    def every_item_adds_up_and_the_account_is_their_sum(self):
        ids = [row[0] for row in select("select id from guarantor_account")]
        for account_id, account in zip(ids, find_accounts(ids), strict=True):
            for item in account.items:
                assert check_item_ties(item) == ()
            for name, shown in (
                ("patient_ar", total(item.patient_owes for item in account.items)),
                ("insurance_ar", account.insurance_owes),
                ("unapplied", -account.credit),
            ):
                kept = select(
                    "select coalesce(sum(cents), 0) from account_balance "
                    "where guarantor_id = ? and account = ?",
                    account_id,
                    name,
                )
                assert Money(kept[0][0]) == shown

    @invariant()
    def what_payers_sent_is_explained_or_waits(self):
        """Each remittance knows what of it is not explained; together that is what payer clearing holds."""
        ((left,),) = select("select coalesce(sum(cents), 0) from remittance_step")
        assert of("payer_clearing") == left
        assert not select(
            "select r.id from remittance r join remittance_void v on v.remittance_id = r.id "
            "join remittance_step s on s.remittance_id = r.id group by r.id having sum(s.cents) <> 0"
        )

    @invariant()
    def no_patient_owes_less_than_nothing(self):
        assert not select("select * from charge_balance where account = 'patient_ar' and cents < 0")


@pytest.mark.parametrize(
    ("histories", "steps"), [(12, 25), pytest.param(1000, 40, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_any_history_leaves_books_that_add_up(prepared_practice, tmp_path, histories, steps):
    source, lists = prepared_practice
    made = []

    def make_desk():
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(folder)
        path = folder / "maple.plainbill"
        shutil.copyfile(source, path)
        shutil.copyfile(key_path(source), key_path(path))
        clock = Clock()
        return PracticeDesk(open_at(path, "maria", clock), clock, lists)

    class Here(Books):
        pass

    Here.make_desk = staticmethod(make_desk)
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            derandomize=histories < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(made) >= histories
