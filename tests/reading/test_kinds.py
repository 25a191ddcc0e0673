"""Which kinds of event a text newly reports."""

import pytest

from domain.reading import ReadingLexicon, read

NEWS = (
    ("pardon", "Лукашенко помиловал 19 человек\n\nПресс-служба сообщила об этом во вторник."),
    ("pardon", "\n\nLukashenka has pardoned 17 people, his press service said on Friday."),
    ("release", "На волю выйшаў палітвязень Рыгор Прыдуманы\n\nЁн цалкам адбыў тэрмін."),
    ("conviction", "Суд приговорил Ивана Придумова к пяти годам колонии\n\nПриговор не вступил в силу."),
    ("recognition", "\n\nПраваабаронцы прызналі палітвязнямі яшчэ шэсць чалавек."),
    ("transfer", "Палітвязня Максіма Прыдуманага перавялі на турэмны рэжым\n\nПра гэта стала вядома днямі."),
    ("death", "Political prisoner Ivan Prydumau dies in colony\n\nHe was 51."),
    ("charge", "На Рыгора Прыдуманага завялі новую крымінальную справу\n\nЯго абвінавачваюць паводле арт. 411."),
)


@pytest.mark.parametrize(("kind", "text"), NEWS)
def test_news_is_read(kind: str, text: str, lexicon: ReadingLexicon) -> None:
    assert [event.kind.value for event in read(text, lexicon).events] == [kind]


def test_every_fact_points_at_its_words(lexicon: ReadingLexicon) -> None:
    text = "Лукашенко помиловал 19 человек\n\nСреди них 4 женщины и 15 мужчин."
    (event,) = read(text, lexicon).events
    assert event.count
    assert text[event.count.span.start : event.count.span.end] == "19"
    assert event.women
    assert text[event.women.span.start : event.women.span.end] == "4"
    assert "помиловал" in {text[span.start : span.end] for span in event.told_by}
