"""Invented accounts of the scenarios, for the tests of balances and of money papers."""

from dataclasses import replace
from datetime import date

from app.domain.accounts import (
    AccountItem,
    AccountSummary,
    InsuranceOnFile,
    InsurerAnswer,
    LastPayment,
    PatientShare,
    ShareReason,
)
from app.domain.itemised_ledger import (
    ItemisedLedger,
    LedgerHead,
    LedgerMove,
    MoveKind,
    compose_itemised_ledger,
)
from app.domain.letterhead import PracticeHead
from app.domain.money import ZERO, Money
from app.domain.people import Address, PersonName
from app.domain.receipts import PaymentMethod, PaymentReceipt, ReceiptLine

PRACTICE = PracticeHead(
    name="Maple Street Family Medicine",
    address=Address("410 Maple Street", "Suite 2", "Springfield", "IL", "62704"),
    phone="(217) 555-0142",
    hours="Monday to Friday, 8:30 to 4:30",
    hours_es="Lunes a viernes, 8:30 a 4:30",
    tax_id="00-1234567",
    remit_name="Maple Street Family Medicine",
    remit_address=Address("PO Box 1180", "", "Springfield", "IL", "62705-1180"),
    pay_url="https://pay.example.org/maple?s={statement}&a={amount}",
    message="Thank you for choosing us. Your insurance has finished; this is your share.",
    message_es="Gracias por elegirnos. Su seguro terminó el trámite; esta es su parte.",
)


def answer(
    paid: int, discount: int, *shares: tuple[str, int], allowed: int | None = None, **more
) -> InsurerAnswer:
    parts = tuple(PatientShare(ShareReason(reason), Money(cents)) for reason, cents in shares)
    price = None if allowed is None else Money(allowed)
    values = {"payer": "Prairie Health", "rank": 1, "received_on": date(2026, 3, 30)} | more
    return InsurerAnswer(allowed=price, paid=Money(paid), discount=Money(discount), shares=parts, **values)


def item(charge_id: int, billed: int, owes: int, *answers: InsurerAnswer, **more) -> AccountItem:
    values = {
        "visit_id": charge_id,
        "patient_id": 1,
        "patient_name": "Ana Rivera",
        "provider": "Dr. Lena Ortiz",
        "service_date": date(2026, 3, 12),
        "description_en": "Office visit",
        "description_es": "Visita al consultorio",
        "code": "99213",
        "insurance_name": "Prairie Health" if answers else "",
        "self_pay": not answers and "insurance_name" not in more,
    } | more
    return AccountItem(
        charge_id=charge_id, billed=Money(billed), patient_owes=Money(owes), answers=answers, **values
    )


def account(*items: AccountItem, **more) -> AccountSummary:
    values = {
        "number": "10042",
        "guarantor": PersonName("Rivera", "Ana", "M"),
        "address": Address("12 Oak St.", "Apt. 4", "Springfield", "IL", "62704-1234"),
        "insurance_on_file": (InsuranceOnFile("Prairie Health, Silver PPO"),),
    } | more
    return AccountSummary(items=items, **values)


def scenario_2(language: str = "en") -> AccountSummary:
    """Two visits, 56.28 + 27.92 = 84.20."""
    urine = {"description_en": "Urine test", "description_es": "Análisis de orina", "visit_id": 1}
    strep = {"description_en": "Strep throat test", "description_es": "Prueba de estreptococo", "visit_id": 1}
    return account(
        item(
            1, 165_00, 56_28,
            answer(25_12, 83_60, ("deductible", 50_00), ("coinsurance", 6_28), allowed=81_40),
        ),
        item(2, 15_00, 0, answer(4_80, 10_20, allowed=4_80), **urine),
        item(3, 40_00, 0, answer(15_00, 25_00, allowed=15_00), **strep),
        item(
            4, 230_00, 27_92,
            answer(111_68, 90_40, ("coinsurance", 27_92), allowed=139_60),
            service_date=date(2026, 4, 2),
        ),
        language=language,
        last_payment=LastPayment(date(2026, 2, 3), Money(25_00)),
    )  # fmt: skip


