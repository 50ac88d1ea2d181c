// The live line: a socket, else a stream of events, else looks that wait. All three tell the same,
// and each goes on after what the page has, so that nothing is lost; what comes twice has the same
// number.
import { ask, protocols } from "./ask.js";

const WAYS = ["socket", "stream", "poll"];
const SILENT = 50_000; // ms without a word after which a line is dead, whatever it says
const UPWARDS = 120_000; // ms after which a better way is tried again
const HELLO = 6_000; // ms that a way has to open in

export class Line {
  constructor({ topic, ticket = "", after = "", heard, state = () => {} }) {
    Object.assign(this, { topic, ticket, after, heard, state });
    this.way = 0;
    this.failed = 0;
    this.over = false;
    for (const event of ["online", "pageshow"]) addEventListener(event, () => this.hurry?.());
    addEventListener("offline", () => this.drop?.());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry?.());
  }

  async run() {
    while (!this.over) {
      this.held = false;
      const opened = Date.now();
      try {
        await this[WAYS[this.way]]();
      } catch {
        // the line is gone; why makes no difference
      }
      this.socketOpen = null;
      if (this.over) return;
      if (this.held) {
        this.failed = 0;
        if (this.way && Date.now() - opened >= UPWARDS) this.way = 0;
      } else {
        this.failed += 1;
        this.way = (this.way + 1) % WAYS.length;
      }
      this.state("lost");
      await this.rest();
    }
  }

  rest() {
    const long = Math.min(15_000, 250 * 2 ** Math.min(this.failed, 6)) * (0.7 + Math.random() * 0.6);
    return new Promise((done) => {
      const timer = setTimeout(done, long);
      this.hurry = () => { clearTimeout(timer); done(); };
    }).finally(() => { this.hurry = null; });
  }

  query() {
    return new URLSearchParams({ topic: this.topic, ticket: this.ticket, after: this.after });
  }

  hear(event) {
    if (!this.held) {
      this.held = true;
      this.state("live");
    }
    if (event.type === "ended") {
      this.over = true;
      this.state("ended");
    } else if (event.type === "later") {
      this.drop?.();
    } else {
      this.heard(event);
      if (event.after !== undefined && event.type !== "hello") this.after = event.after;
    }
  }

  // A watch over a way: it is dropped when it does not open, or falls silent.
  watch(drop) {
    let timer = setTimeout(drop, HELLO);
    this.drop = drop;
    return {
      heard: () => { clearTimeout(timer); timer = setTimeout(drop, SILENT); },
      end: () => { clearTimeout(timer); this.drop = null; },
    };
  }

  socket() {
    return new Promise((done) => {
      const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live?${this.query()}`, protocols());
      const watch = this.watch(() => { socket.close(); done(); });
      socket.onmessage = ({ data }) => { watch.heard(); this.socketOpen = socket; this.hear(JSON.parse(data)); };
      socket.onclose = () => { watch.end(); done(); };
    });
  }

  async stream() {
    const stop = new AbortController();
    const watch = this.watch(() => stop.abort());
    const until = Date.now() + UPWARDS;
    try {
      const answer = await ask(`/live/events?${this.query()}`, { signal: stop.signal });
      if (!this.fine(answer)) return;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      while (Date.now() < until) {
        const { value, done } = await reader.read();
        if (done) return;
        watch.heard();
        const parts = (rest + value).split("\n\n");
        rest = parts.pop();
        for (const part of parts) if (part.startsWith("data: ")) this.hear(JSON.parse(part.slice(6)));
      }
    } finally {
      watch.end();
      stop.abort();
    }
  }

  async poll() {
    const until = Date.now() + UPWARDS;
    while (!this.over && Date.now() < until) {
      const stop = new AbortController();
      const watch = this.watch(() => stop.abort());
      watch.heard();
      try {
        const query = this.query();
        if (!this.held) query.set("wait", "0"); // the first one says at once that there is a way
        const answer = await ask(`/live/poll?${query}`, { signal: stop.signal });
        if (!this.fine(answer)) return;
        const { events, after } = await answer.json();
        this.hear({ type: "still" });
        events.forEach((event) => this.hear(event));
        this.after = after;
      } finally {
        watch.end();
      }
    }
  }

  fine(answer) {
    if (answer.status === 401) this.hear({ type: "ended" });
    return answer.ok;
  }

  // Something small that needs no answer, and may be lost.
  say(small) {
    const text = JSON.stringify(small);
    if (this.socketOpen?.readyState === WebSocket.OPEN) this.socketOpen.send(text);
    else if (this.held) ask("/live/small", { method: "POST", body: text }).catch(() => {});
  }
}

