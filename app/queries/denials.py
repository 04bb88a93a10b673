"""Denials: lines that an insurer answered with a reason and still owes, and what it took back; worked out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogs import denial_codes
from app.domain.answers import Adjustment
from app.domain.money import Money
from app.domain.payer_windows import PayerFacts, windows_of
from app.domain.rights import Right
from app.models.database import select
from app.queries.asking import asks

MOST_ROWS = 1000
TAKEN_BACK = "Taken back"
_OPEN = """
    select a.id, a.received_on, m.id, m.number, t.id, t.last || ', ' || t.first, y.name, y.line_of_business,
      y.filing_days, y.corrected_days, y.appeal_days, y.answer_days, y.takes_replacement,
      c.id, c.code, c.service_on, b.cents, exists(select 1 from remittance_adjustment d
        join remittance_step s on s.remittance_adjustment_id = d.id and s.undoes is null
        where d.claim_id = m.id and d.kind = 'takeback'
        and not exists(select 1 from remittance_step z where z.undoes = s.id))
    from charge_balance b join charge c on c.id = b.charge_id
      join adjudication_line l on l.charge_id = c.id join adjudication a on a.id = l.adjudication_id
        and a.policy_id = b.policy_id
      join claim m on m.id = a.claim_id join patient t on t.id = m.patient_id
      join policy o on o.id = a.policy_id join plan n on n.id = o.plan_id join payer y on y.id = n.payer_id
    where b.account = 'insurance_ar' and b.cents > 0 and m.state in ('answered', 'closed')
      and (?1 = '' or cast(m.number as text) = ?1 or t.last || ', ' || t.first like ?1 || '%'
        or y.name like ?1 || '%' or exists(select 1 from adjudication_adjustment k
          where k.adjudication_id = a.id and k.charge_id = c.id
          and k.group_code || '-' || k.reason_code = upper(?1)))
      and not exists(select 1 from adjudication_void w where w.adjudication_id = a.id)
      and not exists(select 1 from adjudication p join adjudication_line q on q.adjudication_id = p.id
        and q.charge_id = c.id where p.claim_id = a.claim_id and p.id > a.id
        and not exists(select 1 from adjudication_void w where w.adjudication_id = p.id))
      {scope}
    order by a.received_on, c.id limit {limit}
"""


@dataclass(frozen=True, slots=True)
class DenialLine:
    """An open line with its main reason in our own words; `due` is the last day to correct or to appeal."""

    id: int
    received_on: date
    claim_id: int
    claim_number: int
    patient_id: int
    patient: str
    payer: str
    code: str
    service_on: date
    open: Money
    reason: str
    words: str
    what_to_do: str
    due: date | None


@asks(Right.SEE_PATIENT)
def list_denials(text: str = "") -> tuple[DenialLine, ...]:
    """Every line that was answered with a denial, or paid and taken back, and is open with that insurer.

    The one whose time runs out first comes first. `text` begins a name, or is a claim number or a reason.
    """
    tidy = text.strip().replace("%", "").replace("_", "")
    rows = select(_OPEN.format(limit=MOST_ROWS, scope=""), tidy)
    reasons = _reasons([row[0] for row in rows])
    lines = [_line(row, reasons[row[0], row[13]]) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.due or date.max, -line.open.cents, line.id)))


def denials_of_patient(patient_id: int) -> tuple[DenialLine, ...]:
    """The refused lines of one patient that are open with an insurer; inside another question."""
    rows = select(_OPEN.format(limit=MOST_ROWS, scope="and m.patient_id = ?2"), "", patient_id)
    reasons = _reasons([row[0] for row in rows])
    return tuple(_line(row, reasons[row[0], row[13]]) for row in rows)


def _reasons(answers: Sequence[int]) -> dict[tuple[int, int], list[Adjustment]]:
    """The reasons that leave an amount with the insurer, by answer and charge."""
    marks = ", ".join("?" * len(answers))
    found: dict[tuple[int, int], list[Adjustment]] = defaultdict(list)
    for answer, charge, group, code, cents, accepted in select(
        "select adjudication_id, charge_id, group_code, reason_code, cents, accepted "
        f"from adjudication_adjustment where adjudication_id in ({marks})",
        *answers,
    ):
        part = Adjustment(group, code, Money(cents), bool(accepted))
        if not part.is_share and not part.repeats_earlier_payer and part.write_off_kind is None:
            found[answer, charge].append(part)
    return found


def _line(row: tuple[Any, ...], reasons: Sequence[Adjustment]) -> DenialLine:
    business, filing, corrected, appeal, answer, replaces = row[7:13]
    received = date.fromisoformat(row[1])
    facts = PayerFacts(business, filing, corrected, appeal, answer, bool(replaces))
    main = max(reasons, key=lambda part: part.amount, default=None)
    known = denial_codes().get(main.code) if main else None
    if main is None and row[17]:
        reason, words, to_do = TAKEN_BACK, "The insurer paid this and took it back.", _ASK
    elif main is None:
        reason, words, to_do = "No reason", "The insurer answered, but did not say why this is unpaid.", _ASK
    else:
        reason = main.name
        words = known.staff_explanation if known else "This reason is not in our list of codes."
        to_do = known.action_note if known else _ASK
    return DenialLine(
        id=row[13],
        received_on=received,
        claim_id=row[2],
        claim_number=row[3],
        patient_id=row[4],
        patient=row[5],
        payer=row[6],
        code=row[14],
        service_on=date.fromisoformat(row[15]),
        open=Money(row[16]),
        reason=reason,
        words=words,
        what_to_do=to_do,
        due=_due(known.deadline if known else "appeal", received, date.fromisoformat(row[15]), facts),
    )


_ASK = "Ask the insurer why, then bill the right one, correct the claim or dispute it."


def _due(kind: str, received: date, service_on: date, payer: PayerFacts) -> date | None:
    """The last day of the window that a reason calls for; None where there is none to keep."""
    windows = windows_of(payer)
    if kind == "none":
        return None
    if kind == "timely_filing":
        return windows.filing.ends(service_on)
    return (windows.corrected if kind == "corrected_claim" else windows.appeal).ends(received)
