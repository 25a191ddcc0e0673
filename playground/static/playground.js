// The page: phones side by side, or one after the other on a narrow screen, kept up to date by server-sent events.

import { element } from "./message.js";
import { Phone, initial } from "./phone.js";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const phones = new Map();
const rows = new Map();
const list = document.querySelector(".list");
const notice = document.querySelector(".notice");
let noticeTimer;
let lastOpen;

function say(text, lasts = false) {
  clearTimeout(noticeTimer);
  notice.textContent = text;
  if (!lasts) noticeTimer = setTimeout(() => (notice.textContent = ""), 6000);
}

async function send(path, body) {
  try {
    const answer = await fetch(`/page/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    say(await answer.text());
  } catch {
    say("The playground does not answer. Is it still running?", true);
  }
  return null;
}

function hello({ phones: states, scripts }) {
  say("");
  drawScripts(scripts);
  for (const state of states) {
    phones.get(state.key)?.forget();
    show(state);
  }
  document.documentElement.dataset.ready = "";
}

function show(state) {
  if (!phones.has(state.key)) {
    const phone = new Phone(state.key, send);
    phones.set(state.key, phone);
    phone.root.dataset.hue = String((phones.size - 1) % 5);
    phone.find(".back").addEventListener("click", () => (location.hash = ""));
    document.querySelector(".phones").append(phone.root);
    addRow(state.key);
  }
  phones.get(state.key).update(state);
  drawRow(state);
}

// The list of chats, which only narrow screens show

function addRow(key) {
  const row = element("a", "chat-row");
  row.href = `#${key}`;
  row.dataset.testid = "chat-row";
  row.dataset.phone = key;
  row.dataset.hue = phones.get(key).root.dataset.hue;
  rows.set(key, { node: row, seen: null });
  list.append(row);
}

function drawRow(state) {
  const row = rows.get(state.key);
  const last = state.messages.at(-1);
  const total = state.messages.filter((one) => one.fromBot).length;
  if (row.seen === null || isOpen(state.key)) row.seen = total;
  const unread = Math.max(0, total - row.seen);
  const words = element("span", "chat-words");
  words.append(
    element("span", "chat-role", state.role),
    element("span", "chat-name", state.isGroup ? state.title : `${state.people[0].name} · ${state.languageName}`),
    element("span", "chat-last", last ? last.text || "File" : "No messages yet"),
  );
  const side = element("span", "chat-side");
  side.append(element("span", "chat-time", last ? CLOCK.format(new Date(last.date * 1000)) : ""));
  if (unread) {
    const badge = element("span", "badge", String(unread));
    badge.setAttribute("aria-label", `${unread} unread`);
    side.append(badge);
  }
  const avatar = element("span", "avatar", initial(state.isGroup ? state.title : state.people[0].name));
  avatar.setAttribute("aria-hidden", "true");
  row.node.replaceChildren(avatar, words, side);
}

function isOpen(key) {
  return location.hash === `#${key}` || getComputedStyle(list).display === "none";
}

function openFromAddress() {
  const key = location.hash.slice(1);
  document.body.classList.toggle("in-chat", phones.has(key));
  for (const [one, phone] of phones) phone.root.classList.toggle("open", one === key);
  const phone = phones.get(key);
  if (!phone) {
    rows.get(lastOpen)?.node.focus();
    return;
  }
  lastOpen = key;
  phone.toBottom("instant");
  if (getComputedStyle(list).display === "none") phone.scroll.focus({ preventScroll: true });
  drawRow(phone.state);
}

// Replay

function drawScripts(scripts) {
  document.querySelector(".replays").hidden = scripts.length === 0;
  document.querySelector(".replay-row").replaceChildren(...scripts.map(drawScript));
}

function drawScript({ label, person }, place) {
  const button = element("button", "replay", label);
  button.type = "button";
  button.dataset.testid = "replay";
  button.dataset.script = String(place);
  const doing = person ? `typed as ${person}` : "published on the news site here; the bot reads it in a moment";
  button.title = person ? `Types it as ${person}` : "Publishes it on a news site of this machine";
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    const done = await send("replay", { script: place });
    button.removeAttribute("aria-busy");
    if (done) say(`“${label}”: ${doing}.`);
  });
  return button;
}

const events = new EventSource("/page/events");
events.addEventListener("hello", (event) => {
  const isFirst = phones.size === 0;
  hello(JSON.parse(event.data));
  if (isFirst) openFromAddress();
});
events.addEventListener("phone", (event) => show(JSON.parse(event.data)));
events.addEventListener("error", () => say("The connection is lost. Trying again…", true));
window.addEventListener("hashchange", openFromAddress);
