"""One page of help: what to do first, and every key."""

from app.views.common.columns import Column
from app.views.common.panel import Panel
from app.views.common.plain_label import PlainLabel
from app.views.common.table_model import TableModel
from app.views.common.table_view import TableView
from app.views.common.theme import Text

_WORDS = (
    "Press Ctrl+K and type a few letters of a name, a birth date, the last four digits of a phone number or "
    "a claim number; Enter opens what is found. The same box takes orders: “pay rivera”, “statements”.",
    "What you type is kept as a draft within a second. Money moves only when you press Ctrl+Enter. Nothing "
    "that was posted is ever changed: undo makes the opposite entry, and both stay readable.",
    "A field that needs attention says under it what is wrong and how to fix it. Every balance explains "
    "itself in the words that also stand on the statement.",
)
KEYS = (
    ("Find a person, a claim or a command", "Ctrl+K"),
    ("Today, patients, billing forms, payments, disputes, …, settings", "Ctrl+1 … Ctrl+8"),
    ("New patient", "Ctrl+Shift+N"),
    ("Take a payment", "Ctrl+T"),
    ("Enter charges", "Ctrl+E"),
    ("Log a call", "Ctrl+L"),
    ("What this patient asks: find the answer", "Ctrl+Shift+H"),
    ("Who is calling: the check before anything is said", "Ctrl+Shift+I"),
    ("In Today: finish, put off, new to-do", "Ctrl+Enter, Ctrl+D, Ctrl+N"),
    ("Bill of this patient", "Ctrl+B"),
    ("Claim of this patient", "Ctrl+I"),
    ("The whole trail behind an amount", "Ctrl+Shift+Y"),
    ("Papers of a visit or patient: superbill, labels, forms", "Ctrl+Shift+P"),
    ("What a planned visit will cost; Good Faith Estimate", "Ctrl+Shift+T"),
    ("Is this covered? What the insurer says of a code, claim or visit", "Ctrl+G"),
    ("Enter an insurer's answer", "Ctrl+Shift+E"),
    ("Enter an insurer's whole check, in the payments", "Ctrl+Shift+K"),
    ("Insurer's payment, what waits: take a match back; it was typed by hand", "Ctrl+U, Ctrl+Shift+U"),
    ("Correct or resend a claim; take back what was typed into its form", "Ctrl+R, Ctrl+Shift+R"),
    ("Batches of claims: confirm, take back, show", "Ctrl+Shift+B"),
    ("Ask payers what became of the claims chosen", "Ctrl+Shift+A"),
    ("Insurance: log a check of coverage, ask the payer", "Ctrl+Shift+V, Ctrl+Shift+Q"),
    ("Insurance: all answers, what they differ in", "Ctrl+Shift+W, Ctrl+Shift+D"),
    ("Dispute this line or claim: open its case", "Ctrl+D"),
    ("In a case: add a fact, log a call, decide", "Ctrl+N, Ctrl+L, Ctrl+R"),
    ("In a case: letter, packet, it was sent", "Ctrl+B, Ctrl+P, Ctrl+Shift+S"),
    ("Drug number and description of a charge", "Ctrl+D"),
    ("Import a list: procedures in the settings, guidelines", "Ctrl+O"),
    ("Post or save, and close", "Ctrl+Enter"),
    ("Post or save, and begin the next", "Ctrl+Shift+Enter"),
    ("Leave; the draft is kept", "Esc"),
    ("Print or preview", "Ctrl+P"),
    ("Find in this list", "Ctrl+F"),
    ("Next and previous record", "Ctrl+] and Ctrl+["),
    ("Next and previous page of the record", "Ctrl+Tab and Ctrl+Shift+Tab"),
    ("First and last row of a list", "Home and End"),
    ("Larger, smaller, usual text", "Ctrl++, Ctrl+−, Ctrl+0"),
    ("Settings", "Ctrl+,"),
    ("Lock the screen", "Ctrl+Shift+L"),
    ("This page", "F1 or Ctrl+/"),
    ("In a date: today, a day on or back", "T, +, −"),
    ("In a date: in 30 days; the 15th; June 3", "+30; 15; 6/3"),
)


class HelpPanel(Panel):
    """Shows the page; Esc goes back."""

    def __init__(self) -> None:
        super().__init__("Help and keys")
        for words in _WORDS:
            self.body.addWidget(PlainLabel(words, wrap=True))
        self.body.addWidget(PlainLabel("Keys", Text.SECTION))
        model = TableModel(
            (Column("To do", lambda row: row[0], width=66), Column("Key", lambda row: row[1])), self
        )
        self._keys = TableView("Keys", model)
        model.set_rows(KEYS)
        self.body.addWidget(self._keys, 1)
        self.add_action("Back", self.leave, icon="back")

    def focus_keys(self) -> None:
        """Put the keyboard on the list of keys."""
        self._keys.setFocus()
