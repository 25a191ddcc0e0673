"""Reports wait for the editors, each once."""

from datetime import timedelta

from domain.report import Report
from storage.reports import Reports
from tests.storage.samples import NOW, House, event


def report(report_id: str, minutes: int = 0) -> Report:
    return Report(report_id, "viasna-register", NOW + timedelta(minutes=minutes), event(), "“… 14 …”")


async def test_a_report_is_filed_once_and_waits_in_its_turn(house: House) -> None:
    reports = Reports(house.db)
    assert await reports.file([report("b", 2), report("a", 1), report("b", 3)]) == 2
    assert await reports.file([report("b"), report("c", 0)]) == 1
    assert await reports.file([]) == 0
    assert await reports.count_waiting() == 3
    assert [waiting.id for waiting in await reports.waiting(2)] == ["c", "a"]
    assert (await reports.waiting(1))[0] == report("c")
