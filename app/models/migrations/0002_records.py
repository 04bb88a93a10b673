"""Records: payers, plans, fees, procedures, accounts, patients, policies, kept files and calls."""

from typing import Any

ADDRESS = (
    "street text not null default '', street2 text not null default '', city text not null default '', "
    "state text not null default '', zip text not null default ''"
)
FLAG = "integer not null default {} check({} in (0, 1))"


def flag(name: str, default: int = 0) -> str:
    """Write a yes-or-no column."""
    return f"{name} {FLAG.format(default, name)}"


STEPS = (
    f"""
    create table payer(
      id integer primary key, name text not null, line_of_business text not null default 'commercial',
      form_kind text not null default 'other'
        check(form_kind in ('medicare', 'medicaid', 'tricare', 'champva', 'group', 'feca', 'other')),
      {ADDRESS}, phone text not null default '', portal text not null default '',
      claim_payer_id text not null default '', eligibility_payer_id text not null default '',
      page_style text not null default 'stand_alone' check(page_style in ('stand_alone', 'continued')),
      {flag("page_label")}, line_limit integer not null default 50, {flag("one_pointer")},
      filing_days integer, {flag("active", 1)}, version integer not null default 1
    ) strict
    """,
    f"""
    create table plan(
      id integer primary key, payer_id integer not null references payer(id), name text not null,
      kind text not null default '', deductible_cents integer, family_deductible_cents integer,
      oop_cents integer, family_oop_cents integer, {flag("active", 1)}, version integer not null default 1
    ) strict
    """,
    "create index plan_payer on plan(payer_id)",
    f"""
    create table benefit(
      id integer primary key, plan_id integer not null references plan(id), category text not null,
      mode text not null check(mode in ('NONE', 'COPAY_ONLY', 'DED_COINS', 'DED_COPAY', 'COPAY_DED_COINS',
        'DED_COPAY_COINS', 'COINS_ONLY', 'NOT_COVERED')),
      copay_cents integer, coinsurance_bp integer not null default 0, {flag("deductible_applies")},
      note text not null default ''
    ) strict
    """,
    "create unique index benefit_place on benefit(plan_id, category)",
    f"""
    create table procedure(
      code text primary key, name text not null, name_es text not null default '',
      category text not null default 'other', {flag("active", 1)}
    ) strict, without rowid
    """,
    """
    create table fee(
      id integer primary key, code text not null, modifier text not null default '', cents integer not null,
      effective text not null check(date(effective) is effective), ends text check(date(ends) is ends)
    ) strict
    """,
    "create unique index fee_place on fee(code, modifier, effective)",
    f"""
    create table guarantor_account(
      id integer primary key, number text not null, last text not null, first text not null default '',
      middle text not null default '', suffix text not null default '', {ADDRESS},
      phone text not null default '', email text not null default '', language text not null default 'en',
      {flag("returned_mail")}, {flag("do_not_bill")}, {flag("deceased")}, {flag("bankruptcy")},
      {flag("confidential")}, note text not null default '', version integer not null default 1
    ) strict
    """,
    "create unique index guarantor_account_number on guarantor_account(number)",
    "create index guarantor_account_name on guarantor_account(last, first)",
    f"""
    create table patient(
      id integer primary key, number text not null,
      account_id integer not null references guarantor_account(id),
      own_account_id integer references guarantor_account(id),
      last text not null, first text not null, middle text not null default '', suffix text not null default '',
      birth_date text check(birth_date is null or date(birth_date) is birth_date),
      sex text not null default '' check(sex in ('', 'M', 'F', 'U')), {ADDRESS},
      phone text not null default '', phone2 text not null default '', email text not null default '',
      language text not null default 'en', emergency_name text not null default '',
      emergency_phone text not null default '', {flag("confidential")}, {flag("self_pay")},
      {flag("returned_mail")}, deceased_on text, release_on text, assignment_on text, privacy_on text,
      confirmed_on text, note text not null default '', {flag("active", 1)}, version integer not null default 1
    ) strict
    """,
    "create unique index patient_number on patient(number)",
    "create index patient_account on patient(account_id)",
    "create index patient_own_account on patient(own_account_id)",
    "create index patient_name on patient(last, first, id)",
    "create index patient_birth on patient(birth_date)",
    f"""
    create table policy(
      id integer primary key, patient_id integer not null references patient(id),
      plan_id integer not null references plan(id), rank integer not null check(rank between 1 and 9),
      member_id text not null default '', group_number text not null default '',
      relationship text not null default 'self' check(relationship in ('self', 'spouse', 'child', 'other')),
      holder_last text not null default '', holder_first text not null default '',
      holder_middle text not null default '', holder_suffix text not null default '',
      holder_birth_date text, holder_sex text not null default '', {ADDRESS},
      holder_phone text not null default '', effective text not null check(date(effective) is effective),
      termination text check(termination is null or date(termination) is termination),
      order_reason text not null default '', version integer not null default 1
    ) strict
    """,
    "create index policy_patient on policy(patient_id)",
    "create index policy_plan on policy(plan_id)",
    """
    create table stored_file(
      id integer primary key, kind text not null, subject text not null, subject_id integer,
      patient_id integer references patient(id), name text not null, media_type text not null,
      sha256 text not null, size integer not null check(size between 1 and 26214400),
      pages integer not null default 0, content blob not null, added_at text not null,
      user_id integer not null references user(id)
    ) strict
    """,
    "create index stored_file_subject on stored_file(subject, subject_id)",
    "create index stored_file_patient on stored_file(patient_id)",
    """
    create table contact(
      id integer primary key, patient_id integer not null references patient(id),
      account_id integer not null references guarantor_account(id), at text not null,
      direction text not null check(direction in ('in', 'out')), person text not null default '',
      representative text not null default '', reference text not null default '', said text not null,
      next_on text, promise_on text, promise_cents integer, user_id integer not null references user(id)
    ) strict
    """,
    "create index contact_patient on contact(patient_id, id)",
    """
    create virtual table patient_search using fts5(
      name, born, phone, number, content='', contentless_delete=1, prefix='1 2 3',
      tokenize='unicode61 remove_diacritics 2')
    """,
)

