"""How the practice shows itself on papers."""

from app.domain.letterhead import PracticeHead
from app.domain.people import Address
from app.domain.phones import format_phone
from app.domain.rights import Right
from app.models.office import Practice
from app.queries.asking import asks


@asks(Right.OPEN)
def find_letterhead() -> PracticeHead:
    """The practice's name, addresses and messages as its papers bear them."""
    row = Practice.get_by_id(1)
    return PracticeHead(
        name=row.name,
        address=Address(row.street, row.street2, row.city, row.state, row.zip),
        phone=format_phone(row.phone) if row.phone else "",
        hours=row.billing_hours,
        tax_id=row.tax_id,
        remit_name=row.remit_name,
        remit_address=Address(
            row.remit_street, row.remit_street2, row.remit_city, row.remit_state, row.remit_zip
        ),
        pay_url=row.pay_url,
        message=row.message,
        message_es=row.message_es,
    )
