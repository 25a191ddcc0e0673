// One phone: a chat that can be read, typed in and pressed.

import { CommandMenu } from "./commands.js";
import { drawMessage } from "./message.js";
import { Popups } from "./popups.js";

const NEAR_BOTTOM = 80;

export class Phone {
  /** `send(path, body)` posts to the page's server and gives its JSON, or null after telling the reader what failed. */
  constructor(key, send) {
    this.key = key;
    this.send = send;
    this.drawn = new Map();
    this.stuck = true;
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.root.dataset.phone = key;
    this.root.id = `phone-${key}`;
    this.find = (selector) => this.root.querySelector(selector);
    this.messages = this.find(".messages");
    this.scroll = this.find(".scroll");
    this.input = this.find(".input");
    this.speaker = this.find(".speaker");
    this.popups = new Popups(this);
    this.commands = new CommandMenu(this);
    this.listen();
  }

  get isGroup() {
    return this.state.isGroup;
  }

  get person() {
    return this.state.people.find((one) => String(one.id) === this.speaker.value) ?? this.state.people[0];
  }

  isOwn(message) {
    return !message.fromBot && message.senderId === this.person.id;
  }

  listen() {
    this.find(".composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.type(this.input.value);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("input", () => this.onInput());
    this.find(".wide").addEventListener("click", () => this.onWide());
    this.find(".more").addEventListener("click", () => this.showMore(this.find(".more-list").hidden));
    this.find(".block").addEventListener("click", () => this.block(this.state.standing !== "kicked"));
    this.find(".down").addEventListener("click", () => this.toBottom("smooth"));
    this.scroll.addEventListener("scroll", () => this.onScroll());
    this.speaker.addEventListener("change", () => this.redrawAll());
    // The chat grows and shrinks with its window and its foot: what stood at the bottom stays there.
    new ResizeObserver(() => this.stuck && this.toBottom("instant")).observe(this.scroll);
    this.root.addEventListener("focusout", (event) => this.onFocusOut(event));
  }

  // Drawing

  update(state) {
    const before = this.state;
    this.state = state;
    this.drawHead();
    this.drawSpeakers();
    this.drawFoot();
    this.drawMessages(before);
    if (this.commands.isOpen) this.commands.show(this.input.value.replace(/^\//, ""));
  }

  drawHead() {
    const { state } = this;
    this.find(".role").textContent = state.role;
    const names = state.people.map((one) => one.name).join(", ");
    this.find(".owner-name").textContent = `${names} · ${state.languageName}`;
    const avatar = this.find(".owner .avatar");
    avatar.textContent = initial(state.isGroup ? state.title : state.people[0].name);
    this.find(".bot-avatar").textContent = initial(state.title);
    this.find(".title").textContent = state.title;
    this.find(".subtitle").textContent = state.isGroup ? `${state.memberCount} members` : "bot";
    this.root.setAttribute("aria-label", `${state.role}: ${state.title}`);
    this.scroll.setAttribute("aria-label", `Chat, ${state.role}`);
    this.messages.lang = state.language;
    this.input.setAttribute("aria-label", `Message, ${state.role}`);
    const menu = this.find(".menu");
    menu.dataset.language = state.language;
    this.find(".more").hidden = state.isGroup || state.standing === "stranger";
    this.find(".block").textContent = state.standing === "kicked" ? "Unblock the bot" : "Block the bot";
  }

  drawSpeakers() {
    const { people } = this.state;
    this.find(".speaker-row").hidden = people.length < 2;
    const wanted = people.map((one) => `${one.id}:${one.name}:${one.isAdmin}`).join();
    if (this.speaker.dataset.people === wanted) return;
    this.speaker.dataset.people = wanted;
    const chosen = this.speaker.value;
    this.speaker.replaceChildren(
      ...people.map((one) => new Option(one.isAdmin ? `${one.name} (admin)` : one.name, one.id)),
    );
    if (people.some((one) => String(one.id) === chosen)) this.speaker.value = chosen;
  }

  drawFoot() {
    const { state } = this;
    const wide = this.find(".wide");
    const isNew = !state.isGroup && state.standing === "stranger";
    const isBlocked = !state.isGroup && state.standing === "kicked";
    wide.hidden = !isNew && !isBlocked;
    wide.textContent = isBlocked ? "Unblock" : "Start";
    wide.dataset.testid = isBlocked ? "unblock" : "start";
    this.find(".composer").hidden = isNew || isBlocked;
    this.drawAbout();
    this.find(".menu").hidden = this.person.menu.length === 0;
  }

  /** What an empty chat says, so that nobody has to wonder what to do in it. */
  drawAbout() {
    const { state } = this;
    const about = this.find(".about");
    const isLocal = !state.isGroup && state.description !== "";
    about.hidden = state.messages.length > 0;
    about.querySelector("h4").textContent = state.isGroup ? "The bot is in this group" : "What can this bot do?";
    about.querySelector("p").textContent = state.isGroup
      ? "It hears commands, and replies to its own messages. Choose below who writes."
      : state.description || "Press Start, as a person opening this bot would.";
    about.querySelector("p").lang = isLocal ? state.language : "en";
  }

  /** Begin anew: what was drawn belongs to a playground that has been closed. */
  forget() {
    this.drawn.forEach(({ node }) => node.remove());
    this.drawn.clear();
    this.state = undefined;
  }

  drawMessages(before) {
    const wanted = new Set(this.state.messages.map((one) => one.id));
    for (const [id, old] of this.drawn) {
      if (!wanted.has(id)) {
        old.node.remove();
        this.drawn.delete(id);
      }
    }
    for (const message of this.state.messages) this.drawOne(message, before !== undefined);
    if (this.stuck || before === undefined) this.toBottom("instant");
    this.onScroll();
  }

  drawOne(message, isLive) {
    const signature = JSON.stringify(message);
    const old = this.drawn.get(message.id);
    if (old?.signature === signature) return;
    const node = drawMessage(message, this);
    if (isLive) node.classList.add(old ? "changed" : "fresh");
    if (old) replaceKeepingFocus(old.node, node);
    else this.messages.append(node);
    this.drawn.set(message.id, { node, signature });
  }

  redrawAll() {
    const { state } = this;
    this.forget();
    this.update(state);
  }

  // What a person does

  async type(text) {
    if (!text.trim()) return;
    this.commands.show(null);
    this.input.value = "";
    this.grow();
    const sent = await this.send("type", { phone: this.key, person: this.person.id, text });
    if (sent === null) this.input.value = text;
    this.toBottom("instant");
  }

  onCommand(text) {
    this.type(text);
    this.input.focus({ preventScroll: true });
  }

  async onPress(button, message, node) {
    if (button.action === "copy_text") {
      await navigator.clipboard?.writeText(button.value);
      this.popups.toast("Copied.");
      return;
    }
    if (button.action !== "callback_data") {
      this.popups.toast("The playground cannot do what this button does.");
      return;
    }
    node.setAttribute("aria-busy", "true");
    const body = { phone: this.key, person: this.person.id, message: message.id, data: button.value };
    const answer = await this.send("press", body);
    node.removeAttribute("aria-busy");
    if (answer === null) return;
    if (!answer.answered) this.popups.toast("The bot did not answer this press.");
    else if (answer.text && answer.alert) this.popups.alert(answer.text, node);
    else if (answer.text) this.popups.toast(answer.text);
  }

  onWide() {
    if (this.state.standing === "kicked") this.block(false);
    else this.type("/start");
  }

  async block(blocked) {
    this.showMore(false);
    await this.send("block", { phone: this.key, blocked });
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.type(this.input.value);
    } else if (event.key === "Escape") {
      this.commands.show(null);
    } else if (event.key === "ArrowUp" && this.commands.isOpen) {
      event.preventDefault();
      this.commands.focusLast();
    }
  }

  onInput() {
    this.grow();
    const typed = /^\/(\w*)$/.exec(this.input.value);
    this.commands.show(typed ? typed[1] : null);
  }

  onFocusOut(event) {
    if (this.root.contains(event.relatedTarget) || event.relatedTarget === null) return;
    this.commands.show(null);
    this.showMore(false);
  }

  // What opens and closes

  showMore(open) {
    this.find(".more-list").hidden = !open;
    this.find(".more").setAttribute("aria-expanded", String(open));
  }

  // Small movements

  isAtBottom() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_BOTTOM;
  }

  toBottom(behavior) {
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior });
  }

  onScroll() {
    this.stuck = this.isAtBottom();
    this.find(".down").hidden = this.stuck;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }
}

export function initial(name) {
  return (name.trim()[0] ?? "?").toUpperCase();
}

/** Put the new node where the old one was; if a button of the old one had the focus, its successor gets it. */
function replaceKeepingFocus(old, node) {
  const place = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
  old.replaceWith(node);
  if (place >= 0) [...node.querySelectorAll("button, a")][place]?.focus({ preventScroll: true });
}
