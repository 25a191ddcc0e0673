"""The house rules hold for every file, and each rule is seen to catch the fault it is for."""

import pytest

from tests.house import conduct, queries, sizes, words
from tests.house.tree import OURSELVES, ROOT, Rule, Source, parse, repository

RULES: tuple[Rule, ...] = (
    sizes.long_file,
    sizes.long_function,
    sizes.vague_file_name,
    sizes.vague_class_name,
    words.sentence,
    words.spoken_literal,
    words.cyrillic,
    queries.sql_outside_storage,
    queries.assembled_sql,
    conduct.module_state,
    conduct.printing,
    conduct.naive_time,
    conduct.clock_read,
    conduct.environment_read,
    conduct.blind_except,
    conduct.bare_asyncio_event,
)


def _function(lines: int) -> str:
    return "def f():\n" + "    x()\n" * (lines - 1)


FAULTS: tuple[tuple[Rule, str, str], ...] = (
    (sizes.long_file, "texts/card.py", "x = 1\n" * 301),
    (sizes.long_file, "tests/test_card.py", "x = 1\n" * 301),
    (sizes.long_function, "texts/card.py", _function(41)),
    (sizes.long_function, "tests/test_card.py", _function(61)),
    (sizes.long_function, "texts/card.py", "class A:\n    async def f(self):\n" + "        x()\n" * 40),
    (sizes.vague_file_name, "texts/utils.py", ""),
    (sizes.vague_file_name, "texts/date_helpers.py", ""),
    (sizes.vague_file_name, "bot/common/pace.py", ""),
    (sizes.vague_file_name, "domain/data.py", ""),
    (sizes.vague_class_name, "bot/pace.py", "class PaceManager: ..."),
    (sizes.vague_class_name, "domain/person.py", "class User: ..."),
    (words.sentence, "handlers/start.py", "say('There is news')"),
    (words.sentence, "handlers/start.py", "GREETING = f'Welcome back, dear {name}'"),
    (words.sentence, "bot/polling.py", "x = {'a': 'nothing was found here'}"),
    (words.sentence, "workers/delivery.py", "say('У нас есть новость')"),
    (words.sentence, "bot/messenger.py", "if x == 'There is news': y()"),
    (words.sentence, "bot/messenger.py", "say('chat not found')"),
    (words.spoken_literal, "handlers/start.py", "await message.reply_text('Done')"),
    (words.spoken_literal, "handlers/start.py", "await query.answer(text=f'Saved {x} names')"),
    (words.spoken_literal, "handlers/start.py", "InlineKeyboardButton('Show', callback_data='1.show')"),
    (words.spoken_literal, "workers/digest.py", "Message('готово')"),
    (words.cyrillic, "handlers/search.py", "if word == 'навіны': x()"),
    (words.cyrillic, "storage/people.py", "x = 'Ф'"),
    (queries.sql_outside_storage, "workers/delivery.py", "q = 'SELECT 1'"),
    (queries.sql_outside_storage, "bot/runtime.py", "q = 'select id from person where x'"),
    (queries.sql_outside_storage, "commands/find.py", "q = 'DELETE FROM person'"),
    (queries.sql_outside_storage, "handlers/privacy.py", "q = '''UPDATE subscriber SET\n body = ?'''"),
    (queries.sql_outside_storage, "commands/backup.py", "q = 'VACUUM INTO ?'"),
    (queries.assembled_sql, "storage/people.py", "q = f'SELECT * FROM {table}'"),
    (queries.assembled_sql, "storage/people.py", "q = 'DELETE FROM person WHERE id = %s' % x"),
    (queries.assembled_sql, "storage/people.py", "q = 'UPDATE person SET ' + x"),
    (queries.assembled_sql, "storage/people.py", "q = 'INSERT INTO {} VALUES (1)'.format(x)"),
    (queries.assembled_sql, "storage/people.py", "c.execute(f'{verb} person')"),
    (conduct.module_state, "bot/pace.py", "sent = []"),
    (conduct.module_state, "bot/pace.py", "SENT = {}"),
    (conduct.module_state, "bot/pace.py", "SENT: dict[str, int] = {}"),
    (conduct.module_state, "bot/pace.py", "sent: Mapping[str, int] = {}"),
    (conduct.module_state, "bot/pace.py", "sent = collections.defaultdict(int)"),
    (conduct.module_state, "bot/pace.py", "LIMITS: Mapping[str, int] = defaultdict(int)"),
    (conduct.module_state, "bot/pace.py", "SENT = dict(a=1) | {'b': 2}"),
    (conduct.module_state, "bot/pace.py", "def f():\n    global sent\n    sent = 1"),
    (conduct.printing, "bot/runtime.py", "print(1)"),
    (conduct.printing, "playground/server.py", "sys.stdout.write('x')"),
    (conduct.naive_time, "bot/clock.py", "now = datetime.now()"),
    (conduct.naive_time, "bot/clock.py", "now = datetime.datetime.utcnow()"),
    (conduct.naive_time, "tests/test_clock.py", "now = datetime.fromtimestamp(0)"),
    (conduct.clock_read, "domain/event.py", "now = datetime.now(UTC)"),
    (conduct.clock_read, "workers/delivery.py", "t = time.monotonic()"),
    (conduct.clock_read, "texts/dates.py", "today = datetime.date.today()"),
    (conduct.environment_read, "storage/engine.py", "x = os.environ['ZVESTKA_KEY_FILE']"),
    (conduct.environment_read, "commands/run.py", "x = os.getenv('HOME')"),
    (conduct.blind_except, "handlers/search.py", "try: f()\nexcept Exception: g()"),
    (conduct.blind_except, "storage/people.py", "try: f()\nexcept: g()"),
    (conduct.blind_except, "storage/people.py", "try: f()\nexcept (ValueError, BaseException): g()"),
    (conduct.blind_except, "bot/runtime.py", "with contextlib.suppress(Exception): f()"),
    (conduct.bare_asyncio_event, "workers/delivery.py", "from asyncio import Event"),
)

