"""The command that loads official files: recognised and read whole, then taken over unless it is a trial."""

from argparse import Namespace
from dataclasses import asdict

from app.cli_commands import opened_practice
from app.cli_papers import Outcome, progress_on_screen
from app.domain.official_words import tell_file
from app.services.official_files import (
    LoadedOfficial,
    OfficialPreview,
    Wanted,
    load_official_file,
    preview_official_file,
)


def bring_in_official(words: Namespace) -> Outcome:
    """Load an official file: NCCI pairs, MUE, fee schedule, contracted rates, ICD-10-CM or HCPCS."""
    wanted = Wanted(words.effective, words.source, words.locality)
    with opened_practice(words) as practice:
        shown = preview_official_file(practice.session, words.file, progress_on_screen())
        if words.dry_run:
            return _tell_trial(shown, wanted)
        loaded = load_official_file(practice.session, shown, wanted, progress_on_screen())
    return Outcome({"dry_run": False, **_facts(shown), **_loaded_facts(loaded)}, [loaded.told])


def _tell_trial(shown: OfficialPreview, wanted: Wanted) -> Outcome:
    effective = wanted.effective or shown.named.effective
    localities = [f"{each.key} {each.state} {each.name}" for each in shown.localities]
    facts = {"dry_run": True, **_facts(shown), "effective": str(effective or "")}
    since = f"It would be in force from {effective}." if effective else "Say since when: --effective DATE."
    places = ["Say which locality prices it: --locality KEY, one of:", *localities] if localities else []
    return Outcome({**facts, "localities": localities}, [shown.told, since, *places, "Nothing was changed."])


def _facts(shown: OfficialPreview) -> dict[str, object]:
    return {
        "kind": shown.kind.value,
        "file": tell_file(shown.kind, shown.named.source, shown.named.part),
        "read": shown.read,
        "kept": shown.kept,
        "sha256": shown.sha256,
    }


def _loaded_facts(loaded: LoadedOfficial) -> dict[str, object]:
    facts = asdict(loaded)
    days = {"effective": str(loaded.effective), "ends": str(loaded.ends or "")}
    return {**facts, "kind": loaded.kind.value, **days}
