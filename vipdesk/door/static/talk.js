// The conversation in its place on a page: what was said, what is being sent, who types.
import { ask } from "./ask.js";
import { button, drawLeaving } from "./leaving.js";
import { Line } from "./line.js";
import { Outbox } from "./outbox.js";
import { make, sized, written } from "./make.js";

const TYPES_AGAIN = 3_000; // ms between signs of typing
const TYPES_FOR = 8_000; // ms that the other side's sign holds
const MOST_FILES = 5;

export class Talk {
  constructor(room, { unread = () => {}, ended = () => {} } = {}) {
    const part = (id) => room.querySelector(`#${id}`);
    this.room = room;
    [this.log, this.list, this.typing, this.form, this.text, this.chosen, this.status, this.before] =
      ["words", "said", "types", "say", "text", "chosen", "line", "earlier"].map(part);
    this.picker = part("file");
    this.says = JSON.parse(part("script-words").textContent);
    this.unread = unread;
    this.ended = ended;
    this.title = document.title;
    this.words = new Map();
    this.files = [];
    this.ticket = 0;
    this.ours = this.weRead = this.shownSeen = this.toldSeen = 0;
    this.tongue = document.documentElement.lang.replace(/^en$/, "en-GB");
    this.outbox = new Outbox(room.dataset.who, room.dataset.ticket, () => this.drawSending());
    const start = JSON.parse(part("start").textContent);
    this.line = new Line({
      topic: "chat", ticket: room.dataset.ticket, after: start.after,
      heard: (event) => this.hear(event), state: (how) => this.showLine(how),
    });
    this.hear(start, { quietly: true });
    this.listen();
    this.drawSending();
    this.line.run();
    this.outbox.pump();
    this.awaitHours();
  }

  // --- what comes -----------------------------------------------------------------------------

  hear(event, { quietly = false } = {}) {
    if (event.type === "talk") this.take(event, quietly);
    else if (event.type === "types") this.showTyping(event.on);
    else if (event.type === "hello") this.arrive();
  }

  take(event, quietly) {
    const low = this.isLow();
    this.ticket = event.ticket ?? this.ticket;
    let came = 0;
    for (const word of event.words) {
      if (word.ours && !this.words.has(word.number)) came += 1;
      this.words.set(word.number, word);
      if (word.ours) this.ours = Math.max(this.ours, word.number);
    }
    for (const number of event.gone ?? []) this.words.delete(number);
    if (event.fresh) this.offerEarlier(event.earlier);
    this.weRead = Math.max(this.weRead, event.we_read ?? 0);
    this.toldSeen = Math.max(this.toldSeen, event.read ?? 0);
    this.outbox.confirm(new Set(event.words.map((word) => word.id).filter(Boolean)));
    this.draw();
    if (came) this.showTyping(false);
    if (low || quietly) this.goLow();
    if (came && !quietly && this.isAway()) this.countUnread(came);
    this.seeTo();
  }

  // Of a long talk the end comes first; what was said before is fetched when it is asked for.
  offerEarlier(number) {
    this.earlier = number;
    this.before.hidden = !number;
  }

