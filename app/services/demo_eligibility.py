"""What the demo practice knows of coverage: some visits are verified, some not, some checks found trouble."""

from collections.abc import Sequence
from datetime import timedelta

from app.domain.eligibility import CheckStatus, CheckWay
from app.domain.eligibility_typing import benefits_typed
from app.domain.money import Money
from app.models.records import StoredFile
from app.queries.eligibility_due import VerifyLine, list_coverage_to_verify
from app.services.claim_answers import read_answer_file
from app.services.demo_coverage import answer_coverage
from app.services.demo_scene import DemoScene
from app.services.eligibility import CheckEntry, log_check
from app.services.eligibility_requests import Ask, ask_coverage

DAYS_AHEAD = 14
STALE_DAYS = 35
_BY_FILE = 6


def verify_some_visits(scene: DemoScene) -> None:
    """Check a part of the coming visits: by file, by phone, long ago, and with trouble; the rest waits."""
    lines = scene.desk.ask(list_coverage_to_verify, scene.desk.today(), DAYS_AHEAD)
    by_file = [line for line in lines if line.takes_questions][::2][:_BY_FILE]
    _ask_by_file(scene, by_file)
    asked = {line.policy_id for line in by_file}
    rest = [line for line in lines if line.policy_id not in asked][::3]
    entries = (_by_phone, _stale, _inactive, _refused, _by_phone)
    for line, entry in zip(rest, entries, strict=False):
        log_check(scene.desk, line.patient_id, entry(scene, line))


def _ask_by_file(scene: DemoScene, lines: Sequence[VerifyLine]) -> None:
    asks = [Ask(line.policy_id, line.on_date) for line in lines]
    for asked in ask_coverage(scene.desk, asks).files if asks else ():
        content = bytes(StoredFile.get_by_id(asked.file_id).content)
        answer = answer_coverage(content, scene.desk.now())
        read_answer_file(scene.desk, f"{asked.name}.271", answer.encode("ascii"))


def _by_phone(_scene: DemoScene, line: VerifyLine) -> CheckEntry:
    amounts = {
        "copay": Money(3000),
        "deductible": Money(75000),
        "deductible_left": Money(21050),
        "oop": Money(400000),
        "oop_left": Money(310000),
    }
    return CheckEntry(
        line.policy_id,
        line.on_date,
        CheckStatus.ACTIVE,
        CheckWay.PHONE,
        benefits_typed(amounts, {"coinsurance": "20 %"}, "", other_first=False),
        representative="Dora",
        reference=f"DEMO-{line.policy_id}",
    )


def _stale(scene: DemoScene, line: VerifyLine) -> CheckEntry:
    day = scene.desk.today() - timedelta(days=STALE_DAYS)
    amounts = {"deductible": Money(75000), "deductible_left": Money(48000)}
    benefits = benefits_typed(amounts, {}, "", other_first=False)
    return CheckEntry(line.policy_id, day, CheckStatus.ACTIVE, CheckWay.PORTAL, benefits, checked_on=day)


def _inactive(scene: DemoScene, line: VerifyLine) -> CheckEntry:
    ended = (scene.desk.today().replace(day=1) - timedelta(days=1)).isoformat()
    return CheckEntry(
        line.policy_id,
        line.on_date,
        CheckStatus.INACTIVE,
        CheckWay.PORTAL,
        said={"policy.termination": ended},
        note="Ask for the new card.",
    )


def _refused(_scene: DemoScene, line: VerifyLine) -> CheckEntry:
    return CheckEntry(
        line.policy_id,
        line.on_date,
        CheckStatus.REJECTED,
        CheckWay.PHONE,
        reject_reason="They do not find the member number. Compare it with the card.",
    )