SEARCH_ROW = """
    insert into patient_search(rowid, name, born, phone, number) values (
      new.id, new.last || ' ' || new.suffix || ' ' || new.first || ' ' || new.middle,
      coalesce(strftime('%m%d%Y', new.birth_date) || ' ' || substr(new.birth_date, 1, 4), ''),
      new.phone || ' ' || substr(new.phone, -7) || ' ' || substr(new.phone, -4) || ' ' ||
      new.phone2 || ' ' || substr(new.phone2, -7) || ' ' || substr(new.phone2, -4),
      new.number || ' ' || (select number from guarantor_account where id = new.account_id));
"""
APPEND_ONLY = ("stored_file", "contact")


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the record tables and the search index that follows the patients."""
    for step in STEPS:
        db.execute_sql(step)
    db.execute_sql(f"create trigger patient_found after insert on patient begin {SEARCH_ROW} end")
    db.execute_sql(
        "create trigger patient_refound after update on patient begin "
        f"delete from patient_search where rowid = old.id; {SEARCH_ROW} end"
    )
    db.execute_sql(
        "create trigger patient_nodel before delete on patient "
        "begin select raise(abort, 'patients are never deleted'); end"
    )
    for table in APPEND_ONLY:
        db.execute_sql(
            f"create trigger {table}_noupd before update on {table} "
            f"begin select raise(abort, '{table} rows are never edited'); end"
        )
        db.execute_sql(
            f"create trigger {table}_nodel before delete on {table} "
            f"begin select raise(abort, '{table} rows are never deleted'); end"
        )