ALLOWED: tuple[tuple[Rule, str, str], ...] = (
    (sizes.long_file, "texts/card.py", "x = 1\n" * 300),
    (sizes.long_function, "texts/card.py", _function(40)),
    (sizes.vague_file_name, "data/__init__.py", ""),
    (sizes.vague_class_name, "playground/people.py", "class User: ..."),
    (words.sentence, "handlers/start.py", "'''What somebody says at first.'''"),
    (words.sentence, "handlers/start.py", "log.info('a handler has failed: %s', kind)"),
    (words.sentence, "bot/config.py", "raise ValueError('this key is not known')"),
    (words.sentence, "bot/logs.py", "x = '%(asctime)s %(levelname)s %(message)s'"),
    (words.sentence, "texts/card.py", "x = _('There is news')"),
    (words.sentence, "bot/messenger.py", "_GONE = ('chat not found',)"),
    (words.sentence, "bot/messenger.py", "if 'chat not found' in text: y()"),
    (words.spoken_literal, "handlers/start.py", "await bot.send(chat, 'sendMessage', parse_mode='HTML')"),
    (queries.sql_outside_storage, "texts/replies.py", "x = 'Select a person from the list'"),
    (queries.assembled_sql, "storage/people.py", "c.execute('SELECT * FROM person WHERE id = :id')"),
    (conduct.module_state, "bot/pace.py", "LIMITS: Mapping[str, int] = {'a': 1}"),
    (conduct.module_state, "bot/pace.py", "LIMITS: Final[Mapping[str, int]] = {'a': 1}"),
    (conduct.module_state, "bot/pace.py", "LIMITS = frozenset({'a'})"),
    (conduct.module_state, "bot/pace.py", "LIMITS = frozenset({'a'}) | {'b'}"),
    (conduct.module_state, "bot/pace.py", "LIMITS: Mapping[str, str] = dict(zip('a', 'b'))"),
    (conduct.naive_time, "bot/clock.py", "now = datetime.now(UTC)"),
    (conduct.environment_read, "bot/__init__.py", "os.environ.setdefault('PTB_TIMEDELTA', '1')"),
    (conduct.blind_except, "workers/delivery.py", "try: f()\nexcept Exception: g()"),
    (conduct.blind_except, "storage/people.py", "try: f()\nexcept BaseException:\n    g()\n    raise"),
)


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    """Every Python file of the repository."""
    return repository()


def _name(rule: Rule) -> str:
    return getattr(rule, "__name__", "rule")


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_every_file_keeps_the_rule(rule: Rule, sources: tuple[Source, ...]) -> None:
    faults = [f"{source.path}: {fault}" for source in sources for fault in rule(source)]
    assert not faults, f"{rule.__doc__}\n" + "\n".join(faults)


@pytest.mark.parametrize(("rule", "path", "text"), FAULTS)
def test_a_planted_fault_is_caught(rule: Rule, path: str, text: str) -> None:
    assert list(rule(parse(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_what_is_allowed_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(parse(path, text)))


def test_every_rule_has_its_fault() -> None:
    assert set(RULES) == {rule for rule, _, _ in FAULTS}


def test_the_median_function_is_short(sources: tuple[Source, ...]) -> None:
    assert sizes.median_length(sources) <= sizes.MEDIAN_LINES
    assert sizes.median_length([parse("bot/long.py", _function(11))]) > sizes.MEDIAN_LINES


def test_every_room_is_seen(sources: tuple[Source, ...]) -> None:
    rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= {source.room for source in sources}
    assert len(rooms - OURSELVES) >= 11
