// The conversation in its place on a page: what was said, what is being sent, who types.
import { ask } from "./ask.js";
import { drawLeaving } from "./leaving.js";
import { Line } from "./line.js";
import { Outbox } from "./outbox.js";
import { button, make, sized } from "./make.js";
import { Words } from "./words.js";

const TYPES_AGAIN = 3_000; // ms between signs of typing
const TYPES_FOR = 8_000; // ms that the other side's sign holds
const MOST_FILES = 5;

export class Talk {
  constructor(room, { unread = () => {}, ended = () => {} } = {}) {
    const part = (id) => room.querySelector(`#${id}`);
    this.room = room;
    [this.log, this.list, this.typing, this.form, this.text, this.chosen, this.status] =
      ["words", "said", "types", "say", "text", "chosen", "line"].map(part);
    this.picker = part("file");
    this.says = JSON.parse(part("script-words").textContent);
    this.unread = unread;
    this.ended = ended;
    this.title = document.title;
    const tongue = document.documentElement.lang.replace(/^en$/, "en-GB");
    this.words = new Words(this.log, this.list, this.says, tongue, () => this.fetchEarlier());
    this.files = [];
    this.ticket = 0;
    this.ours = this.shownSeen = this.toldSeen = 0;
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
    // what is not shown yet of a long talk comes when it is asked for, in its place
    const shown = event.words.filter((word) => event.fresh || !this.words.more || word.number >= this.words.first);
    const unread = (word) => (quietly ? word.number > event.read : !this.words.has(word.number));
    const came = shown.filter((word) => word.ours && unread(word)).length;
    if (event.fresh) this.begin(event);
    this.words.weRead = Math.max(this.words.weRead, event.we_read ?? 0);
    this.words.put(shown);
    this.words.takeOut(event.gone ?? []);
    for (const word of shown) if (word.ours) this.ours = Math.max(this.ours, word.number);
    this.toldSeen = Math.max(this.toldSeen, event.read ?? 0);
    this.outbox.confirm(new Set(event.words.map((word) => word.id).filter(Boolean)));
    this.drawSending();
    if (came) this.showTyping(false);
    if (low || quietly || event.fresh) this.goLow();
    if (came && this.isAway()) this.countUnread(came);
    this.seeTo();
  }

  // A conversation from its last words on; one that went on elsewhere stands with its ticket.
  begin(event) {
    this.words.clear();
    this.ticket = event.ticket;
    this.ours = this.words.weRead = this.shownSeen = this.toldSeen = 0;
    this.words.showMore(Boolean(event.more));
  }

  async fetchEarlier() {
    if (this.fetching) return;
    this.fetching = true;
    const { ticket, words: { first } } = this;
    try {
      const answer = await ask(`/earlier?${new URLSearchParams({ ticket, before: first })}`);
      const found = answer.ok ? await answer.json() : null;
      if (found && ticket === this.ticket) this.words.putBefore(found.words, found.more);
    } catch {
      // the button is still there
    } finally {
      this.fetching = false;
    }
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

  drawSending() {
    const low = this.isLow();
    drawLeaving(this.list, this.outbox.entries, this.says, this.outbox);
    if (low) this.goLow();
  }

  isLow() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  goLow() {
    this.log.scrollTop = this.log.scrollHeight;
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
