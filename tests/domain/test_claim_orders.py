"""Who is named as having ordered tests: to Medicare the provider who did them, where nobody else is."""

from app.domain.claim_content import RenderingProvider
from app.domain.claim_orders import name_own_orders
from app.domain.people import PersonName
from tests.claim_samples import claim
from tests.domain.scrub_samples import ORDERED, coded, medicare

DOCTOR = RenderingProvider(PersonName("Roe", "Jane"), "1234567893")
LAB = coded("85025")


def test_medicare_is_told_who_did_the_test_as_who_ordered_it():
    named = name_own_orders(medicare(LAB, rendering=DOCTOR)).referring
    assert (named.qualifier, named.name, named.npi) == ("DK", "Jane Roe MD", "1234567893")


def test_who_is_named_already_stays_and_nobody_is_named_without_need():
    assert name_own_orders(medicare(LAB, rendering=DOCTOR, referring=ORDERED)).referring == ORDERED
    assert name_own_orders(medicare(rendering=DOCTOR)).referring is None
    assert name_own_orders(claim(LAB, rendering=DOCTOR)).referring is None
    assert name_own_orders(medicare(LAB)).referring is None
