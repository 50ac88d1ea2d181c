// Elements, made of words: nothing that anybody wrote is ever read as HTML.
export function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;

// A text with its web addresses as links, which show where they lead.
export function written(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, found.index));
    parts.push(make("a", { href: found[0], rel: "noopener noreferrer nofollow", target: "_blank" }, found[0]));
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

export function sized(bytes) {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function button(words, act) {
  const made = make("button", { type: "button", class: "quiet" }, words);
  made.addEventListener("click", act);
  return made;
}
