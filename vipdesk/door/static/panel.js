// The chat within a page of the client's own software: that page says, by a token, who looks.
import { ask, meta, useBearer } from "./ask.js";
import { button } from "./make.js";
import { Talk } from "./talk.js";

const ANSWERED_IN = 30_000; // ms that the page around has for a token
const AGAIN_FIRST = 2_000, AGAIN_LAST = 60_000; // ms until it is tried again by itself

const origins = meta("embedded-on").split(" ").filter(Boolean);
const main = document.getElementById("main");
const heading = document.querySelector("h1");
const note = document.getElementById("opening");
let around = "";

// Nothing secret: whoever is around may know that we are here.
const tell = (said) => parent.postMessage({ vipdesk: said }, around || "*");

let failures = 0, waits;

addEventListener("message", async (event) => {
  if (event.source !== parent || !origins.includes(event.origin)) return;
  if (event.data?.vipdesk === "opened") document.getElementById("text")?.focus();
  if (typeof event.data?.token !== "string" || around) return;
  around = event.origin;
  clearTimeout(waits);
  const why = await enter(event.data.token).catch(() => note.dataset.broken);
  if (why) fail(why);
});

addEventListener("keydown", (event) => { if (event.key === "Escape") tell("close"); });

// What kept them out, in words; nothing where they are in.
async function enter(token) {
  if (!token) return note.dataset.broken; // the page around could not get one
  const form = new FormData();
  form.set("token", token);
  const answer = await ask("/enter", { method: "POST", body: form });
  const said = await answer.json().catch(() => null);
  if (!answer.ok || !said?.bearer) return said?.words || note.dataset.failed;
  useBearer(said.bearer);
  const room = await ask("/room", { headers: { Accept: "text/html" } });
  if (!room.ok) return note.dataset.broken;
  const page = new DOMParser().parseFromString(await room.text(), "text/html");
  document.documentElement.lang = room.headers.get("Content-Language") || document.documentElement.lang;
  main.replaceChildren(heading, document.importNode(page.getElementById("room"), true));
  new Talk(document.getElementById("room"), { unread: (count) => tell(`unread ${count}`), ended: begin });
  failures = 0;
  tell("entered");
  return "";
}

// Said with a button, and tried again by itself, less often each time.
function fail(why) {
  clearTimeout(waits);
  useBearer("");
  around = ""; // another token may be better
  note.textContent = why;
  main.replaceChildren(heading, note, button(note.dataset.again, again));
  waits = setTimeout(again, Math.min(AGAIN_LAST, AGAIN_FIRST * 2 ** failures++));
  tell("failed");
}

function again() {
  note.textContent = note.dataset.opening;
  main.replaceChildren(heading, note);
  begin();
}

// A visit ends after some hours, and the page around knows whether it may go on.
function begin() {
  clearTimeout(waits);
  useBearer("");
  around = "";
  waits = setTimeout(() => fail(note.dataset.broken), ANSWERED_IN);
  tell("ready");
}

begin();
