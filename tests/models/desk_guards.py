"""What is kept of callers, answers, coverage and estimates: how it would be edited, and rows to try it on."""

_ON = "2026-11-24"
_CHECK = (
    "insert into eligibility_check(id, policy_id, patient_id, for_date, checked_on, way, status, user_id, "
    f"at) values (1, 1, 1, '{_ON}', '{_ON}', 'phone', 'active', 1, '')"
)
_PARTNER = "insert into trading_partner(id, name) values (1, 'demo')"
_ESTIMATE = (
    "insert into estimate(id, patient_id, on_date, content, charge_cents, patient_cents, user_id, made_at) "
    f"values (1, 1, '{_ON}', '{{}}', 16500, 5628, 1, '')"
)
_GOOD_FAITH = f"insert into good_faith_estimate(estimate_id, visit_on, file_id) values (1, '{_ON}', 1)"
DESK_KEPT = {
    "account_alert": ("text = 'x'", "1"),
    "answer_given": ("text_en = 'x'", "1"),
    "caller_check": ("reason = 'x'", "1"),
    "permitted_person": ("name = 'x'", "1"),
    "follow_up_end": ("outcome = 'x'", "1"),
    "eligibility_check": ("note = 'x'", "1"),
    "eligibility_benefit": ("detail = 'x'", "1"),
    "eligibility_choice": ("choice = 'kept'", "1"),
    "eligibility_request": ("trace = 'x'", "1"),
    "estimate": ("patient_cents = 1", "1"),
    "good_faith_estimate": ("visit_on = '2026-12-01'", "1"),
    "good_faith_delivery": ("way = 'saved'", "1"),
}
DESK_SEEDS = {
    "account_alert": (
        "insert into account_alert(account_id, text, kind, since, user_id) "
        f"values (1, 'Attorney', 'legal', '{_ON}', 1)",
    ),
    "answer_given": (
        "insert into answer_given(contact_id, patient_id, question, language, text_en, text_es, sources, "
        "user_id, at) values (1, 1, 9, 'en', 'You owe', 'Usted debe', '[]', 1, '')",
    ),
    "caller_check": (
        "insert into caller_check(patient_id, at, user_id, relationship, scope, passed, reason) "
        "values (1, '', 1, 'patient', 'all', 1, 'Two details agreed.')",
    ),
    "permitted_person": (
        "insert into permitted_person(patient_id, name, scope, since, user_id) "
        f"values (1, 'Sam Rivera', 'all', '{_ON}', 1)",
    ),
    "follow_up_end": ("insert into follow_up_end(contact_id, part, at, user_id) values (1, 'ask', '', 1)",),
    "eligibility_check": (_CHECK,),
    "eligibility_benefit": (
        _CHECK,
        "insert into eligibility_benefit(check_id, position, kind, cents) values (1, 0, 'copay', 2000)",
    ),
    "eligibility_choice": (_CHECK, "insert into eligibility_choice values (1, 'copay', 'taken', 1, '')"),
    "eligibility_request": (
        _PARTNER,
        "insert into eligibility_request(policy_id, patient_id, trace, for_date, partner_id, file_id, "
        "reference, interchange_number, group_number, user_id, at) "
        f"values (1, 1, 'T1', '{_ON}', 1, 1, 'R1', 1, 1, 1, '')",
    ),
    "estimate": (_ESTIMATE,),
    "good_faith_estimate": (_ESTIMATE, _GOOD_FAITH),
    "good_faith_delivery": (
        _ESTIMATE,
        _GOOD_FAITH,
        f"insert into good_faith_delivery values (1, '{_ON}', 'handed', 1)",
    ),
}
