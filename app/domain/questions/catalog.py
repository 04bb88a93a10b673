"""The 40 questions: how patients put them in English and Spanish, and what they are found by.

The order is that of a call: cover, cost, the bill, payments, refusals, several plans, the office's rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from app.domain.names import fold

_LONG = 4
_EVERYDAY_WORDS = (
    "a an and are at can could de del did do does el en es esta este for have how i is it la las lo los me "
    "mi my not of on por que se si su te the this to un una was why will with y yo you your"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `words` are further words by which people look for it, in both languages.

    `needs_service` tells that a service is to be chosen for it, `needs_visit` that a visit or line helps;
    `is_about_care` that its answer says why a patient was seen, and not only what is owed and paid.
    """

    number: int
    key: str
    title: str
    asked_en: str
    asked_es: str
    words: str = ""
    needs_service: bool = False
    needs_visit: bool = False
    is_about_care: bool = False


_ABOUT_CARE = frozenset({1, 3, 4, 5, 10, 11, 12, 13, 23, 34, 36, 37, 38, 40})


def _ask(number: int, key: str, title: str, asked: tuple[str, str], words: str, needs: str = "") -> Question:
    about = number in _ABOUT_CARE
    return Question(number, key, title, *asked, words, "service" in needs, "visit" in needs, about)


QUESTIONS: tuple[Question, ...] = (
    _ask(1, "visit_cost", "Cost of a visit", (
        "How much will my visit cost me?", "¿Cuánto me costará la consulta?"),
        "estimate price presupuesto estimado precio", "service visit"),
    _ask(2, "network", "In network?", (
        "Do you take my insurance?", "¿Aceptan mi seguro?"),
        "network accept plan red aseguranza participating"),
    _ask(3, "covered", "Is it covered?", (
        "Is this service covered?", "¿Mi seguro cubre este servicio?"),
        "coverage cobertura cubierto cubre test procedure", "service"),
    _ask(4, "referral", "Referral", (
        "Do I need a referral?", "¿Necesito una referencia?"),
        "referido specialist especialista orden"),
    _ask(5, "approval", "Approval", (
        "Do I need an approval, and is it ready?", "¿Necesito una autorización, y ya está lista?"),
        "authorization preauthorization prior auth permission insurance preautorización aprobación permiso "
        "seguro"),
    _ask(6, "copay", "Copay", (
        "What is my copay?", "¿De cuánto es mi copago?"),
        "copayment check-in copago", "service"),
    _ask(7, "more_than_copay", "More than the copay", (
        "Why do I pay more than my copay?", "¿Por qué pago más que mi copago?"),
        "coinsurance deductible coseguro deducible", "visit"),
    _ask(8, "deductible_left", "Deductible left", (
        "How much of my deductible is left?", "¿Cuánto me falta del deducible?"),
        "accumulator out of pocket deducible restante"),
    _ask(9, "why_bill", "Insured, why a bill?", (
        "I have insurance, why did I get a bill?", "Tengo seguro, ¿por qué me llegó una cuenta?"),
        "owe statement balance debo saldo factura", "visit"),
    _ask(10, "what_charge", "What is this charge?", (
        "What is this charge?", "¿Qué es este cargo?"),
        "line service item cobro cargo", "visit"),
    _ask(11, "why_denied", "Why was it denied?", (
        "Why was it denied?", "¿Por qué lo negaron?"),
        "denial refused rejected visit covered paid negado rechazado negó cubierta cubrió", "visit"),
    _ask(12, "what_we_do", "What are we doing about it?", (
        "What are you doing about the denial?", "¿Qué están haciendo con la negación?"),
        "status case appeal pending caso trámite", "visit"),
    _ask(13, "change_code", "Change the code?", (
        "Can you change the code so that it is paid?", "¿Pueden cambiar el código para que lo paguen?"),
        "recode coding código corregir", "visit"),
    _ask(14, "two_plans", "Two plans", (
        "I have two plans: who pays first?", "Tengo dos seguros: ¿cuál paga primero?"),
        "coordination benefits secondary primary secundario primario"),
    _ask(15, "rebill", "Insurance changed", (
        "My insurance changed, can you bill it again?", "Cambió mi seguro, ¿pueden facturar de nuevo?"),
        "rebill new card resubmit nueva tarjeta refacturar", "visit"),
    _ask(16, "not_covered_then", "Not covered then?", (
        "They say I was not covered.", "Dicen que yo no tenía cobertura."),
        "eligibility terminated ended inactive elegibilidad terminó vencido", "visit"),
    _ask(17, "got_payment", "Payment received?", (
        "Did you get my payment?", "¿Recibieron mi pago?"),
        "paid check card recibo cheque pagué"),
    _ask(18, "receipt", "Receipt or itemized bill", (
        "Can I get a receipt or an itemized bill?", "¿Me dan un recibo o una cuenta detallada?"),
        "hsa fsa taxes impuestos copy copia detalle"),
    _ask(19, "over_time", "Pay over time", (
        "Can I pay over time?", "¿Puedo pagar en partes?"),
        "installments instalment payment plan plazos cuotas mensualidades"),
    _ask(20, "lower_bill", "Lower the bill", (
        "Can you lower my bill?", "¿Pueden bajar mi cuenta?"),
        "hardship discount help assistance ayuda descuento rebaja"),
    _ask(21, "self_pay_price", "Price without insurance", (
        "I have no insurance, what is the price?", "No tengo seguro, ¿cuál es el precio?"),
        "self pay uninsured cash good faith sin seguro", "service"),
    _ask(22, "above_estimate", "Above the estimate", (
        "The bill is above the estimate.", "La cuenta es más alta que el estimado."),
        "good faith dispute difference diferencia presupuesto", "visit"),
    _ask(23, "check_up", "Check-up not free", (
        "Why was my check-up not free?", "¿Por qué no fue gratis mi chequeo?"),
        "preventive physical wellness annual preventivo anual examen", "visit"),
    _ask(24, "second_bill", "A second bill", (
        "Why did I get a second bill?", "¿Por qué me llegó otra cuenta?"),
        "lab hospital laboratory imaging laboratorio otra segunda", "visit"),
    _ask(25, "which_parent", "Which parent owes?", (
        "Which parent owes?", "¿Cuál de los padres debe?"),
        "divorce custody guarantor child divorcio custodia hijo padre madre"),
    _ask(26, "collections", "Sent to collections", (
        "Why was I sent to collections?", "¿Por qué me mandaron a cobranza?"),
        "agency notices agencia cobranzas avisos"),
    _ask(27, "credit_report", "My credit", (
        "Will it hurt my credit?", "¿Dañará mi crédito?"),
        "bureau report score buró historial puntaje"),
    _ask(28, "refund", "Where is my refund?", (
        "Where is my refund?", "¿Dónde está mi reembolso?"),
        "credit overpaid money back devolución crédito"),
    _ask(29, "bounced_check", "Bounced check", (
        "My check bounced?", "¿Rebotó mi cheque?"),
        "returned nsf unpaid fee devuelto fondos"),
    _ask(30, "ways_to_pay", "Ways to pay", (
        "How can I pay?", "¿Cómo puedo pagar?"),
        "card cash online portal tarjeta efectivo línea"),
    _ask(31, "missed_visit", "Missed-visit fee", (
        "Why a missed-visit fee?", "¿Por qué un cargo por faltar a la cita?"),
        "no show cancel cancellation cancelar falté inasistencia"),
    _ask(32, "eob_differs", "EOB shows another amount", (
        "My EOB shows another amount.", "Mi EOB muestra otra cantidad."),
        "explanation benefits explicación beneficios differs distinta", "visit"),
    _ask(33, "eob_owe_nothing", "EOB says I owe nothing", (
        "My EOB says I owe nothing.", "Mi EOB dice que no debo nada."),
        "explanation benefits zero cero explicación", "visit"),
    _ask(34, "medicare_share", "Medicare’s share, ABN", (
        "What will Medicare leave me, and what is this ABN?", "¿Qué me deja Medicare, y qué es este ABN?"),
        "advance notice medigap part b aviso supplement"),
    _ask(35, "medicaid_bill", "Medicaid, why a bill?", (
        "I have Medicaid, why a bill?", "Tengo Medicaid, ¿por qué una cuenta?"),
        "qmb medi-cal mom cuenta"),
    _ask(36, "accident", "Work or car accident", (
        "It was a work or car accident.", "Fue un accidente de trabajo o de auto."),
        "workers compensation auto injury adjuster choque lesión ajustador", "visit"),
    _ask(37, "video_visit", "Video visit", (
        "Is a video visit covered?", "¿Cubren una visita por video?"),
        "telehealth telemedicine phone telemedicina virtual videollamada", "service"),
    _ask(38, "appeal", "How to appeal", (
        "How do I appeal, and how long do I have?", "¿Cómo apelo, y cuánto tiempo tengo?"),
        "dispute deadline apelación plazo reclamar", "visit"),
    _ask(39, "talk_to_family", "Talk to my family", (
        "Can you talk to my spouse or child?", "¿Pueden hablar con mi cónyuge o mi hijo?"),
        "permission authorization hipaa esposo esposa permiso familia"),
    _ask(40, "keep_from_plan", "Pay cash, not tell the plan", (
        "Can I pay cash and not tell my plan?", "¿Puedo pagar en efectivo sin avisar a mi plan?"),
        "self pay restriction privacy privado avisar", "service visit"),
)  # fmt: skip


