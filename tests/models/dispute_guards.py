"""What is kept of disputes: how each table's rows would be edited or deleted, and the rows to try it on."""

CASE = (
    "insert into dispute_case(id, number, kind, claim_id, patient_id, payer_id, policy_id, noticed_on, "
    "opened_at, user_id) values (1, 1001, 'denial', 1, 1, 1, 1, '2026-11-24', '', 1)",
)
DISPUTE_KEPT = {
    "dispute_letter": ("body = 'x'", "1"),
    "dispute_packet": ("pages = 4", "1"),
    "dispute_sending": ("tracking = 'x'", "1"),
    "dispute_case": ("reason = 'x'", "1"),
    "dispute_line": ("cents = 2", "1"),
    "dispute_fact": ("text = 'x'", "1"),
    "deadline_rule": ("note = 'x'", "1"),
    "dispute_deadline": ("due_on = '2027-01-01'", "1"),
    "dispute_deadline_end": ("note = 'x'", "1"),
    "dispute_evidence": ("title = 'x'", "1"),
    "dispute_evidence_event": ("note = 'x'", "1"),
    "dispute_outcome": ("won_cents = 2", "1"),
}
_DEADLINE = (
    "insert into dispute_deadline(id, case_id, kind, starts_on, due_on, how, user_id, at) "
    "values (1, 1, 'appeal', '2026-11-24', '2026-12-24', 'counted', 1, '')"
)
_EVIDENCE = (
    "insert into dispute_evidence(id, case_id, key, title, from_lane, user_id, at) "
    "values (1, 1, 'note', 'The note', 'doctor', 1, '')"
)
_LETTER = (
    "insert into dispute_letter(id, case_id, level, kind, version, subject, body, user_id, at) "
    "values (1, 1, 1, 'general', 1, 'Appeal', 'Please pay', 1, '')"
)
_PACKET = (
    "insert into dispute_packet(id, case_id, level, letter_id, file_id, pages, size, content, user_id, at) "
    "values (1, 1, 1, 1, 1, 3, 900, '[]', 1, '')"
)
DISPUTE_SEEDS = {
    "dispute_letter": (*CASE, _LETTER),
    "dispute_packet": (*CASE, _LETTER, _PACKET),
    "dispute_sending": (
        *CASE,
        _LETTER,
        _PACKET,
        "insert into dispute_sending(packet_id, sent_on, method, user_id, at) "
        "values (1, '2026-11-24', 'fax', 1, '')",
    ),
    "dispute_case": CASE,
    "dispute_line": (*CASE, "insert into dispute_line values (1, 1, 100)"),
    "dispute_fact": (
        *CASE,
        "insert into dispute_fact(case_id, lane, kind, on_date, text, user_id, at) "
        "values (1, 'insurer', 'said', '2026-11-24', 'no', 1, '')",
    ),
    "deadline_rule": (
        "insert into deadline_rule(chain_id, version, kind, amount, unit, counts_from, effective, user_id, "
        "at) values (1, 1, 'appeal', 60, 'days', 'notice', '2026-11-24', 1, '')",
    ),
    "dispute_deadline": (*CASE, _DEADLINE),
    "dispute_deadline_end": (
        *CASE,
        _DEADLINE,
        "insert into dispute_deadline_end values (1, 'met', '2026-11-24', '', 1, '')",
    ),
    "dispute_evidence": (*CASE, _EVIDENCE),
    "dispute_evidence_event": (
        *CASE,
        _EVIDENCE,
        "insert into dispute_evidence_event(evidence_id, event, on_date, user_id, at) "
        "values (1, 'asked', '2026-11-24', 1, '')",
    ),
    "dispute_outcome": (
        *CASE,
        "insert into dispute_outcome(case_id, level, decided_on, result, user_id, at) "
        "values (1, 1, '2026-11-24', 'won', 1, '')",
    ),
}