def scenario_10() -> AccountSummary:
    """A mother with three children: A owes 22.00, B 47.35, C nothing but a confidential visit."""
    child_a = {"patient_id": 11, "patient_name": "Alma Reyes"}
    child_b = {"patient_id": 12, "patient_name": "Bruno Reyes", "visit_id": 21}
    child_c = {"patient_id": 13, "patient_name": "Clara Reyes"}
    return account(
        item(11, 120_00, 22_00, answer(58_00, 40_00, ("copay", 22_00), allowed=80_00), **child_a),
        item(12, 150_00, 47_35, answer(60_65, 42_00, ("deductible", 47_35), allowed=108_00), **child_b),
        item(13, 90_00, 0, answer(70_00, 20_00, allowed=70_00), settled_on=date(2026, 3, 30), **child_c),
        item(14, 75_00, 75_00, confidential=True, self_pay=True, **child_c),
        guarantor=PersonName("Reyes", "Marta"),
        number="10077",
    )


def long_account(lines: int = 40, language: str = "en") -> AccountSummary:
    """Many visits, every kind of line among them."""
    kinds = (
        item(1, 165_00, 56_28,
             answer(25_12, 83_60, ("deductible", 50_00), ("coinsurance", 6_28), allowed=81_40)),
        item(2, 95_00, 0, insurance_name="Prairie Health", insurance_owes=Money(95_00),
             with_insurance_since=date(2026, 4, 6)),
        item(3, 60_00, 40_00, patient_paid=Money(20_00)),
        item(4, 210_00, 5_20,
             answer(103_92, 80_00, ("coinsurance", 26_00), allowed=129_92 + 8, other_adjustments=Money(8)),
             answer(20_80, 0, ("coinsurance", 5_20), payer="Lakeland Medigap", rank=2),
             insurance_name="Lakeland Medigap"),
        item(5, 420_00, 0, answer(0, 0, denied=True), insurance_owes=Money(420_00)),
    )  # fmt: skip
    items = tuple(
        replace(
            kinds[number % 5],
            charge_id=number,
            visit_id=number,
            patient_id=1 + number // 25,
            patient_name=("Ana Rivera", "Tomás Rivera Núñez")[number // 25],
        )
        for number in range(lines)
    )
    return account(*items, language=language, credit=Money(40_00))


def with_owed(owes: int, **more) -> AccountSummary:
    """An account with one self-pay line of this many cents."""
    items = (item(1, owes, owes),) if owes else ()
    return account(*items, **({"credit": ZERO} | more))


def receipt_of(language: str = "en", **more) -> PaymentReceipt:
    """Sixty dollars by card: twenty for a copay, forty kept as credit."""
    in_spanish = language == "es"
    service = "Visita al consultorio" if in_spanish else "Office visit"
    values = {
        "number": "R-301",
        "language": language,
        "practice": PRACTICE,
        "account_number": "10042",
        "payer": "Ana M Rivera",
        "received_on": date(2026, 4, 20),
        "method": PaymentMethod.CARD,
        "reference": "4242",
        "amount": Money(60_00),
        "lines": (ReceiptLine("Ana Rivera", date(2026, 3, 12), service, Money(20_00)),),
        "credit": Money(40_00),
        "balance": Money(64_20),
        "cashier": "Dana W.",
    } | more
    return PaymentReceipt(**values)


LEDGER_MOVES = (
    LedgerMove(date(2026, 2, 3), "Ana Rivera", MoveKind.CHARGE, "Office visit", Money(100_00)),
    LedgerMove(date(2026, 2, 3), "Ana Rivera", MoveKind.PATIENT_PAYMENT, "Check no. 2231", Money(-25_00)),
    LedgerMove(date(2026, 3, 12), "Ana Rivera", MoveKind.CHARGE, "Office visit", Money(165_00)),
    LedgerMove(date(2026, 3, 30), "Ana Rivera", MoveKind.INSURANCE_PAYMENT, "Prairie Health", Money(-25_12)),
    LedgerMove(date(2026, 3, 30), "Ana Rivera", MoveKind.DISCOUNT, "Prairie Health", Money(-83_60)),
    LedgerMove(
        date(2026, 3, 30), "Ana Rivera", MoveKind.TRANSFER, "Prairie Health to you", ZERO, Money(56_28)
    ),
    LedgerMove(date(2026, 5, 1), "Ana Rivera", MoveKind.PATIENT_PAYMENT, "Cash", Money(-56_28)),
)


def ledger_of(language: str = "en", moves: tuple[LedgerMove, ...] = LEDGER_MOVES) -> ItemisedLedger:
    """The movements of March and April 2026."""
    head = LedgerHead(
        PRACTICE, "10042", "Ana M Rivera", language, date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 2)
    )
    return compose_itemised_ledger(head, moves)