def find_question(number: int) -> Question | None:
    """The question with a number."""
    return next((question for question in QUESTIONS if question.number == number), None)


def search_questions(text: str, questions: Iterable[Question] = QUESTIONS) -> tuple[Question, ...]:
    """Find questions by number or by words of either language, the best first; all of them for no words.

    Everyday words do not count; a word counts where it begins a word of the question, or the other way round
    for words of four letters and more.
    """
    typed = fold(text)
    if typed.isdigit():
        return tuple(question for question in questions if question.number == int(typed))
    wanted = [word for word in typed.split() if word not in _EVERYDAY] or typed.split()
    if not wanted:
        return tuple(questions)
    scored = [(_score(question, wanted), question) for question in questions]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].number))
    best = found[0][0] if found else 0
    return tuple(question for score, question in found if score * 2 >= best)


def _score(question: Question, wanted: list[str]) -> int:
    known = _known_words(question)
    return sum(_is_among(word, known) for word in wanted)


def _is_among(word: str, known: frozenset[str]) -> bool:
    return any(each.startswith(word) or (len(each) >= _LONG and word.startswith(each)) for each in known)


@cache
def _known_words(question: Question) -> frozenset[str]:
    said = f"{question.title} {question.asked_en} {question.asked_es} {question.words}"
    return frozenset(fold(said).split()) - _EVERYDAY
