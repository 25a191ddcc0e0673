// One message as DOM: words come from other people, so everything is textContent, nothing is markup.

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const LINK = /^(https?|tg):\/\//i;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Draw one message on a phone, which is told of presses (onPress) and of tapped commands (onCommand). */
export function drawMessage(message, phone) {
  const kind = message.isService ? "service" : message.fromBot ? "bot" : "person";
  const item = element("li", `message ${kind}${phone.isOwn(message) ? " own" : ""}`);
  item.dataset.testid = "message";
  item.dataset.messageId = message.id;
  item.dataset.from = kind;
  const bubble = element("div", "bubble");
  if (phone.isGroup && !phone.isOwn(message) && !message.isService) bubble.append(element("p", "sender", nameOf(message, phone)));
  if (message.topic) bubble.append(element("p", "topic", message.topic));
  if (message.reply) bubble.append(drawReply(message.reply, phone));
  if (message.attachment) bubble.append(drawAttachment(message.attachment, message.text));
  if (message.text) bubble.append(drawText(message, phone));
  if (!message.isService) bubble.append(drawStamp(message));
  item.append(bubble);
  if (message.keyboard.length) item.append(drawKeyboard(message, phone));
  return item;
}

function nameOf(message, phone) {
  return message.fromBot ? phone.state.botName : message.sender;
}

function drawReply(reply, phone) {
  const box = element("div", "reply");
  box.append(element("p", "reply-sender", nameOf(reply, phone)), element("p", "reply-text", reply.text));
  return box;
}

function drawAttachment(file, caption) {
  if (file.kind === "photo") {
    const image = element("img", "photo");
    image.src = file.url;
    image.width = file.width;
    image.height = file.height;
    image.alt = caption || "Photo";
    return image;
  }
  const link = element("a", "file");
  link.href = file.url;
  link.download = file.name;
  link.append(element("span", "file-name", file.name), element("span", "file-size", bytes(file.bytes)));
  return link;
}

function bytes(count) {
  return count < 1024 ? `${count} B` : count < 1048576 ? `${(count / 1024).toFixed(1)} kB` : `${(count / 1048576).toFixed(1)} MB`;
}

function drawStamp(message) {
  const stamp = element("p", "stamp");
  if (message.edited) {
    const mark = element("span", "edited", "edited");
    mark.dataset.testid = "edited";
    stamp.append(mark, " ");
  }
  const moment = new Date(message.date * 1000);
  const time = element("time", "", CLOCK.format(moment));
  time.dateTime = moment.toISOString();
  stamp.append(time);
  return stamp;
}

function drawText(message, phone) {
  const words = element("div", "text");
  words.dataset.testid = "text";
  words.dir = "auto";
  const ordered = [...message.entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(words, message.text, 0, message.text.length, ordered, phone);
  return words;
}

/** Put text[start..end) into a node, entities (outer before inner) becoming elements. Both count UTF-16 units. */
function fill(node, text, start, end, entities, phone) {
  let at = start;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at) continue;
    const stop = Math.min(entity.offset + entity.length, end);
    node.append(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((one) => one.offset >= entity.offset && one.offset + one.length <= stop);
    const drawn = drawEntity(entity, text.slice(entity.offset, stop), phone);
    if (inner.length && !drawn.childNodes.length) fill(drawn, text, entity.offset, stop, inner, phone);
    else if (!drawn.childNodes.length) drawn.append(text.slice(entity.offset, stop));
    node.append(drawn);
    at = stop;
  }
  node.append(text.slice(at, end));
}

function drawEntity(entity, text, phone) {
  if (entity.type === "bot_command") return drawCommand(text, phone);
  if (entity.type === "url" || entity.type === "text_link") return drawLink(entity.url ?? text);
  if (entity.type === "spoiler") return drawSpoiler();
  if (entity.type === "mention" || entity.type === "hashtag") return element("span", "quiet-link");
  const made = element(TAGS[entity.type] ?? "span");
  if (entity.type === "expandable_blockquote") made.className = "expandable";
  return made;
}

/** Make a span work as a button: a real one would not wrap with the words around it. */
function pressable(span, act) {
  span.tabIndex = 0;
  span.setAttribute("role", "button");
  span.addEventListener("click", act);
  span.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
  return span;
}

function drawCommand(text, phone) {
  return pressable(element("span", "link command-link", text), () => phone.onCommand(text));
}

function drawLink(url) {
  const link = element("a", "link");
  if (LINK.test(url)) link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function drawSpoiler() {
  const spoiler = element("span", "spoiler");
  spoiler.setAttribute("aria-label", "Hidden text, press to read");
  return pressable(spoiler, () => {
    spoiler.classList.add("shown");
    for (const name of ["role", "aria-label", "tabindex"]) spoiler.removeAttribute(name);
  });
}

function drawKeyboard(message, phone) {
  const keyboard = element("div", "keyboard");
  for (const row of message.keyboard) {
    const line = element("div", "keyboard-row");
    for (const button of row) line.append(drawButton(button, message, phone));
    keyboard.append(line);
  }
  return keyboard;
}

function drawButton(button, message, phone) {
  const isLink = button.action === "url";
  const made = element(isLink ? "a" : "button", "key", button.text);
  made.dataset.testid = "button";
  made.dataset.action = button.action;
  if (typeof button.value === "string") made.dataset.value = button.value;
  if (isLink) {
    if (LINK.test(button.value)) made.href = button.value;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    made.append(element("span", "key-mark", " ↗"));
  } else {
    made.type = "button";
    made.addEventListener("click", () => phone.onPress(button, message, made));
  }
  return made;
}
