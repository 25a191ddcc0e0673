// The "/" menu: the commands that the bot has set for this person, narrowed by what is typed.

import { element } from "./message.js";

export class CommandMenu {
  constructor(phone) {
    this.phone = phone;
    this.list = phone.find(".commands");
    this.opener = phone.find(".menu");
    this.opener.addEventListener("click", () => this.show(this.isOpen ? null : ""));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Show the commands that begin with `typed`; null hides them. */
  show(typed) {
    const { person, state } = this.phone;
    const found = typed === null ? [] : person.menu.filter((one) => one.command.startsWith(typed));
    this.list.hidden = found.length === 0;
    this.opener.setAttribute("aria-expanded", String(found.length > 0));
    this.list.lang = state.language;
    this.list.replaceChildren(...found.map((one) => this.draw(one)));
  }

  focusLast() {
    this.list.lastElementChild?.focus();
  }

  draw(one) {
    const row = element("button", "command");
    row.type = "button";
    row.dataset.testid = "command";
    row.dataset.command = one.command;
    row.append(element("span", "command-name", `/${one.command}`), element("span", "command-words", one.description));
    row.addEventListener("click", () => this.phone.onCommand(`/${one.command}`));
    return row;
  }

  onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.show(null);
      this.phone.input.focus();
    } else if (step) {
      event.preventDefault();
      const all = [...this.list.children];
      (all[all.indexOf(document.activeElement) + step] ?? this.phone.input).focus();
    }
  }
}
