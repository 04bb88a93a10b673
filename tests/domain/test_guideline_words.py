"""What is read out to patients and at the desk: both languages, own words first, never a promise."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.guideline_explanations import (
    explain_answer,
    explain_asking,
    explain_guideline,
    explain_limits,
    explain_payer,
    explain_service,
    explain_version,
    explain_windows,
)
from app.domain.guideline_words import patient_answer
from app.domain.guidelines import (
    Answer,
    Approval,
    DiagnosisRule,
    Guideline,
    Period,
    ServiceQuestion,
    Status,
    look_up,
)
from app.domain.service_counts import CountBy

TODAY = date(2026, 8, 1)
PLAIN = Guideline(1, 1, 1, date(2026, 1, 1), payer_id=7, payer="Prairie Health", codes=("97110",))
SAID = replace(PLAIN, answer=Answer.COVERED, confirmed_on=date(2026, 7, 2))


def answer(*guidelines):
    return look_up(guidelines, ServiceQuestion(7, None, "commercial", "97110", TODAY, today=TODAY))


def told(language, *guidelines, insurer="Prairie Health"):
    return patient_answer(answer(*guidelines), TODAY, language, insurer)


NOT_READ = {"confirmed_on": None}
ENDINGS = {"en": "This is not a promise of payment.", "es": "Esto no es una promesa de pago."}
EVERY_ANSWER = [
    (),
    (SAID,),
    (replace(SAID, answer=Answer.CONDITIONAL, conditions="With a note."),),
    (replace(SAID, answer=Answer.NOT_COVERED),),
    (replace(SAID, answer=Answer.BUNDLED),),
    (replace(SAID, answer=Answer.UNKNOWN),),
    (replace(SAID, patient_en="Yes, with us", patient_es="Sí, con nosotros"),),
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("guidelines", EVERY_ANSWER)
def test_every_answer_ends_with_the_sentence_that_it_is_no_promise(language, guidelines):
    said = told(language, *guidelines)
    assert said.endswith(ENDINGS[language])
    assert said.count(ENDINGS[language]) == 1


@pytest.mark.parametrize(
    ("changes", "english", "spanish"),
    [
        (
            {},
            "Our notes say that Prairie Health covers this service. We last checked this on 07/02/2026.",
            "Según nuestras notas, Prairie Health cubre este servicio. Lo revisamos por última "
            "vez el 07/02/2026.",
        ),
        (
            {"answer": Answer.NOT_COVERED, "confirmed_on": None},
            "Our notes say that Prairie Health does not cover this service. You may have to pay "
            "for it yourself.",
            "Según nuestras notas, Prairie Health no cubre este servicio. Es posible que usted "
            "tenga que pagarlo.",
        ),
        (
            {"answer": Answer.CONDITIONAL, "conditions": "after an X-ray.", "confirmed_on": None},
            "Our notes say that Prairie Health covers this service only under certain conditions. "
            "The conditions: after an X-ray.",
            "Según nuestras notas, Prairie Health cubre este servicio solo bajo ciertas condiciones. "
            "Pregúntenos cuáles son las condiciones.",
        ),
        (
            {"answer": Answer.NOT_SAID, "confirmed_on": None, "referral": True},
            "We do not know yet whether Prairie Health covers this service. We will ask and tell you. "
            "You need a referral from your doctor for it.",
            "Todavía no sabemos si Prairie Health cubre este servicio. Vamos a preguntar y le avisaremos. "
            "Usted necesita una referencia de su médico para esto.",
        ),
        (
            {
                "confirmed_on": None,
                "approval": Approval.AFTER,
                "approval_after": 12,
                "most": 1,
                "referral": False,
            },
            "Our notes say that Prairie Health covers this service. After 12 visits a calendar year, your "
            "insurance must approve it beforehand. Our office asks for the approval. No referral is needed. "
            "Your insurance pays for at most 1 visit a calendar year.",
            "Según nuestras notas, Prairie Health cubre este servicio. Después de 12 visitas por "
            "año calendario, "
            "su seguro debe aprobarlo antes. Nuestro consultorio pide la aprobación. No se necesita una "
            "referencia. Su seguro paga como máximo 1 visita por año calendario.",
        ),
    ],
)
def test_the_patient_hears_the_answer_in_both_languages(changes, english, spanish):
    record = replace(SAID, **changes)
    assert told("en", record) == f"{english} {ENDINGS['en']}"
    assert told("es", record) == f"{spanish} {ENDINGS['es']}"


def test_without_a_name_the_insurer_is_the_patients_own():
    assert told("en", SAID, insurer="").startswith("Our notes say that your insurance covers")
    assert told("es", SAID, insurer="").startswith("Según nuestras notas, su seguro cubre")


def test_a_records_own_words_stand_for_all_that_it_decides_and_no_more():
    own = replace(
        SAID, patient_en="We can do this for you", patient_es="Podemos hacerlo", approval=Approval.ALWAYS
    )
    wider = replace(PLAIN, id=2, chain_id=2, codes=(), referral=True)
    assert told("en", own, wider) == (
        "We can do this for you. You need a referral from your doctor for it. "
        "We last checked this on 07/02/2026. This is not a promise of payment."
    )
    assert told("es", own).startswith("Podemos hacerlo. Lo revisamos")
    assert told("es", replace(own, patient_es="")).startswith("Según nuestras notas, Prairie Health cubre")


@pytest.mark.parametrize("own", [{}, {"patient_en": "Yes.", "patient_es": "Sí."}])
def test_what_is_overdue_is_never_told_as_covered_without_a_warning(own):
    old = replace(SAID, review_on=TODAY, **own)
    assert "it may have changed" in told("en", old)
    assert "puede haber cambiado" in told("es", old)
    assert any("Overdue: look it up again, it was due on 08/01/2026." in each for each in explain_answer(
        answer(old), TODAY
    ))  # fmt: skip
    assert "it may have changed" not in told("en", replace(old, review_on=date(2026, 8, 2)))


def test_a_language_that_we_do_not_speak_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="not in tuple"):
        told("fr", SAID)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Notes only"),
        ({"answer": Answer.COVERED}, "Covered"),
        ({"answer": Answer.CONDITIONAL, "conditions": "a note."}, "Covered if: a note"),
        ({"approval": Approval.AFTER, "approval_after": 12}, "Approval after 12 visits a calendar year"),
        ({"approval": Approval.NOT_NEEDED, "referral": False}, "No approval needed; no referral needed"),
        ({"most": 1, "period": Period.DAY}, "At most 1 visit a day"),
        ({"most": 8, "count_by": CountBy.UNITS, "period": Period.MONTH}, "At most 8 units a month"),
        ({"documents": ("Plan", "Note")}, "Keep: Plan, Note"),
        ({"filing_days": 90, "appeal_days": 60}, "File within 90 days, appeal within 60 days"),
        ({"answer": Answer.COVERED, "approval": Approval.ALWAYS}, "Covered; approval always"),
    ],
)
def test_a_record_is_said_in_one_line(changes, said):
    assert explain_guideline(replace(PLAIN, **changes)) == said


def test_where_a_diagnosis_not_told_would_change_it_the_answer_says_so():
    refused = replace(SAID, id=9, chain_id=9, answer=Answer.NOT_COVERED)
    only = replace(refused, diagnoses=("Z00",), diagnosis_rule=DiagnosisRule.ANY)
    assert "It can be otherwise for some diagnoses or ages." in told("en", SAID, only)
    assert "Puede ser distinto con algunos diagnósticos o edades." in told("es", SAID, only)
    assert "Otherwise with diagnosis Z00: Not covered." in explain_answer(answer(SAID, only), TODAY)
    assert "otherwise" not in told("en", SAID)


def test_whom_and_what_a_record_is_about_is_named():
    assert explain_payer(PLAIN) == "Prairie Health"
    assert explain_payer(replace(PLAIN, plan="Gold")) == "Prairie Health Gold"
    assert (
        explain_payer(replace(PLAIN, payer="", line_of_business="medicare_advantage"))
        == "Every Medicare Advantage insurer"
    )
    commercial = replace(PLAIN, line_of_business="commercial")
    assert explain_payer(commercial) == "Prairie Health, commercial plans"
    assert explain_payer(replace(commercial, payer="")) == "Every commercial insurer"
    assert explain_payer(replace(PLAIN, payer="")) == "Every insurer"
    assert explain_service(PLAIN) == "97110"
    assert explain_service(replace(PLAIN, codes=(), category="imaging")) == "imaging"
    assert explain_service(replace(PLAIN, codes=())) == "any service"
    assert explain_limits(PLAIN) == ""
    limited = replace(
        PLAIN,
        diagnoses=("M54", "M17"),
        diagnosis_rule=DiagnosisRule.NONE,
        age_from=18,
        sex="F",
        modifiers=("GP", "GO"),
        places=("11",),
    )
    assert explain_limits(limited) == (
        "without diagnosis M54, M17, from age 18, women, modifier GP or GO, place of service 11"
    )
    assert explain_limits(replace(PLAIN, age_to=17)) == "up to age 17"
    assert explain_limits(replace(PLAIN, age_from=18, age_to=64)) == "ages 18 to 64"
    assert explain_windows(PLAIN) == ""


def test_a_version_is_said_with_its_dates_and_source():
    new = replace(SAID, version=2, source_title="Bulletin 26-4", source_page="3", ends=date(2026, 12, 31))
    assert explain_version(new) == (
        "Version 2, from 01/01/2026 to 12/31/2026: Covered. (Bulletin 26-4, page 3)"
    )
    assert explain_version(replace(SAID, status=Status.WITHDRAWN)) == (
        "Version 1, from 01/01/2026: says nothing any more."
    )
    assert (
        explain_version(replace(SAID, status=Status.DRAFT))
        == "Version 1 (a draft), from 01/01/2026: Covered."
    )


def test_the_desk_hears_all_that_decides_and_who_says_otherwise():
    record = replace(
        SAID,
        approval=Approval.ALWAYS,
        ask_how="Portal",
        turnaround_days=1,
        documents=("Plan",),
        source_title="Bulletin 26-4",
        confirmed_by="Bea",
    )
    other = replace(PLAIN, id=2, chain_id=2, codes=(), answer=Answer.NOT_COVERED)
    assert explain_answer(answer(record, other), TODAY) == (
        "Covered.",
        "Approval always.",
        "How to ask: Portal. It usually takes 1 day.",
        "Keep in the note: Plan.",
        "Where it says so: Bulletin 26-4. Looked up on 07/02/2026 by Bea.",
        "1 other record says something else.",
        "This is not a promise of payment.",
    )
    assert explain_answer(answer(), TODAY) == (
        "We do not know yet whether this is covered.",
        "This is not a promise of payment.",
    )
    assert explain_asking(PLAIN) == ""
