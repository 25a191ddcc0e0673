"""What code must not do: keep state in a module, print, read clocks or the environment, swallow every error."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.tree import OURSELVES, Source, dotted

SHELL = frozenset({"main.py", "commands", *OURSELVES})
CLOCK_ROOMS = frozenset({"bot", "playground", *OURSELVES})
CLOCKS = frozenset(
    "datetime.now datetime.today date.today time.time time.time_ns time.monotonic time.monotonic_ns "
    "time.perf_counter time.perf_counter_ns".split()
)
ENVIRONMENT = frozenset({"os.environ", "os.environb", "os.getenv"})
NAIVE = frozenset({"utcnow", "utcfromtimestamp"})
LAST_DOORS = ("workers/*.py", "bot/polling.py", "handlers/errors.py")
BLIND = frozenset({"Exception", "BaseException"})
READ_ONLY = ("Mapping", "MappingProxyType", "tuple", "frozenset", "Sequence", "Collection", "Set", "Iterable")
MAKERS = frozenset(
    "list dict set bytearray defaultdict OrderedDict Counter deque ChainMap WeakKeyDictionary WeakValueDictionary "
    "WeakSet Queue PriorityQueue Lock Event Semaphore Condition ContextVar count cycle".split()
)
MUTABLE = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp


def _calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def _is_dict(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Dict | ast.DictComp) or (isinstance(value, ast.Call) and dotted(value.func) == "dict")


def _is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return dotted(value.func).rpartition(".")[2] in MAKERS
    if isinstance(value, ast.BinOp):
        return _is_mutable(value.left) or _is_dict(value.right)  # frozenset | {…} stays frozen, Mapping | {…} does not
    return isinstance(value, MUTABLE)


def _is_promised(node: ast.stmt, name: str) -> bool:
    """Say whether a name is a table: in capitals, with a type through which nothing can be written."""
    if not isinstance(node, ast.AnnAssign) or (isinstance(node.value, ast.Call) and not _is_dict(node.value)):
        return False
    annotation = ast.unparse(node.annotation).removeprefix("Final[")
    return name.isupper() and annotation.rpartition("[")[0].startswith(READ_ONLY)


def module_state(source: Source) -> Iterator[str]:
    """No mutable value bound in a module, and no `global`; `CAPITALS: Mapping[…] = {…}` is a table and may stand."""
    if source.room in OURSELVES:
        return
    for node in source.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_mutable(node.value):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = dotted(target)
            if name != "__all__" and not _is_promised(node, name):
                yield f"line {node.lineno}: {name} can be changed: use a tuple, a frozenset or a Mapping"
    yield from (f"line {node.lineno}: global" for node in ast.walk(source.tree) if isinstance(node, ast.Global))


def printing(source: Source) -> Iterator[str]:
    """No `print` or writing to the terminal outside main.py and commands/."""
    if source.room in SHELL:
        return
    for node, name in _calls(source):
        if name in {"print", "pprint", "sys.stdout.write", "sys.stderr.write", "input"}:
            yield f"line {node.lineno}: {name} outside the command line"


def naive_time(source: Source) -> Iterator[str]:
    """No moment without a time zone."""
    for node, name in _calls(source):
        owner, _, method = name.rpartition(".")
        if owner.rpartition(".")[2] not in {"datetime", "date"}:
            continue
        arguments = len(node.args) + len(node.keywords)
        if method in NAIVE or (method == "now" and not arguments) or (method == "fromtimestamp" and arguments < 2):
            yield f"line {node.lineno}: {name} without a time zone"


def clock_read(source: Source) -> Iterator[str]:
    """Time is an argument: only bot/ (the Clock) and the playground read a clock."""
    if source.room in CLOCK_ROOMS:
        return
    for node, name in _calls(source):
        if ".".join(name.split(".")[-2:]) in CLOCKS:
            yield f"line {node.lineno}: {name}: be given a Clock or a moment"


def environment_read(source: Source) -> Iterator[str]:
    """Only bot/config reads the environment; what another library reads there may be set as a default."""
    if source.room in OURSELVES or source.path.match("bot/config.py") or "bot/config/" in str(source.path):
        return
    given = {id(inner) for node, name in _calls(source) if name == "os.environ.setdefault" for inner in ast.walk(node)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and id(node) not in given and dotted(node) in ENVIRONMENT:
            yield f"line {node.lineno}: {dotted(node)} outside bot/config"


def _is_last_door(path: PurePosixPath) -> bool:
    return any(path.match(pattern) for pattern in LAST_DOORS)


def _names(node: ast.expr | None) -> Iterator[str]:
    if node is None:
        yield "Exception"
    elif isinstance(node, ast.Tuple):
        for element in node.elts:
            yield dotted(element)
    else:
        yield dotted(node)


def blind_except(source: Source) -> Iterator[str]:
    """No handler for every error outside a last door, unless it ends by raising it again."""
    if source.room in OURSELVES or _is_last_door(source.path):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and BLIND & set(_names(node.type)):
            last = node.body[-1]
            if not (isinstance(last, ast.Raise) and last.exc is None):
                yield f"line {node.lineno}: catches everything"
    for call, name in _calls(source):
        if name.endswith("suppress") and BLIND & {dotted(argument) for argument in call.args}:
            yield f"line {call.lineno}: suppresses everything"


def bare_asyncio_event(source: Source) -> Iterator[str]:
    """Write `asyncio.Event`: here an Event is a piece of news."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ImportFrom) or node.module != "asyncio":
            continue
        if any(alias.name == "Event" for alias in node.names):
            yield f"line {node.lineno}: write asyncio.Event"
