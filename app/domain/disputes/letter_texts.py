"""The words of dispute letters by their kind, in English as insurers read them; braces are filled in.

Each kind has a subject, an opening, what answers the reason, and the request. Lines of the answer whose
facts are not there are left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterWords:
    """The words of one kind of letter; `answer` are sentences, each said only when its facts are known."""

    subject: str
    opening: str
    answer: tuple[str, ...]
    request: str


_OPENING = (
    "We are writing about the claim named above. On {decided_on} you answered it with {codes}. "
    "We understand this to mean: {meaning}"
)
_PAY = "Please review the claim, correct your decision and pay {amount} for the services listed above."
_AGAIN = "Please tell us your decision in writing, with the reason and the name of the reviewer."

AUTHORIZATION = LetterWords(
    "{level_name}: approval was on file",
    _OPENING,
    (
        "The service was approved before it was given: authorization {authorization} covers {service} from "
        "{authorization_from} to {authorization_to}. The services were given within these dates.",
        "{guideline}",
        "The note of the visit is enclosed; it shows why the service was needed on that day.",
    ),
    _PAY,
)
NECESSITY = LetterWords(
    "{level_name}: the service was medically needed",
    _OPENING,
    (
        "The enclosed note of {provider} describes what was found, what had been tried, and why this service "
        "was needed for the diagnoses {diagnoses}.",
        "{guideline}",
        "If you uphold your decision, please name the clinical rule that you applied and enclose it.",
    ),
    _PAY,
)
TIMELY = LetterWords(
    "{level_name}: the claim was filed in time",
    _OPENING,
    (
        "{filing}",
        "A claim that you or your clearinghouse accepted within the filing limit is filed in time, whatever "
        "happened to it later. The acknowledgements are enclosed.",
    ),
    _PAY,
)
CODING = LetterWords(
    "{level_name}: the services were coded as they were given",
    _OPENING,
    (
        "The enclosed note shows that each service was separate and is coded as it was given.",
        "{guideline}",
    ),
    _PAY,
)
COVERAGE = LetterWords(
    "{level_name}: the plan covers the service",
    _OPENING,
    ("{guideline}", "Please name the part of the plan that your decision rests on, and enclose it."),
    _PAY,
)
ELIGIBILITY = LetterWords(
    "{level_name}: the patient was covered on that day",
    _OPENING,
    (
        "Your own answer about the patient’s coverage is enclosed.",
        "If the coverage was changed afterwards, please tell us when and why, and what the patient was told.",
    ),
    _PAY,
)
COORDINATION = LetterWords(
    "{level_name}: the order of the insurers",
    _OPENING,
    (
        "The patient’s statement about other insurance is enclosed, with the answer of the insurer that pays "
        "first where there is one.",
    ),
    _PAY,
)
UNDERPAYMENT = LetterWords(
    "Contract dispute: the services were paid below the contract",
    "We are writing about the claim named above, which you answered on {decided_on}.",
    ("Our contract sets a higher amount for these services. The rate and its page are enclosed.",),
    "Please price the services by the contract and pay the difference of {amount}.",
)
TAKEBACK = LetterWords(
    "Dispute of a takeback",
    "We are writing about the claim named above. On {decided_on} you took back {amount} that you had paid.",
    (
        "Your notice does not show why the first payment was wrong.",
        "Please send the reason, the rule it rests on, and the record that it was announced in time.",
    ),
    "Please return the {amount}, or hold any further takeback until this dispute is decided.",
)
RECORDS = LetterWords(
    "Records for the claim named above",
    "You asked for records for the claim named above. They are enclosed.",
    ("The enclosed papers are complete for the services listed above.",),
    "Please go on with the claim, and tell us if anything is missing.",
)
SECOND_LEVEL = LetterWords(
    "{level_name}: request for a further review",
    "We ask for a further review of the claim named above. On {decided_on} our earlier request was refused. "
    "Your answer to the claim had been {codes}: {meaning}",
    (
        "The refusal did not answer what we had shown. All papers of the earlier level are enclosed again.",
        "{guideline}",
    ),
    _PAY,
)
REDETERMINATION = LetterWords(
    "Medicare redetermination request",
    "We ask for a redetermination of the initial determination of {decided_on} for the item or service named "
    "above. The determination was {codes}: {meaning}",
    (
        "We do not agree with the determination for the reasons shown in the enclosed evidence.",
        "{guideline}",
        "No further evidence will follow; please decide on what is enclosed.",
    ),
    _PAY,
)
GENERAL = LetterWords("{level_name}: the claim should be paid", _OPENING, ("{guideline}",), _PAY)
CLOSING = _AGAIN
SERVICES = "The services in dispute:"
