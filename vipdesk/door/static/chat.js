/* The chat button for a page of the client's own software, in one line:
   <script src="https://desk.example.com/chat.js" data-token-url="/support-token" async></script>
   `data-token-url` gives a fresh signed token for who is signed in there, as text or {"token": …};
   `data-token` may hold one instead. `data-label` is what the button says, `data-side` is "left" for
   the other corner. The page's content security policy has to allow this address in `script-src`
   and `frame-src`, and nothing more: no style, font or script of anybody else comes with it. */
(() => {
  "use strict";
  const script = document.currentScript;
  const desk = new URL(script.src).origin;
  const { tokenUrl, label = "Chat", side = "right" } = script.dataset;
  let token = script.dataset.token;
  let frame = null;
  let open = false;
  let ready = false;

  // Who has lately had the chat open in this tab hears on the button of what comes to it closed.
  const LATELY = 7_200_000, KEPT = "vipdesk.chat";
  const wasLately = () => {
    try { return Date.now() - Number(sessionStorage.getItem(KEPT)) < LATELY; } catch { return false; }
  };
  const remember = () => {
    try { sessionStorage.setItem(KEPT, String(Date.now())); } catch { /* then it is not known */ }
  };

  const styled = (element, styles) => {
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    return element;
  };
  const button = styled(document.createElement("button"), {
    position: "fixed", bottom: "20px", [side]: "20px", "z-index": "2147483000", padding: "12px 20px",
    border: "2px solid #fff", "border-radius": "28px", background: "#1f5fbf", color: "#fff",
    font: "600 16px/1.2 system-ui, sans-serif", cursor: "pointer", "box-shadow": "0 4px 16px rgba(0,0,0,.3)",
  });
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-haspopup", "dialog");

  const makeFrame = () => {
    frame = styled(document.createElement("iframe"), {
      position: "fixed", bottom: "84px", [side]: "20px", "z-index": "2147483000", width: "min(400px, calc(100vw - 40px))",
      height: "min(620px, calc(100vh - 110px))", border: "1px solid #8a94a6", "border-radius": "12px",
      background: "Canvas", "box-shadow": "0 8px 32px rgba(0,0,0,.3)", "color-scheme": "light dark",
    });
    frame.title = label;
    frame.src = `${desk}/panel`;
    frame.style.setProperty("display", "none");
    document.body.append(frame);
  };

  const show = (wanted) => {
    open = wanted;
    if (open && !frame) makeFrame();
    if (frame) frame.style.setProperty("display", open ? "block" : "none");
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      remember();
      unread(0);
      if (ready) frame.contentWindow.postMessage({ vipdesk: "opened" }, desk);
    } else {
      button.focus();
    }
  };

  const unread = (count) => { button.textContent = count ? `${label} (${count})` : label; };

  const freshToken = async () => {
    if (!tokenUrl) return token;
    const signal = AbortSignal.timeout(20_000);
    const answer = await fetch(tokenUrl, { credentials: "same-origin", cache: "no-store", signal });
    if (!answer.ok) return "";
    const text = (await answer.text()).trim();
    return text.startsWith("{") ? JSON.parse(text).token : text;
  };

  addEventListener("message", async (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== desk) return;
    const said = String(event.data?.vipdesk ?? "");
    if (said === "ready") {
      ready = true;
      const fresh = await freshToken().catch(() => "");
      frame.contentWindow.postMessage({ token: String(fresh ?? "") }, desk); // without one it tries again
    } else if (said === "entered" && open) frame.contentWindow.postMessage({ vipdesk: "opened" }, desk);
    else if (said === "close") show(false);
    else if (said.startsWith("unread ") && !open) unread(Number(said.slice(7)) || 0);
  });

  button.addEventListener("click", () => show(!open));
  document.body.append(button);
  if (wasLately()) makeFrame();
})();
