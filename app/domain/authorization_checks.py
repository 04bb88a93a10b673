"""Whether a claim's line may go as far as approvals and referrals are asked: AUTH-01 to 04, REF-01 and 02.

Rule ids and severities are those of the claim check: what an insurer's approval lacks stops the claim, a
referral that has run out must be read.
"""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.authorizations import (
    STATUS_NAMES,
    Authorization,
    CareRecord,
    Kind,
    Status,
    choose_authorization,
    count_used,
    explain_left,
    find_misfits,
    number_on_claim,
    runs_out_soon,
    used_with,
)
from app.domain.date_entry import format_date
from app.domain.findings import Finding, Severity
from app.domain.service_counts import ServiceLine

BOX = "23"
NEW = "authorization"


@dataclass(frozen=True, slots=True)
class Needs:
    """What the payer asks for a line: why an approval or a referral is needed, empty where none is.

    `authorization_source` and `referral_source` are the records that say so, as `guideline/12`.
    """

    authorization: str = ""
    referral: str = ""
    authorization_source: str = ""
    referral_source: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """How one kind is spoken of: its word, its rules, and how much it matters when it does not hold."""

    word: str
    missing: str
    misfit: str
    used_up: str
    refused: str
    severity: Severity


_WORDS = {
    Kind.AUTHORIZATION: _Words("authorization", "AUTH-01", "AUTH-02", "AUTH-03", "AUTH-04", Severity.ERROR),
    Kind.REFERRAL: _Words("referral", "REF-01", "REF-02", "REF-02", "REF-01", Severity.WARNING),
}


def check_authorization(
    line: ServiceLine, needs: Needs, record: CareRecord, today: date
) -> tuple[Finding, ...]:
    """Check a line for its approval (AUTH-01 to 04) and its referral (REF-01, REF-02).

    `needs` is what the payer asks (`guideline_checks.find_needs`). What is on file is checked also where
    nothing asks for it: a denied or used up approval stops the claim in any case.
    """
    asked = (
        (Kind.AUTHORIZATION, needs.authorization, needs.authorization_source),
        (Kind.REFERRAL, needs.referral, needs.referral_source),
    )
    return tuple(
        replace(finding, source=source)
        for kind, need, source in asked
        for finding in _check_kind(kind, line, need, record, today)
    )


def _check_kind(
    kind: Kind, line: ServiceLine, need: str, record: CareRecord, today: date
) -> tuple[Finding, ...]:
    words, chosen = _WORDS[kind], choose_authorization(line, record, kind)
    if chosen is None:
        return _check_missing(kind, line, need, record)
    misfits = find_misfits(chosen, line)
    if chosen.status is Status.NOT_REQUIRED or (misfits and misfits[0].startswith("code") and not need):
        # The number on the claim may be for another of its lines.
        return ()
    if not chosen.is_granted:
        return (_explain_status(chosen),)
    if misfits:
        text = f"{chosen.name} is for something else: it does not name the {' and the '.join(misfits)}."
        fix = "Compare it with the insurer's letter."
        return (_finding(words.severity, words.misfit, text, fix, chosen),)
    return (*_check_use(chosen, line, record, today), *_check_number(chosen, line, need))


def _check_missing(kind: Kind, line: ServiceLine, need: str, record: CareRecord) -> tuple[Finding, ...]:
    words, number = _WORDS[kind], number_on_claim(line, kind)
    if number:
        text = f"The {words.word} {number} is not in the patient's list, so what is left cannot be counted."
        return (Finding(Severity.WARNING, BOX, text, "Add it under Authorizations.", words.missing, NEW),)
    if not need:
        return ()
    other_days = [each for each in record.authorizations if _is_for_other_day(each, kind, line)]
    if other_days:
        last = max(other_days, key=lambda each: each.ends or date.max)
        text = f"{need} {last.name} does not cover {format_date(line.on)}: it runs {_term(last)}."
        return (_finding(words.severity, words.used_up, text, f"Ask for a new {words.word}.", last),)
    fix = f"Ask for the {words.word} and add it under Authorizations."
    return (Finding(Severity.ERROR, BOX, need, fix, words.missing, NEW),)


def _explain_status(chosen: Authorization) -> Finding:
    """Explain an authorization that is denied, still waiting, or marked as expired."""
    words = _WORDS[chosen.kind]
    text = f"{chosen.name} is {STATUS_NAMES[chosen.status]}."
    if chosen.status is Status.EXPIRED:
        return _finding(words.severity, words.used_up, text, "Ask for a new one.", chosen)
    fix = "Wait for the answer, or call and write down the reference."
    if chosen.status is Status.DENIED:
        text += f" The reason given: {chosen.denial_reason}" if chosen.denial_reason else ""
        fix = "Ask the insurer to review it, or talk to the patient before the claim goes."
    return _finding(Severity.ERROR, words.refused, text, fix, chosen)


def _check_use(
    chosen: Authorization, line: ServiceLine, record: CareRecord, today: date
) -> tuple[Finding, ...]:
    words = _WORDS[chosen.kind]
    if not chosen.covers_day(line.on):
        text = f"{chosen.name} does not cover {format_date(line.on)}: it runs {_term(chosen)}."
        fix = f"Ask for {_article(words.word)} that covers this day."
        return (_finding(words.severity, words.used_up, text, fix, chosen),)
    used = used_with(chosen, line, record)
    if chosen.approved is not None and used > chosen.approved:
        text = f"{chosen.name} is used up: this makes {used} of {chosen.approved} {chosen.count_by}."
        return (_finding(words.severity, words.used_up, text, "Ask for more before this is billed.", chosen),)
    used = max(used, count_used(chosen, record.charges))
    if runs_out_soon(chosen, used, today) and (chosen.ends or today) >= today:
        text = f"{chosen.name} runs out: {explain_left(chosen, used, today)}."
        return (_finding(Severity.WARNING, words.used_up, text, "Ask for more in time.", chosen),)
    return ()


def _check_number(chosen: Authorization, line: ServiceLine, need: str) -> tuple[Finding, ...]:
    if number_on_claim(line, chosen.kind) or not chosen.number:
        return ()
    text = f"{chosen.name} covers {line.code}, but the claim does not bear its number."
    severity = _WORDS[chosen.kind].severity if need else Severity.WARNING
    fix = f"Put {chosen.number} in box {BOX}."
    return (_finding(severity, _WORDS[chosen.kind].missing, text, fix, chosen),)


def _is_for_other_day(each: Authorization, kind: Kind, line: ServiceLine) -> bool:
    is_own = each.kind is kind and each.payer_id == line.payer_id and each.is_granted
    return is_own and not find_misfits(each, line) and not each.covers_day(line.on)


def _term(authorization: Authorization) -> str:
    starts, ends = authorization.starts, authorization.ends
    words = (f"from {format_date(starts)}" if starts else "", f"to {format_date(ends)}" if ends else "")
    return " ".join(word for word in words if word)


def _article(word: str) -> str:
    return f"an {word}" if word.startswith("a") else f"a {word}"


def _finding(severity: Severity, rule: str, text: str, fix: str, chosen: Authorization) -> Finding:
    return Finding(severity, BOX, text, fix, rule, f"{NEW}/{chosen.id}")
