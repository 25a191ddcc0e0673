// One phone: a chat that can be read, typed in and pressed.

import { drawMessage, element } from "./message.js";

const TOAST_MS = 5000;
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
    this.commands = this.find(".commands");
    this.speaker = this.find(".speaker");
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
    this.find(".menu").addEventListener("click", () => this.showCommands(this.commands.hidden ? "" : null));
    this.commands.addEventListener("keydown", (event) => this.onCommandKey(event));
    this.find(".wide").addEventListener("click", () => this.onWide());
    this.find(".more").addEventListener("click", () => this.showMore(this.find(".more-list").hidden));
    this.find(".block").addEventListener("click", () => this.block(this.state.standing !== "kicked"));
    this.find("[data-testid=popup-close]").addEventListener("click", () => this.closeAlert());
    this.find(".veil").addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeAlert();
    });
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
    if (!this.commands.hidden) this.showCommands(this.input.value.replace(/^\//, ""));
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
    this.showCommands(null);
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
      this.toast("Copied.");
      return;
    }
    if (button.action !== "callback_data") {
      this.toast("The playground cannot do what this button does.");
      return;
    }
    node.setAttribute("aria-busy", "true");
    const body = { phone: this.key, person: this.person.id, message: message.id, data: button.value };
    const answer = await this.send("press", body);
    node.removeAttribute("aria-busy");
    if (answer === null) return;
    if (!answer.answered) this.toast("The bot did not answer this press.");
    else if (answer.text && answer.alert) this.alert(answer.text, node);
    else if (answer.text) this.toast(answer.text);
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
      this.showCommands(null);
    } else if (event.key === "ArrowUp" && !this.commands.hidden) {
      event.preventDefault();
      this.commands.querySelector("button:last-of-type")?.focus();
    }
  }

  onInput() {
    this.grow();
    const typed = /^\/(\w*)$/.exec(this.input.value);
    this.showCommands(typed ? typed[1] : null);
  }

  onCommandKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.showCommands(null);
      this.input.focus();
    } else if (step) {
      event.preventDefault();
      const all = [...this.commands.querySelectorAll("button")];
      (all[all.indexOf(document.activeElement) + step] ?? this.input).focus();
    }
  }

  onFocusOut(event) {
    if (this.root.contains(event.relatedTarget) || event.relatedTarget === null) return;
    this.showCommands(null);
    this.showMore(false);
  }

  // What opens and closes

  /** Show the commands that begin with `typed`; null hides them. */
  showCommands(typed) {
    const found = typed === null ? [] : this.person.menu.filter((one) => one.command.startsWith(typed));
    this.commands.hidden = found.length === 0;
    this.find(".menu").setAttribute("aria-expanded", String(found.length > 0));
    this.commands.lang = this.state.language;
    this.commands.replaceChildren(...found.map((one) => this.drawCommand(one)));
  }

  drawCommand(one) {
    const row = element("button", "command");
    row.type = "button";
    row.dataset.testid = "command";
    row.dataset.command = one.command;
    row.append(element("span", "command-name", `/${one.command}`), element("span", "command-words", one.description));
    row.addEventListener("click", () => this.onCommand(`/${one.command}`));
    return row;
  }

  showMore(open) {
    this.find(".more-list").hidden = !open;
    this.find(".more").setAttribute("aria-expanded", String(open));
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    const shown = element("p", "", text);
    shown.dataset.testid = "popup";
    shown.dataset.kind = "toast";
    this.find(".toast").replaceChildren(shown);
    this.toastTimer = setTimeout(() => this.find(".toast").replaceChildren(), TOAST_MS);
  }

  alert(text, from) {
    this.alertFrom = from;
    const box = this.find(".alert");
    box.querySelector("h4").textContent = this.state.botName;
    box.querySelector("p").textContent = text;
    box.querySelector("p").lang = this.state.language;
    box.setAttribute("aria-label", `${this.state.botName}: ${text}`);
    this.veil(true);
    box.querySelector("button").focus({ preventScroll: true });
  }

  /** Cover this phone, and only this one: the others stay usable. */
  veil(covers) {
    const veil = this.find(".veil");
    veil.hidden = !covers;
    for (const part of this.find(".screen").children) if (part !== veil) part.inert = covers;
  }

  closeAlert() {
    this.veil(false);
    const back = this.alertFrom?.isConnected ? this.alertFrom : this.input;
    back.focus({ preventScroll: true });
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
