"""The rooms of the window: which tabs there are, each imported when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.services.practices import OpenPractice
    from app.views.common.desk import Desk
    from app.views.common.tab import Tab
    from app.views.common.theme import Theme


@dataclass(frozen=True, slots=True)
class Room:
    """A tab of the window: its name, its title, and how it is made when it is first shown."""

    name: str
    title: str
    make: "Callable[[Desk], Tab]"


def make_rooms(theme: "Theme", practice: "OpenPractice") -> tuple[Room, ...]:
    """The tabs for an open practice, in the order of the day."""

    def settings(desk: "Desk") -> "Tab":
        from app.views.settings.tab import SettingsTab

        return SettingsTab(desk, practice, theme)

    def payments(desk: "Desk") -> "Tab":
        from app.views.payments.tab import PaymentsTab

        return PaymentsTab(desk, practice)

    return (
        Room("today", "Today", _today),
        Room("patients", "Patients", _patients),
        Room("billing", "Billing forms", _billing),
        Room("payments", "Payments", payments),
        Room("disputes", "Disputes", _disputes),
        Room("guidelines", "Guidelines", _guidelines),
        Room("questions", "Questions", _questions),
        Room("settings", "Settings", settings),
    )


def _today(desk: "Desk") -> "Tab":
    from app.views.today.tab import TodayTab

    return TodayTab(desk)


def _patients(desk: "Desk") -> "Tab":
    from app.views.patients.tab import PatientsTab

    return PatientsTab(desk)


def _disputes(desk: "Desk") -> "Tab":
    from app.views.disputes.tab import DisputesTab

    return DisputesTab(desk)


def _guidelines(desk: "Desk") -> "Tab":
    from app.views.guidelines.tab import GuidelinesTab

    return GuidelinesTab(desk)


def _questions(desk: "Desk") -> "Tab":
    from app.views.questions.tab import QuestionsTab

    return QuestionsTab(desk)


def _billing(desk: "Desk") -> "Tab":
    from app.views.billing.tab import BillingTab

    return BillingTab(desk)