  async fetchEarlier() {
    const query = new URLSearchParams({ ticket: this.ticket, before: this.earlier });
    const answer = await ask(`/earlier?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { words, earlier } = await answer.json();
    const below = this.log.scrollHeight - this.log.scrollTop;
    this.log.setAttribute("aria-live", "off"); // what is new is read out, not what is old
    for (const word of words) this.words.set(word.number, word);
    this.draw();
    this.log.scrollTop = this.log.scrollHeight - below;
    this.offerEarlier(earlier);
    this.log.focus();
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 1_000);
  }

  arrive() {
    this.shownSeen = this.toldSeen = 0; // what was told on a line that broke may not be there
    this.line.say({ type: "here", how: this.isAway() ? "away" : "looks" });
    this.seeTo();
  }

  // What of ours came here, and was read: told once, for all that came by then.
  seeTo() {
    const read = this.isAway() ? 0 : this.ours;
    if (!this.ours || !this.ticket) return;
    if (this.ours > this.shownSeen || read > this.toldSeen) {
      this.line.say({ type: "seen", ticket: this.ticket, delivered: this.ours, read });
      if (this.line.held) {
        this.shownSeen = Math.max(this.shownSeen, this.ours);
        this.toldSeen = Math.max(this.toldSeen, read);
      }
    }
  }

  isAway() {
    return document.hidden || !document.hasFocus();
  }

  countUnread(more) {
    this.away = (this.away ?? 0) + more;
    document.title = this.away ? `(${this.away}) ${this.title}` : this.title;
    this.unread(this.away);
  }

  back() {
    this.countUnread(-(this.away ?? 0));
    this.seeTo();
    this.line.say({ type: "here", how: "looks" });
  }

  // --- what is shown --------------------------------------------------------------------------

  draw() {
    const sorted = [...this.words.values()].sort((a, b) => a.number - b.number);
    const lastMine = sorted.findLast((word) => word.mine)?.number;
    const wanted = [];
    let day = "";
    for (const word of sorted) {
      const its = this.day(word.at);
      if (its !== day) wanted.push([`day ${its}`, its, () => make("li", { class: "day" }, its)]);
      day = its;
      const mark = word.number === lastMine ? this.mark(word) : "";
      wanted.push([`word ${word.number}`, JSON.stringify([word, mark]), () => this.wordItem(word, mark)]);
    }
    const there = new Map([...this.list.children].map((item) => [item.dataset.key, item]));
    const items = wanted.map(([key, state, drawn]) => {
      const known = there.get(key);
      if (known?.dataset.state === state) return known;
      const item = drawn();
      Object.assign(item.dataset, { key, state });
      return item;
    });
    this.place(items);
    this.drawSending();
  }

  // Only what is new is put in: a screen reader says what is added, and nothing twice.
  place(items) {
    const wanted = new Set(items);
    for (const item of [...this.list.children]) {
      if (!wanted.has(item) && !item.classList.contains("leaving")) item.remove();
    }
    let before = this.list.firstChild;
    for (const item of items) {
      if (item === before) before = before.nextSibling;
      else this.list.insertBefore(item, before);
    }
  }

  wordItem(word, mark) {
    const side = word.mine ? "mine" : word.ours ? "ours" : "theirs";
    const how = word.kind === "call" ? this.says.call : word.channel === "email" ? this.says.email : "";
    const head = [make("span", { class: "by" }, word.mine ? this.says.you : word.by)];
    if (how) head.push(" ", make("span", { class: "how" }, how));
    head.push(" ", make("time", { datetime: word.at }, this.time(word.at)));
    const body = [make("p", { class: "head" }, ...head), make("p", { class: "text" }, ...written(word.text))];
    if (word.files.length) body.push(make("ul", { class: "files" }, ...word.files.map((file) => this.fileItem(file))));
    if (mark) body.push(make("p", { class: "mark" }, mark));
    // who wrote it knows it: only what others write is said aloud
    return make("li", { class: `word ${side}`, ...(word.mine && { "aria-live": "off" }) }, ...body);
  }

  fileItem(file) {
    const link = make("a", { href: file.href, download: file.name }, file.name);
    link.addEventListener("click", (event) => this.fetchFile(event, file));
    return make("li", {}, link, " ", make("span", { class: "size" }, sized(file.size)));
  }

  // A download carries no token by itself, so within another page it is fetched and then saved.
  async fetchFile(event, file) {
    if (document.querySelector('meta[name="own-page"]')) return;
    event.preventDefault();
    const answer = await ask(file.href);
    if (!answer.ok) return;
    const url = URL.createObjectURL(await answer.blob());
    make("a", { href: url, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  mark(word) {
    return this.weRead >= word.number ? this.says.read : this.says.sent;
  }

  drawSending() {
    const low = this.isLow();
    const known = new Set([...this.words.values()].map((word) => word.id));
    const left = (this.outbox?.entries ?? []).filter((entry) => !known.has(entry.id));
    drawLeaving(this.list, left, this.says, this.outbox);
    if (low) this.goLow();
  }

  isLow() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  goLow() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  day(at) {
    const options = { weekday: "long", day: "numeric", month: "long" };
    return new Intl.DateTimeFormat(this.tongue, options).format(new Date(at));
  }

  time(at) {
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return new Intl.DateTimeFormat(this.tongue, options).format(new Date(at));
  }

  showTyping(on) {
    clearTimeout(this.typingEnds);
    this.typing.textContent = on ? this.says.types.replace("{name}", this.room.dataset.name) : "";
    if (on) this.typingEnds = setTimeout(() => this.showTyping(false), TYPES_FOR);
  }

  showLine(how) {
    clearTimeout(this.lineShows);
    this.room.dataset.line = how;
    if (how === "live") this.outbox.hurry();
    const say = () => { this.status.textContent = how === "live" ? "" : this.says[how]; };
    if (how === "lost") this.lineShows = setTimeout(say, 1_500); // a short gap is nobody's business
    else say();
    if (how !== "ended") return;
    this.form.querySelectorAll("textarea, button, input").forEach((each) => { each.disabled = true; });
    this.ended();
  }

  // --- what goes ------------------------------------------------------------------------------

  listen() {
    this.before.addEventListener("click", () => this.fetchEarlier());
    this.form.querySelector("#send").disabled = false;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.altKey || event.isComposing) return;
      event.preventDefault();
      this.send();
    });
    this.text.addEventListener("input", () => { this.fit(); this.signTyping(); });
    this.text.addEventListener("paste", (event) => this.choose(event.clipboardData?.files));
    this.picker.addEventListener("change", () => { this.choose(this.picker.files); this.picker.value = ""; });
    this.room.addEventListener("dragover", (event) => event.preventDefault());
    this.room.addEventListener("drop", (event) => { event.preventDefault(); this.choose(event.dataTransfer?.files); });
    addEventListener("focus", () => this.back());
    addEventListener("blur", () => this.line.say({ type: "here", how: "away" }));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.line.say({ type: "here", how: "away" });
      else this.back();
    });
  }

  send() {
    const text = this.text.value.trimEnd();
    if (!text.trim() && !this.files.length) return;
    this.outbox.add(text, this.files);
    this.text.value = "";
    this.files = [];
    this.showChosen("");
    this.fit();
    this.goLow();
    this.typed = 0;
    this.text.focus();
  }

  fit() {
    this.text.rows = Math.min(8, Math.max(1, this.text.value.split("\n").length));
  }

  signTyping() {
    const on = Boolean(this.text.value.trim());
    if (on && Date.now() - (this.typed ?? 0) < TYPES_AGAIN) return;
    this.typed = on ? Date.now() : 0;
    this.line.say({ type: "types", ticket: this.ticket, on });
  }

  choose(files) {
    let wrong = "";
    const most = Number(this.room.dataset.most);
    for (const file of files ?? []) {
      const all = this.files.reduce((sum, each) => sum + each.size, file.size);
      if (this.files.length >= MOST_FILES) wrong = this.says.too_many_files;
      else if (all > most) wrong = this.says.too_large.replace("{name}", file.name).replace("{most}", sized(most));
      else this.files.push(file);
    }
    this.showChosen(wrong);
  }

  showChosen(wrong) {
    const items = this.files.map((file) => {
      const remove = button("×", () => {
        this.files = this.files.filter((each) => each !== file);
        this.showChosen("");
        this.text.focus();
      });
      remove.setAttribute("aria-label", this.says.remove.replace("{name}", file.name));
      return make("li", {}, file.name, " ", remove);
    });
    if (wrong) items.push(make("li", { class: "wrong" }, make("span", { role: "alert" }, wrong)));
    this.chosen.replaceChildren(...items);
  }

  // Who answers changes when the desk opens or closes.
  awaitHours() {
    const seconds = Number(this.room.querySelector("#answering").dataset.seconds);
    if (!seconds || seconds > 86_400) return;
    setTimeout(async () => {
      const answer = await ask("/answering", { headers: { Accept: "text/html" } }).catch(() => null);
      if (answer?.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.room.querySelector("#answering").replaceWith(page.querySelector("#answering"));
      }
      this.awaitHours();
    }, (seconds + 2) * 1_000);
  }
}
