"""The same advice is read whatever signs, breaks and blanks its sender puts between its segments."""

import itertools

import pytest

from app.domain.remittance_balance import check_balance
from app.edi.x835 import read_remittances
from tests.edi.remittance_makers import full_advice, make_835, make_large, notice, plb_only

PLAIN = make_835(full_advice(), plb_only(), notice())
WANTED = list(read_remittances(PLAIN.encode()))
DELIMITERS = {
    "standard": "*^:~",
    "bars": "|^>~",
    "line feeds": "*^:\n",
    "control signs": "\x1d\x1f\x1e\x1c",
    "old version": "*U:~",
    "signs of text": "+!<'",
    "tabs": "\t^:~",
}


def with_delimiters(text, signs):
    head, rest = text[:106], text[106:]
    table = str.maketrans("*^:~", signs)
    return head.translate(table) + rest.translate(table)


def wrapped(text, width, line_break):
    return line_break.join(text[at : at + width] for at in range(0, len(text), width))


LAYOUTS = {
    "plain": lambda text: text,
    "byte order mark": lambda text: "\ufeff" + text,
    "blank lines before": lambda text: "\r\n \n" + text,
    "end of file sign": lambda text: text + "\r\n\x1a\x00",
}
BREAKS = {
    "LF": lambda text: text.replace("~", "~\n"),
    "CRLF": lambda text: text.replace("~", "~\r\n"),
    "CR": lambda text: text.replace("~", "~\r"),
    "blanks between": lambda text: text.replace("~", " ~ \n  "),
    "empty segments": lambda text: text.replace("~", "~~ ~"),
    "wrapped at 80": lambda text: wrapped(text, 80, "\r\n"),
    "wrapped at 7": lambda text: wrapped(text, 7, "\n"),
    "separators at the end": lambda text: text[:106] + text[106:].replace("~", "**~"),
}


def without_numbers(advices):
    """Advices whose envelopes are left out."""
    return [
        (advice.claims, advice.provider_adjustments, advice.amount, advice.trace_number) for advice in advices
    ]


@pytest.mark.parametrize("signs", DELIMITERS.values(), ids=DELIMITERS.keys())
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_set_of_delimiters_reads_the_same(signs, layout):
    text = layout(with_delimiters(PLAIN, signs))
    found = list(read_remittances(text.encode()))
    assert found == WANTED


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("break_lines", BREAKS.values(), ids=BREAKS.keys())
def test_every_way_of_breaking_lines_reads_the_same(break_lines, layout):
    found = list(read_remittances(layout(break_lines(PLAIN)).encode()))
    assert without_numbers(found) == without_numbers(WANTED)
    assert [advice.notes for advice in found] == [()] * 3


def test_blanks_around_elements_do_not_matter():
    text = PLAIN[:106] + PLAIN[106:].replace("CLP*C1*1*150*", "CLP* C1 *1 * 150*").replace(
        "CO*45*50", " CO*45 *50 "
    )
    assert without_numbers(read_remittances(text.encode())) == without_numbers(WANTED)


def test_names_with_accents_are_read_and_noted_once():
    for encoding in ("utf-8", "cp1252"):
        advices = list(read_remittances(PLAIN.replace("GOOD PAYER", "GÜTE PAYER").encode(encoding)))
        assert advices[0].payer_name == "GÜTE PAYER"
        assert [len(advice.notes) for advice in advices] == [1, 0, 0]


def test_several_interchanges_with_delimiters_of_their_own_are_read_as_one_file():
    files = [
        with_delimiters(make_835(full_advice(trace), isa=n), signs)
        for n, (trace, signs) in enumerate(zip("ABC", ("*^:~", "|^>~", "*^:\n"), strict=True), start=1)
    ]
    for order in itertools.permutations(files):
        advices = list(read_remittances("\r\n".join(order).encode()))
        assert sorted(advice.trace_number for advice in advices) == ["A", "B", "C"]
        assert {advice.claims[0].charge for advice in advices} == {15000}
        assert [check_balance(advice) for advice in advices] == [()] * 3


def test_an_interchange_may_begin_wherever_a_large_file_is_cut_for_reading():
    large = make_large(800, 400)
    for more in range(0, 4000, 97):
        grown = large.replace("PREFERRED PROVIDERS", "PREFERRED PROVIDERS" + "X" * 10, more)
        text = grown + with_delimiters(make_835(plb_only("LAST"), isa=2), "|^>\n")
        advices = list(read_remittances(text.encode()))
        assert [len(advice.claims) for advice in advices] == [400, 400, 0]
