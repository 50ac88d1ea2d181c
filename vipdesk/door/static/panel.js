// The chat within a page of the client's own software: that page says, by a token, who looks.
import { ask, meta, useBearer } from "./ask.js";
import { Talk } from "./talk.js";

const origins = meta("embedded-on").split(" ").filter(Boolean);
const main = document.getElementById("main");
const heading = document.querySelector("h1");
const note = document.getElementById("opening");
let around = "";

// Nothing secret: whoever is around may know that we are here.
const tell = (said) => parent.postMessage({ vipdesk: said }, around || "*");

addEventListener("message", async (event) => {
  if (event.source !== parent || !origins.includes(event.origin)) return;
  if (event.data?.vipdesk === "opened") document.getElementById("text")?.focus();
  if (typeof event.data?.token !== "string" || around) return;
  around = event.origin;
  await enter(event.data.token);
});

addEventListener("keydown", (event) => { if (event.key === "Escape") tell("close"); });

async function enter(token) {
  const form = new FormData();
  form.set("token", token);
  const answer = await ask("/enter", { method: "POST", body: form }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!answer?.ok || !said?.bearer) {
    main.replaceChildren(heading, note);
    note.textContent = said?.words || note.dataset.failed;
    around = ""; // another token may be better
    return tell("failed");
  }
  useBearer(said.bearer);
  const room = await ask("/room", { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await room.text(), "text/html");
  document.documentElement.lang = room.headers.get("Content-Language") || document.documentElement.lang;
  main.replaceChildren(heading, document.importNode(page.getElementById("room"), true));
  new Talk(document.getElementById("room"), { unread: (count) => tell(`unread ${count}`), ended: again });
  tell("entered");
}

// A visit ends after some hours, and the page around knows whether it may go on.
function again() {
  useBearer("");
  tell("ready");
  around = "";
}

tell("ready");
