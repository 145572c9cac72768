// The outline with a mouse, and without loading the page anew. Everything also works as forms and links.
(() => {
  "use strict";
  const page = document.getElementById("themas");
  const form = document.getElementById("zetten");
  const message = document.getElementById("melding");
  if (!page || !form || !window.htmx) return;
  const EDGE = 60;
  let held = null;

  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const send = (address, values) => htmx.ajax("POST", address, {
    source: page, target: message, swap: "none", values, headers: { "X-CSRFToken": token() },
  });

  // Omhoog and Omlaag.
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.formAction) return;
    event.preventDefault();
    send(button.formAction, { [button.name]: button.value });
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // What is no answer of ours (a session that ended, a refusal) is shown where it is read aloud.
    if (![200, 400].includes(event.detail.xhr.status)) event.detail.swapOverride = "innerHTML";
  });
  document.body.addEventListener("htmx:sendError", () => {
    message.textContent = "Er is geen verbinding. Er is niets verplaatst; probeer het zo nog eens.";
  });
  document.body.addEventListener("geplaatst", (event) => {
    const { focus, order } = event.detail;
    if (order) {
      const list = document.querySelector("#sprong ol");
      order.forEach((pk) => {
        page.append(document.getElementById(`t-${pk}`));
        list.append(document.getElementById(`s-${pk}`));
      });
    }
    showGrips();
    const found = document.getElementById(focus);
    if (!found) return;
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest" });
    const row = found.closest(".row");
    if (row) row.classList.add("settled");
  });

  // Dragging: hold a row by its dots; it comes after the row, or into the theme, under the pointer.
  const showGrips = () => page.querySelectorAll(".grip[hidden]").forEach((grip) => { grip.hidden = false; });
  const clear = () => page.querySelectorAll(".drop").forEach((each) => each.classList.remove("drop"));
  const under = (event) => {
    const element = document.elementFromPoint(event.clientX, event.clientY);
    const found = element && (element.closest(".row") || element.closest(".branch"));
    return found && page.contains(found) && found !== held ? found : null;
  };
  const drop = () => {
    const row = held;
    held = null;
    clear();
    document.documentElement.classList.remove("dragging");
    row.classList.remove("held");
    return row;
  };
  page.addEventListener("pointerdown", (event) => {
    if (event.button || !event.target.matches(".grip")) return;
    event.preventDefault();
    held = event.target.closest(".row");
    held.classList.add("held");
    document.documentElement.classList.add("dragging");
    page.setPointerCapture(event.pointerId);
  });
  page.addEventListener("pointermove", (event) => {
    if (!held) return;
    clear();
    const target = under(event);
    if (target) target.classList.add("drop");
    if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
  });
  page.addEventListener("pointerup", (event) => {
    if (!held) return;
    const target = under(event);
    const row = drop();
    const place = target && (target.dataset.place || target.dataset.theme);
    if (place) send(row.querySelector("[formaction]").formAction, { plaats: place });
  });
  page.addEventListener("pointercancel", () => { if (held) drop(); });
  document.addEventListener("keydown", (event) => { if (held && event.key === "Escape") drop(); });

  // Folding everything at once.
  const fold = document.getElementById("vouwen");
  fold.hidden = false;
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-expanded") !== "true";
    page.querySelectorAll("details").forEach((each) => { each.open = open; });
    fold.setAttribute("aria-expanded", String(open));
    fold.textContent = open ? "Alles dichtvouwen" : "Alles openvouwen";
  });
  showGrips();
})();
