"""Who is on the page: a relative, an activist, a diaspora group, two editors."""

from dataclasses import dataclass

from playground.chats import Person
from playground.model import Telegram
from playground.phones import Persona


@dataclass(frozen=True, slots=True)
class Cast:
    """The phones of the page, and the two people whom the bot must know as editors."""

    phones: tuple[Persona, ...]
    editors: tuple[Person, Person]


def gather(telegram: Telegram) -> Cast:
    """Add everybody to ``telegram``; the bot is in the group already."""
    relative, activist = telegram.add_person("Ганна", "be"), telegram.add_person("Павел", "ru")
    admin, member = telegram.add_person("Nina", "en"), telegram.add_person("Alex", "en")
    editors = telegram.add_person("Алеся", "be"), telegram.add_person("Михаил", "ru")
    diaspora = telegram.add_group("Belarusians abroad", [member], [admin])
    telegram.add_bot_to(diaspora)
    phones = (
        Persona.alone("relative", "Relative", relative),
        Persona.alone("activist", "Activist", activist),
        Persona.group("diaspora", "Diaspora group", diaspora, (admin, member)),
        Persona.alone("editor-1", "First editor", editors[0]),
        Persona.alone("editor-2", "Second editor", editors[1]),
    )
    return Cast(phones, editors)
