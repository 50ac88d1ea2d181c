// What was written and is not there yet, below the conversation.
import { button, make } from "./make.js";

const HOW = { sending: "sending", waiting: "waiting", failed: "not_sent", sent: "sent" };

// What has not changed stays as it is: it may have the focus, and a screen reader has said it.
export function drawLeaving(list, entries, says, outbox) {
  const there = new Map([...list.querySelectorAll(".leaving")].map((item) => [item.dataset.key, item]));
  for (const entry of entries) {
    const state = JSON.stringify([entry.state, entry.why]);
    const old = there.get(entry.id);
    there.delete(entry.id);
    if (old?.dataset.state === state) continue;
    const item = leavingItem(entry, says, outbox);
    Object.assign(item.dataset, { key: entry.id, state });
    if (old) old.replaceWith(item);
    else list.append(item);
  }
  there.forEach((item) => item.remove());
}

function leavingItem(entry, says, outbox) {
  const item = make("li", { class: `word mine leaving ${entry.state}`, "aria-live": "off" },
    make("p", { class: "head" }, make("span", { class: "by" }, says.you)),
    make("p", { class: "text" }, entry.text));
  if (entry.files.length) {
    item.append(make("ul", { class: "files" }, ...entry.files.map((file) => make("li", {}, file.name))));
  }
  const failed = entry.state === "failed";
  const mark = make("p", { class: "mark", ...(failed && { role: "alert" }) }, [says[HOW[entry.state]], entry.why].filter(Boolean).join(" "));
  item.append(mark);
  if (failed) {
    item.append(make("p", { class: "mark" },
      button(says.again, () => outbox.again(entry.id)), " ", button(says.discard, () => outbox.discard(entry.id))));
  }
  return item;
}
