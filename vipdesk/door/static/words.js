// The words of a conversation in their order: of a long one no more is drawn than what differs.
import { ask } from "./ask.js";
import { button, make, sized, written } from "./make.js";

export class Words {
  constructor(log, list, says, tongue, earlier) {
    Object.assign(this, { log, list, says, tongue });
    this.weRead = 0;
    this.earlier = make("li", { class: "earlier" }, button(says.earlier, earlier));
    this.clear();
  }

  clear() {
    for (const { day, item } of this.entries ?? []) { day?.remove(); item.remove(); }
    this.earlier.remove();
    this.entries = [];
    this.more = false;
  }

  get first() { return this.entries[0]?.word.number ?? 0; }

  find(number) {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle].word.number < number) low = middle + 1;
      else high = middle;
    }
    return [low, this.entries[low]?.word.number === number];
  }

  has(number) { return this.find(number)[1]; }

  put(words) {
    for (const word of words) {
      const [place, known] = this.find(word.number);
      const state = JSON.stringify(word);
      if (known && this.entries[place].state === state) continue;
      const entry = { word, state, item: this.drawn(word), day: null };
      if (known) this.drop(place);
      this.entries.splice(place, 0, entry);
      this.list.insertBefore(entry.item, this.headOf(place + 1));
      this.fitDay(place);
      this.fitDay(place + 1);
    }
    this.showMark();
  }

  takeOut(numbers) {
    for (const number of numbers) {
      const [place, known] = this.find(number);
      if (!known) continue;
      this.drop(place);
      this.fitDay(place);
    }
    this.showMark();
  }

  drop(place) {
    const [{ day, item }] = this.entries.splice(place, 1);
    day?.remove();
    item.remove();
  }

  // What stands in the list where the word at this place begins: it may be the day over it.
  headOf(place) {
    const entry = this.entries[place];
    return entry ? entry.day ?? entry.item : this.list.querySelector(".leaving");
  }

  fitDay(place) {
    const entry = this.entries[place];
    if (!entry) return;
    const before = this.entries[place - 1];
    const its = this.day(entry.word.at);
    const said = before && this.day(before.word.at) === its ? "" : its;
    if ((entry.day?.textContent ?? "") === said) return;
    entry.day?.remove();
    entry.day = said ? make("li", { class: "day" }, said) : null;
    if (entry.day) entry.item.before(entry.day);
  }

  // Earlier ones go in above, without a word of it to who listens, and what is looked at stays.
  putBefore(words, more) {
    const below = this.log.scrollHeight - this.log.scrollTop;
    this.log.setAttribute("aria-live", "off");
    this.put(words);
    this.showMore(more);
    this.log.scrollTop = this.log.scrollHeight - below;
    setTimeout(() => this.log.setAttribute("aria-live", "polite"), 1_000);
  }

  showMore(more) {
    const held = this.earlier.contains(document.activeElement);
    this.more = more;
    if (more) this.list.prepend(this.earlier);
    else this.earlier.remove();
    if (held) (more ? this.earlier.firstChild : this.log).focus({ preventScroll: true });
  }

  showMark() {
    const last = this.entries.findLast(({ word }) => word.mine);
    const said = last && (this.weRead >= last.word.number ? this.says.read : this.says.sent);
    if (this.marked !== last) this.marked?.item.querySelector(".mark")?.remove();
    this.marked = last;
    if (!last) return;
    let mark = last.item.querySelector(".mark");
    if (!mark) last.item.append(mark = make("p", { class: "mark" }));
    if (mark.textContent !== said) mark.textContent = said;
  }

  drawn(word) {
    const side = word.mine ? "mine" : word.ours ? "ours" : "theirs";
    const how = word.kind === "call" ? this.says.call : word.channel === "email" ? this.says.email : "";
    const head = [make("span", { class: "by" }, word.mine ? this.says.you : word.by)];
    if (how) head.push(" ", make("span", { class: "how" }, how));
    head.push(" ", make("time", { datetime: word.at }, this.time(word.at)));
    const body = [make("p", { class: "head" }, ...head), make("p", { class: "text" }, ...written(word.text))];
    if (word.files.length) body.push(make("ul", { class: "files" }, ...word.files.map(fileItem)));
    // who wrote it knows it: only what others write is said aloud
    return make("li", { class: `word ${side}`, ...(word.mine && { "aria-live": "off" }) }, ...body);
  }

  day(at) {
    this.days ??= new Intl.DateTimeFormat(this.tongue, { weekday: "long", day: "numeric", month: "long" });
    return this.days.format(new Date(at));
  }

  time(at) {
    this.times ??= new Intl.DateTimeFormat(this.tongue, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return this.times.format(new Date(at));
  }
}

function fileItem(file) {
  const link = make("a", { href: file.href, download: file.name }, file.name);
  link.addEventListener("click", (event) => fetchFile(event, file));
  return make("li", {}, link, " ", make("span", { class: "size" }, sized(file.size)));
}

// A download carries no token by itself, so within another page it is fetched and then saved.
async function fetchFile(event, file) {
  if (document.querySelector('meta[name="own-page"]')) return;
  event.preventDefault();
  const answer = await ask(file.href);
  if (!answer.ok) return;
  const url = URL.createObjectURL(await answer.blob());
  make("a", { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
