// How a page of ours asks its own server: by the cookie and the page's own word, or, within
// another page, by a token that is kept here and nowhere else.
let bearer = "";

export const useBearer = (secret) => { bearer = secret; };

export const headers = () =>
  bearer
    ? { Accept: "application/json", Authorization: `Bearer ${bearer}` }
    : { Accept: "application/json", "X-Own-Page": meta("own-page") };

export const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

export const protocols = () => (bearer ? ["vipdesk", `bearer.${bearer}`] : ["vipdesk"]);

export const ask = (path, { headers: more, ...options } = {}) =>
  fetch(path, {
    credentials: "same-origin", cache: "no-store", redirect: "error", ...options,
    headers: { ...headers(), ...more },
  });

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
