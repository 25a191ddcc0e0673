"""What an editor is asked stays open for an hour, a chat at a time."""

from datetime import timedelta

from handlers.typed import KEPT, Question, Questions
from tests.clock import START

NUMBER, DATE = Question(1, "count"), Question(2, "date", message_id=9)


def test_the_next_text_answers_the_newest_question_of_its_chat() -> None:
    questions = Questions()
    questions.ask(1, NUMBER, START)
    questions.ask(2, NUMBER, START)
    questions.ask(1, DATE, START)
    assert (questions.of(1, START), questions.of(2, START), questions.of(3, START)) == (DATE, NUMBER, None)
    questions.close(1)
    questions.close(3)
    assert (questions.of(1, START), questions.of(2, START)) == (None, NUMBER)


def test_after_an_hour_plain_text_is_a_name_again() -> None:
    questions = Questions()
    questions.ask(1, NUMBER, START)
    assert questions.of(1, START + KEPT) == NUMBER
    assert questions.of(1, START + KEPT + timedelta(seconds=1)) is None
