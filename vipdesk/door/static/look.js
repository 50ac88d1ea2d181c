// A page that changes as others act: its part is fetched anew, with what was chosen in it kept.
import { ask } from "./ask.js";
import { Line } from "./line.js";
import { make } from "./make.js";

const place = () => document.getElementById("looked-at");
const choose = () => document.getElementById("choose");

const here = () =>
  choose() ? `${location.pathname}?${new URLSearchParams(new FormData(choose()))}` : location.pathname + location.search;

async function again() {
  const answer = await ask(here(), { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = document.importNode(page.getElementById("looked-at"), true);
  const old = place();
  const picked = old.querySelector("input[name=start]:checked")?.value;
  const typed = old.querySelectorAll(".slots input[id]");
  const open = old.querySelector("#guests")?.open;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  for (const each of typed) {
    const same = fresh.querySelector(`#${each.id}`);
    if (same) same.value = each.value;
  }
  if (open && fresh.querySelector("#guests")) fresh.querySelector("#guests").open = true;
  if (picked) keepPicked(fresh, picked);
  refocus(fresh, focused);
  offerOwnZone();
}

function keepPicked(fresh, picked) {
  const still = [...fresh.querySelectorAll("input[name=start]")].find((each) => each.value === picked);
  if (still) still.checked = true;
  else fresh.prepend(make("p", { class: "wrong", role: "alert" }, fresh.dataset.taken));
}

function refocus(fresh, focused) {
  if (!focused) return;
  const same = focused.id
    ? fresh.querySelector(`#${focused.id}`)
    : [...fresh.querySelectorAll("input[name=start]")].find((each) => each.value === focused.value);
  (same ?? fresh.querySelector("input[name=start], a, button"))?.focus();
}

let asked = Promise.resolve();
new Line({
  topic: place().dataset.topic,
  after: place().dataset.after,
  heard: (event) => { if (event.type === "look") asked = asked.then(again).catch(() => {}); },
}).run();

// The browser's own zone is offered, never taken: an office may travel.
function offerOwnZone() {
  const link = document.getElementById("own-zone");
  const zone = document.getElementById("zone");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!link || !own || own === zone.value || ![...zone.options].some((each) => each.value === own)) return;
  const query = new URLSearchParams(new FormData(choose()));
  query.set("zone", own);
  link.href = `/book?${query}`;
  link.textContent = link.dataset.words.replace("{zone}", own);
  link.hidden = false;
}

document.addEventListener("change", ({ target }) => { if (target.closest("#choose")) choose().requestSubmit(); });
offerOwnZone();
