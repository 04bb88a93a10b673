"""Control numbers of a trading partner, given out once, in the transaction that keeps their file."""

import re

from app.edi.envelopes import Correspondent, Envelope
from app.models.records import TradingPartner
from app.services.session import Transaction


def take_numbers(transaction: Transaction, partner: TradingPartner) -> Envelope:
    """Raise both control numbers inside the open transaction, and address the file with them."""
    TradingPartner.update(
        interchange_number=TradingPartner.interchange_number + 1, group_number=TradingPartner.group_number + 1
    ).where(TradingPartner.id == partner.id).execute()
    return Envelope(
        sender=Correspondent(partner.sender_qualifier, partner.interchange_sender, partner.group_sender),
        receiver=Correspondent(
            partner.receiver_qualifier, partner.interchange_receiver, partner.group_receiver
        ),
        interchange_number=partner.interchange_number + 1,
        group_number=partner.group_number + 1,
        made_at=transaction.session.now(),
        is_test=partner.usage == "T",
        wants_ta1=partner.wants_ta1,
        line_feeds=partner.line_feed,
    )


def file_word(partner: TradingPartner) -> str:
    """The partner's name as a part of a file name, so that two partners may share a folder."""
    return re.sub(r"[^a-z0-9]+", "-", partner.name.casefold()).strip("-") or "partner"
