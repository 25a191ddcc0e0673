"""The page in a real Chromium: what a person sees, presses and hears read aloud."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import telegram as ptb
from PIL import Image
from playwright.async_api import Locator, Page, async_playwright, expect

from playground import Persona, Script, Server, Telegram, open_playground
from playground.chats import Person

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def hanna(telegram: Telegram) -> Person:
    return telegram.add_person("Ганна", "be")


@pytest.fixture
def editor(telegram: Telegram) -> Person:
    return telegram.add_person("Алена", "be")


@pytest.fixture
async def server(telegram: Telegram, hanna: Person, editor: Person) -> AsyncIterator[Server]:
    personas = [Persona.alone("relative", "Relative", hanna), Persona.alone("editor", "Editor", editor)]
    server = await open_playground(telegram, personas, [Script("A wave", editor.id, "/announce {}")], port=0)
    yield server
    await server.close()


@pytest.fixture
async def page(server: Server) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1280, "height": 800})
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type in {"error", "warning"} else None)
        await page.goto(server.url)
        await page.wait_for_selector("html[data-ready]")
        yield page
        assert wrong == []
        await browser.close()


def phone(page: Page, key: str) -> Locator:
    return page.locator(f"[data-testid=phone][data-phone={key}]")


async def start(page: Page, telegram: Telegram, person: Person, key: str) -> None:
    await phone(page, key).get_by_test_id("start").click()
    await telegram.wait_for(lambda: telegram.chats[person.chat_id].is_reachable)


async def test_a_conversation(page: Page, bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    await start(page, telegram, hanna, "relative")
    relative = phone(page, "relative")
    await relative.get_by_test_id("input").fill("Тихановский")
    await relative.get_by_test_id("input").press("Enter")
    await expect(relative.get_by_test_id("message")).to_have_count(2)
    keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Паказаць", callback_data="1.show")]])
    text = "<b>Сяргей</b> 😀 <i>x</i> &lt;img src=x onerror=alert(1)&gt;"
    sent = await bot.send_message(hanna.chat_id, text, parse_mode="HTML", reply_markup=keyboard)
    bubble = relative.locator(f"[data-message-id='{sent.message_id}']")
    await expect(bubble.get_by_test_id("text")).to_have_text("Сяргей 😀 x <img src=x onerror=alert(1)>")
    await expect(bubble.locator("strong")).to_have_text("Сяргей")
    await bot.edit_message_text("Новае", hanna.chat_id, sent.message_id)
    await expect(bubble.get_by_test_id("text")).to_have_text("Новае")
    await expect(bubble.get_by_test_id("edited")).to_be_visible()
    await bot.delete_message(hanna.chat_id, sent.message_id)
    await expect(bubble).to_have_count(0)


@pytest.mark.parametrize("alert", [True, False])
async def test_popups(page: Page, bot: ptb.Bot, telegram: Telegram, hanna: Person, alert: bool) -> None:
    await start(page, telegram, hanna, "relative")
    keyboard = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Паказаць", callback_data="1.show")]])
    await bot.send_message(hanna.chat_id, "Ёсць абнаўленне.", reply_markup=keyboard)
    button = phone(page, "relative").get_by_test_id("button")
    answering = asyncio.create_task(answer_next_press(bot, telegram, "Навіна", alert=alert))
    await button.focus()
    await page.keyboard.press("Enter")
    await answering
    popup = phone(page, "relative").locator(f"[data-testid=popup][data-kind={'alert' if alert else 'toast'}]")
    await expect(popup).to_contain_text("Навіна")
    if alert:
        await expect(phone(page, "relative").get_by_test_id("popup-close")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(popup).to_be_hidden()
        await expect(button).to_be_focused()


async def answer_next_press(bot: ptb.Bot, telegram: Telegram, text: str, *, alert: bool) -> None:
    (query_id,) = await telegram.wait_for(lambda: list(telegram.questions))
    await bot.answer_callback_query(query_id, text, show_alert=alert)


async def test_a_picture_says_what_its_caption_says(
    page: Page, bot: ptb.Bot, telegram: Telegram, hanna: Person
) -> None:
    telegram.type(hanna.chat_id, hanna.id, "/start")
    png = BytesIO()
    Image.new("RGB", (1280, 640), "white").save(png, "png")
    await bot.send_photo(hanna.chat_id, png.getvalue(), caption="<b>Графік</b>: 52 чалавекі", parse_mode="HTML")
    await bot.send_photo(hanna.chat_id, png.getvalue())
    for words in ("Графік: 52 чалавекі", "Photo"):
        picture = phone(page, "relative").get_by_role("img", name=words, exact=True)
        await expect(picture).to_be_visible()
        await expect(picture).to_have_js_property("naturalWidth", 1280)


async def test_the_command_menu(page: Page, bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    await start(page, telegram, hanna, "relative")
    await bot.set_my_commands([("find", "Find"), ("help", "Help")])
    await bot.set_my_commands([("find", "Знайсці"), ("help", "Дапамога")], language_code="be")
    relative = phone(page, "relative")
    await relative.get_by_test_id("menu").click()
    await expect(relative.get_by_test_id("command")).to_contain_text(["Знайсці", "Дапамога"])
    await relative.get_by_test_id("input").fill("/h")
    await expect(relative.get_by_test_id("command")).to_have_count(1)
    await relative.get_by_test_id("command").click()
    await telegram.wait_for(lambda: [one.text for one in telegram.messages(hanna.chat_id)] == ["/start", "/help"])


async def test_replaying_a_wave(page: Page, telegram: Telegram, editor: Person) -> None:
    await page.get_by_test_id("replay").click()
    await expect(phone(page, "editor").get_by_test_id("message")).to_contain_text("/announce {}")
    await expect(page.get_by_test_id("notice")).to_contain_text("typed as Алена")
    assert [one.text for one in telegram.messages(editor.chat_id)] == ["/announce {}"]


async def test_a_narrow_screen_is_a_list_of_chats(page: Page, bot: ptb.Bot, telegram: Telegram, hanna: Person) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    row = page.locator("[data-testid=chat-row][data-phone=relative]")
    await expect(row).to_contain_text("No messages yet")
    telegram.type(hanna.chat_id, hanna.id, "/start")
    await bot.send_message(hanna.chat_id, "Ёсць абнаўленне.")
    await expect(row).to_contain_text("Ёсць абнаўленне.")
    await expect(row.get_by_label("1 unread")).to_be_visible()
    await row.click()
    await expect(phone(page, "relative").get_by_test_id("message")).to_have_count(2)
    await expect(row).to_be_hidden()
    await phone(page, "relative").get_by_test_id("back").click()
    await expect(row).to_be_visible()
    await expect(row.get_by_label("1 unread")).to_have_count(0)


async def test_blocking(page: Page, telegram: Telegram, hanna: Person) -> None:
    await start(page, telegram, hanna, "relative")
    relative = phone(page, "relative")
    await relative.get_by_test_id("more").click()
    await relative.get_by_test_id("block").click()
    await relative.get_by_test_id("unblock").click()
    await expect(relative.get_by_test_id("input")).to_be_visible()
    assert telegram.chats[hanna.chat_id].bot == "member"
