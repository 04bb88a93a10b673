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
from app.domain.answers import Adjustment, LineAnswer
from app.domain.approvals import ApprovalLimits, RequestKind
from app.domain.errors import AppError
from app.domain.money import ZERO, Money, total
from app.domain.returned_checks import FeePolicy
from app.models.claims import Claim
from app.models.database import select
from app.models.practice_file import key_path
from app.queries.account_summaries import find_accounts
from app.queries.adjudications import charges_of_claim, claim_lines_for
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
from tests.edi.remittance_makers import reversal_of
from tests.ledger_hands import ledger, of
from tests.practice_fixtures import PASSWORDS, Clock, PracticeDesk, open_at
from tests.services.remittance_fixtures import Remitting

CENTS = st.integers(1, 30_000)
PICK = st.randoms(use_true_random=False)
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
    @rule(pick=PICK, shares=st.lists(st.integers(0, 100), min_size=3, max_size=3))
    def answer(self, pick, shares):
        claims = [row[0] for row in select("select id from claim where state <> 'void'")]
        if not claims:
            return
        claim = pick.choice([*claims, claims[-1]])
        ((rank,),) = select("select rank from claim where id = ?", claim)
        lines = []
        for line in claim_lines_for(claim):
            lines.append(_answer_to(line, rank, shares, pick))
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
    @rule(pick=PICK, shares=st.lists(st.integers(0, 100), min_size=3, max_size=3), cents=CENTS)
    def remit(self, pick, shares, cents):
        """A remittance of some claims; now and then it takes an answer back, or money beside the claims.

        Taken back at once, it leaves the ledger as it was.
        """
        open_ = "state in ('ready', 'sent')" if pick.random() < 0.8 else "state <> 'void'"
        claims = [row[0] for row in select(f"select id from claim where {open_} order by id")]
        made = [self._remitted(claim, pick, shares) for claim in pick.sample(claims, min(2, len(claims)))]
        if self.remitted and pick.random() < 0.4:
            earlier = pick.choice(self.remitted)
            claim = Claim.get(Claim.number == int(earlier.number)).id
            others = [each for each in made if each.number != earlier.number]
            made = [reversal_of(earlier), self._remitted(claim, pick, shares), *others]
        plbs = [("WO", pick.choice(self.remitted).number, cents)] if self.remitted and made else []
        self.files += 1
        taken = plbs if pick.random() < 0.3 else ()
        posting = partial(self.remitting.post, *made, reason="agreed", plbs=taken, trace=f"E{self.files}")
        before = ledger()
        done = self.attempt(posting)
        if done and pick.random() < 0.3:
            after = ledger()
            self.attempt(self.remitting.unpost, done.id)
            voided = select("select 1 from remittance_void where remittance_id = ?", done.id)
            assert ledger() == (before if voided else after)
            # Only where an old claim was opened again in it may taking back be refused.
            assert voided or taken or any(each.status == "22" for each in made)
        elif done:
            self.remitted += [each for each in made if each.status != "22"]

    @rule(pick=PICK)
    def take_remittance_back(self, pick):
        posted = select("select id from remittance")
        if posted:
            self.attempt(self.remitting.unpost, *pick.choice(posted))

    @rule(pick=PICK)
    def post_held(self, pick):
        held = self.remitting.held()
        if held:
            shown = self.attempt(preview_held_claim, self.desk.session, pick.choice(held).id)
            if shown:
                self.attempt(post_held_claim, self.desk.session, shown)

    def _remitted(self, claim, pick, shares):
        """What a payer says of a claim; its answers balance."""
        rank = Claim.get_by_id(claim).rank
        answers = {line.charge_id: _answer_to(line, rank, shares, pick) for line in claim_lines_for(claim)}
        parts = [
            [f"{part.name} {part.amount.cents}" for part in answers[charge].adjustments]
            for charge in charges_of_claim(claim)
        ]
        return self.remitting.answer(claim, *parts, status=str(rank))

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


def _answer_to(line, rank, shares, pick):
    """Write an answer that balances: paid, discount and patient's parts in any proportion, or a denial."""
    if pick.random() < 0.2:
        return LineAnswer(line.charge_id, None, ZERO, (Adjustment("CO", "197", line.charge),))
    before = ZERO if rank == 1 else line.charge - line.open_balance
    room = line.charge - before
    paid, share, copay = (Money(max(0, room.cents) * part // 400) for part in shares)
    parts = [Adjustment("OA", "23", before)] if before else []
    parts += [Adjustment("PR", code, amount) for code, amount in (("2", share), ("3", copay)) if amount]
    rest = line.charge - paid - total(part.amount for part in parts)
    if rest:
        parts.append(Adjustment("CO", "45", rest))
    return LineAnswer(line.charge_id, None, paid, tuple(parts))


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
