"""What was imported from a source: which items are here already, and what the ledger says of them."""

from app.domain.import_report import LedgerSums
from app.domain.money import Money
from app.domain.rights import Right
from app.domain.synthea_history import NO_REASON
from app.models.database import select
from app.queries.asking import asks

_SUMS = (
    "with mine(charge_id) as (select row_id from imported where source = ?1 and kind = 'CHARGE'), "
    "paid(payment_id) as (select row_id from imported where source = ?1 and kind = 'PATIENT_PAYMENT') "
    "select c.patient_id, -sum(case when e.account = 'revenue' then e.cents else 0 end), "
    "sum(case when e.account = 'bank' then e.cents else 0 end), 0, "
    "sum(case when e.account not in ('revenue', 'bank', 'patient_ar', 'insurance_ar', 'unapplied') "
    "then e.cents else 0 end), 0, "
    "sum(case when e.account in ('patient_ar', 'insurance_ar') then e.cents else 0 end) "
    "from entry e join mine m on m.charge_id = e.charge_id join charge c on c.id = e.charge_id "
    "where e.account <> 'unapplied' group by c.patient_id "
    "union all select p.patient_id, 0, 0, sum(p.cents), 0, 0, sum(coalesce(b.cents, 0)) "
    "from payment p join paid on paid.payment_id = p.id "
    "left join payment_balance b on b.payment_id = p.id group by p.patient_id "
    "union all select c.patient_id, 0, 0, 0, 0, sum(a.cents), 0 from adjudication_adjustment a "
    "join mine m on m.charge_id = a.charge_id join charge c on c.id = a.charge_id "
    "where a.group_code = 'PR' and a.reason_code = ?2 and not exists(select 1 from adjudication_void v "
    "where v.adjudication_id = a.adjudication_id) group by c.patient_id"
)


@asks(Right.IMPORT)
def find_imported_sums(source: str) -> dict[int, LedgerSums]:
    """What the ledger holds of imported charges and payments, by patient."""
    found: dict[int, LedgerSums] = {}
    for patient, *cents in select(_SUMS, source, NO_REASON):
        found[patient] = found.get(patient, LedgerSums()) + LedgerSums(*(Money(each) for each in cents))
    return found
