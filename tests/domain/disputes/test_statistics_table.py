"""What disputes taught as CSV: amounts in dollars, the rate in percent, and no formula of a stranger."""

from app.domain.disputes.statistics import StatisticsRow
from app.domain.disputes.statistics_table import write_statistics
from app.domain.money import Money


def test_each_row_bears_its_group_and_a_name_is_no_formula():
    row = StatisticsRow('=cmd("x")', 3, 1, Money(42000), 1, 1, Money(15000), Money(18500), 24.5)
    none = StatisticsRow("Juniper", 1, 1, Money(100), 0, 0, Money(0), Money(0), None)
    lines = write_statistics((("Insurer", (row, none)),)).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "By,Name,Cases,Open,At stake,Won cases,Lost cases,Won,Lost,Win rate,Days"
    assert lines[1] == 'Insurer,"\'=cmd(""x"")",3,1,420.00,1,1,150.00,185.00,50%,24.5'
    assert lines[2] == "Insurer,Juniper,1,1,1.00,0,0,0.00,0.00,,"
