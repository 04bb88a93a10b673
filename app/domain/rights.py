"""Who may do what: roles and rights as one table; a right that is not listed for a role is refused."""

from enum import StrEnum


class Role(StrEnum):
    """The four roles of an office."""

    RECEPTIONIST = "receptionist"
    BILLER = "biller"
    MANAGER = "manager"
    AUDITOR = "auditor"


class Right(StrEnum):
    """One thing a person may be allowed to do; the value completes “You may not …”."""

    OPEN = "open this practice"
    SEE_PATIENT = "look at patients"
    EDIT_PATIENT = "change patient records"
    LOG_CALL = "log calls"
    ENTER_CHARGE = "enter visits and charges"
    VOID_CHARGE = "void charges"
    PRINT_CLAIM = "fill and print claim forms"
    CORRECT_CLAIM = "correct, void or bill anew a sent claim"
    OVERRIDE_CLAIM_CHECK = "let a claim pass its checks"
    POST_ANSWER = "enter insurers’ answers"
    TAKE_PAYMENT = "take payments"
    VOID_OWN_PAYMENT = "void a payment just taken"
    VOID_ANY_PAYMENT = "void any payment"
    ALLOCATE = "move credit between visits"
    REQUEST_WRITE_OFF = "ask for write-offs"
    PREPARE_REFUND = "prepare refunds"
    APPROVE_MONEY = "approve write-offs and refunds"
    RETURN_CHECK = "take back returned checks"
    RUN_STATEMENTS = "print statements and bills"
    SEE_OFFICE = "see the office’s lists"
    SET_UP_OFFICE = "change the office’s set-up"
    EDIT_GUIDELINE = "change guidelines"
    WORK_DISPUTE = "work on disputes"
    MANAGE_USERS = "add, change or remove users"
    MAKE_DEPOSIT = "make deposits or count the drawer"
    POST_LATE = "post with an earlier date"
    CLOSE_DAY = "close or reopen a day"
    CLOSE_MONTH = "close or reopen a month"
    SEE_REPORTS = "see reports of the practice’s money"
    SEE_TRAIL = "read the audit trail and the access log"
    CHECK_DATABASE = "check the database"
    BACK_UP = "back up"
    TRY_RESTORE = "try out a backup"
    RESTORE = "restore a backup"
    EXPORT = "export data"
    IMPORT = "import data"


_ALL = frozenset(Right)
_RECEPTIONIST = frozenset(
    {
        Right.OPEN,
        Right.SEE_PATIENT,
        Right.EDIT_PATIENT,
        Right.LOG_CALL,
        Right.ENTER_CHARGE,
        Right.PRINT_CLAIM,
        Right.TAKE_PAYMENT,
        Right.VOID_OWN_PAYMENT,
        Right.MAKE_DEPOSIT,
        Right.RUN_STATEMENTS,
        Right.SEE_OFFICE,
        Right.WORK_DISPUTE,
        Right.BACK_UP,
    }
)
_BILLER = _RECEPTIONIST | {
    Right.VOID_CHARGE,
    Right.CORRECT_CLAIM,
    Right.POST_ANSWER,
    Right.ALLOCATE,
    Right.REQUEST_WRITE_OFF,
    Right.PREPARE_REFUND,
    Right.RETURN_CHECK,
    Right.EDIT_GUIDELINE,
    Right.POST_LATE,
    Right.SEE_REPORTS,
    Right.CHECK_DATABASE,
    Right.TRY_RESTORE,
}
_AUDITOR = frozenset(
    {
        Right.OPEN,
        Right.SEE_PATIENT,
        Right.SEE_OFFICE,
        Right.SEE_REPORTS,
        Right.SEE_TRAIL,
        Right.CHECK_DATABASE,
    }
)

ALLOWED: dict[Role, frozenset[Right]] = {
    Role.RECEPTIONIST: _RECEPTIONIST,
    Role.BILLER: _BILLER,
    Role.MANAGER: _ALL,
    Role.AUDITOR: _AUDITOR,
}


def may(role: Role, right: Right) -> bool:
    """Tell whether a role has a right."""
    return right in ALLOWED[role]
