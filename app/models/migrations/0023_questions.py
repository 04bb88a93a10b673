"""Answers given to patients' questions: what was said, in both languages, and the records behind it."""

from typing import Any

STEPS = (
    """
    create table answer_given(
      id integer primary key, contact_id integer not null references contact(id),
      patient_id integer not null references patient(id), question integer not null check(question between 1 and 99),
      language text not null check(language in ('en', 'es')),
      text_en text not null check(text_en <> ''), text_es text not null check(text_es <> ''),
      sources text not null check(json_valid(sources)),
      file_id integer references stored_file(id), user_id integer not null references user(id), at text not null
    ) strict
    """,
    "create unique index answer_given_contact on answer_given(contact_id)",
    "create index answer_given_patient on answer_given(patient_id, id)",
    "create trigger answer_given_noupd before update on answer_given "
    "begin select raise(abort, 'answer_given rows are never edited'); end",
    "create trigger answer_given_nodel before delete on answer_given "
    "begin select raise(abort, 'answer_given rows are never deleted'); end",
)


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001
    """Build the table."""
    for step in STEPS:
        db.execute_sql(step)
