// What pops up after a press: a toast that passes, or an alert that must be closed.

import { element } from "./message.js";

const TOAST_MS = 5000;

export class Popups {
  constructor(phone) {
    this.phone = phone;
    this.box = phone.find(".alert");
    this.toastPlace = phone.find(".toast");
    this.box.querySelector("button").addEventListener("click", () => this.close());
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  toast(text) {
    clearTimeout(this.timer);
    const shown = element("p", "", text);
    shown.dataset.testid = "popup";
    shown.dataset.kind = "toast";
    this.toastPlace.replaceChildren(shown);
    this.timer = setTimeout(() => this.toastPlace.replaceChildren(), TOAST_MS);
  }

  /** Show an alert; once closed, the focus goes back to `from`, the button that was pressed. */
  alert(text, from) {
    this.from = from;
    const { botName, language } = this.phone.state;
    this.box.querySelector("h4").textContent = botName;
    this.box.querySelector("p").textContent = text;
    this.box.querySelector("p").lang = language;
    this.box.setAttribute("aria-label", `${botName}: ${text}`);
    this.cover(true);
    this.box.querySelector("button").focus({ preventScroll: true });
  }

  close() {
    this.cover(false);
    const back = this.from?.isConnected ? this.from : this.phone.input;
    back.focus({ preventScroll: true });
  }

  /** Cover this phone, and only this one: the others stay usable. */
  cover(covers) {
    const veil = this.phone.find(".veil");
    veil.hidden = !covers;
    for (const part of this.phone.find(".screen").children) if (part !== veil) part.inert = covers;
  }
}
