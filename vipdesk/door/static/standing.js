// How a ticket stands, over its conversation: fetched anew when it stands otherwise.
import { ask } from "./ask.js";
import { Line } from "./line.js";

const place = () => document.getElementById("standing");

async function again() {
  const answer = await ask(`/tickets/${place().dataset.ticket}/standing`, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("standing");
  // what says the same is not said again to who listens
  if (fresh.textContent !== place().textContent) place().replaceChildren(...fresh.childNodes);
}

let asked = Promise.resolve();
new Line({
  topic: "standings",
  after: place().dataset.after,
  heard: (event) => { if (event.type === "look") asked = asked.then(again).catch(() => {}); },
}).run();
