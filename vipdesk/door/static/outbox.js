// What the visitor has written and the desk has not confirmed yet. Each word has an identity of its
// own that it keeps however often it is sent, so that the desk takes it once.
import { ask } from "./ask.js";

const KEPT = "vipdesk.outbox";

export class Outbox {
  constructor(who, ticket, changed) {
    this.ticket = ticket;
    this.changed = changed;
    this.key = `${KEPT}.${who}.${ticket}`;
    this.entries = this.read();
    this.wait = 0;
    addEventListener("online", () => this.hurry());
    addEventListener("beforeunload", (event) => {
      if (this.entries.some((entry) => entry.files.length && entry.state !== "sent")) event.preventDefault();
    });
  }

  // Words without files outlive a reload of the page in this tab.
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? "[]").map((entry) => ({ ...entry, files: [] }));
    } catch {
      return [];
    }
  }

  keep() {
    const plain = this.entries.filter((entry) => !entry.files.length).map(({ files, ...entry }) => entry);
    try {
      sessionStorage.setItem(this.key, JSON.stringify(plain));
    } catch {
      // kept in this page only
    }
    this.changed();
  }

  add(text, files) {
    this.entries.push({ id: crypto.randomUUID(), text, files, state: "waiting", at: new Date().toISOString() });
    this.keep();
    this.pump();
  }

  // The desk has it, for it is told to all pages.
  confirm(ids) {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => !ids.has(entry.id));
    if (this.entries.length !== before) this.keep();
  }

  again(id) {
    const entry = this.entries.find((each) => each.id === id);
    if (entry) Object.assign(entry, { state: "waiting", why: "" });
    this.keep();
    this.hurry();
  }

  discard(id) {
    this.entries = this.entries.filter((entry) => entry.id !== id);
    this.keep();
  }

  hurry() {
    this.wait = 0;
    clearTimeout(this.timer);
    this.pump();
  }

  // One after the other, in order: the next one waits until this one is there.
  async pump() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      for (let entry; (entry = this.entries.find((each) => each.state === "waiting" || each.state === "sending")); ) {
        const wait = await this.send(entry);
        this.keep();
        if (wait) {
          this.timer = setTimeout(() => this.pump(), wait);
          return;
        }
      }
    } finally {
      this.busy = false;
    }
  }

  // How long to wait before it is tried again, in ms; 0 where it is settled.
  async send(entry) {
    entry.state = "sending";
    this.changed();
    const form = new FormData();
    form.set("id", entry.id);
    form.set("text", entry.text);
    form.set("ticket", this.ticket);
    entry.files.forEach((file) => form.append("file", file, file.name));
    let answer;
    let said = {};
    try {
      answer = await ask("/say", { method: "POST", body: form, signal: AbortSignal.timeout(60_000) });
      said = await answer.json();
    } catch {
      // no answer, or half of one: it may be there or not, so it is sent again as it is
    }
    if (answer?.ok && said.number !== undefined) {
      entry.state = "sent";
      this.wait = 0;
      return 0;
    }
    if (answer && answer.status >= 400 && answer.status < 429) {
      Object.assign(entry, { state: "failed", why: said.words ?? "" });
      return 0;
    }
    this.wait = Math.min(30_000, Math.max(1_000, this.wait * 2));
    Object.assign(entry, { state: "waiting", why: said.words ?? "" });
    return Math.max(this.wait, 1_000 * (Number(answer?.headers.get("Retry-After")) || 0));
  }
}
