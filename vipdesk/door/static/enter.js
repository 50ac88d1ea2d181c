// A token behind the `#` goes nowhere but here; it is taken out of the address at once.
import { ask } from "./ask.js";

const note = document.getElementById("opening");
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

if (!token) {
  note.textContent = note.dataset.none;
} else {
  const form = new FormData();
  form.set("token", token);
  form.set("as", "page");
  const answer = await ask("/enter", { method: "POST", body: form }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (answer?.ok) location.replace(said.to);
  else note.textContent = said?.words || note.dataset.failed;
}
