// The matrix with a keyboard and a dialog. Everything here also works without it, as links and pages.
(() => {
  "use strict";
  const table = document.getElementById("matrix");
  const dialog = document.getElementById("cel");
  const message = document.getElementById("melding");
  if (!table || !dialog || !window.htmx) return;
  const LINKS = "tbody .c a";
  let opener = null;

  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const cells = (row) => [...row.querySelectorAll(".c a")].filter((link) => link.offsetParent);
  const current = () => opener && document.getElementById(opener);

  // One tab stop for the grid; the arrows walk through it.
  const stops = table.querySelectorAll(LINKS);
  stops.forEach((link) => { link.tabIndex = -1; });
  const makeStop = (link) => {
    table.querySelectorAll(`${LINKS}[tabindex="0"]`).forEach((other) => { other.tabIndex = -1; });
    link.tabIndex = 0;
  };
  const first = [...stops].find((link) => link.closest(".main")) || stops[0];
  if (first) makeStop(first);

  const step = (link, key) => {
    const row = link.closest("tr");
    const here = cells(row).indexOf(link);
    if (key === "ArrowLeft") return cells(row)[here - 1];
    if (key === "ArrowRight") return cells(row)[here + 1];
    if (key === "Home") return cells(row)[0];
    if (key === "End") return cells(row).at(-1);
    const rows = [...table.querySelectorAll("tbody tr")].filter((other) => cells(other).length);
    const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
    return next && cells(next)[here];
  };
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest(".c a");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const next = step(link, event.key);
    if (next) { makeStop(next); next.focus(); }
  });
  table.addEventListener("focusin", (event) => {
    const link = event.target.closest(".c a");
    if (link) makeStop(link);
  });

  // A cell opens its dialog below or above its row, never over it.
  const place = () => {
    const link = current();
    if (!link) return;
    const theme = link.closest("tbody").querySelector(".theme");
    const head = table.tHead.offsetHeight + (theme ? theme.offsetHeight : 0);
    const wanted = dialog.offsetHeight + 12;
    let row = link.closest("tr").getBoundingClientRect();
    if (innerHeight - row.bottom < wanted && row.top < wanted) {
      scrollBy(0, row.top - head);
      row = link.closest("tr").getBoundingClientRect();
    }
    const under = innerHeight - row.bottom;
    const below = under >= wanted || under > row.top;
    const room = (below ? under : row.top) - 12;
    dialog.style.maxHeight = `${room}px`;
    dialog.style.top = `${below ? row.bottom + 6 : Math.max(row.top - wanted + 6, 6)}px`;
    const right = link.getBoundingClientRect().right;
    dialog.style.left = `${Math.max(8, Math.min(right - dialog.offsetWidth, innerWidth - dialog.offsetWidth - 8))}px`;
  };
  table.addEventListener("click", (event) => {
    const link = event.target.closest(".c a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = link.id;
    htmx.ajax("GET", link.href, { target: dialog, swap: "innerHTML" });
  });
  const isOpen = () => dialog.open;
  const FOCUS = [".conflict", ".error-summary", "input[type=radio]:checked", "input[type=radio]", "select", "a"];
  const focusIn = (part) => {
    const found = FOCUS.map((each) => part.querySelector(each)).find((each) => each && each.offsetParent);
    if (!found) return;
    if (found.matches("div")) found.tabIndex = -1;
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  };
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const part = event.detail.target;
    if (part.id === "cel-problem") { focusIn(part); return; }
    if (part !== dialog || !dialog.childElementCount) return;
    if (!isOpen()) dialog.showModal();
    dialog.style.maxHeight = "";
    place();
    focusIn(dialog);
  });
  const back = () => {
    const link = current();
    if (link) { makeStop(link); link.focus({ preventScroll: true }); }
  };
  dialog.addEventListener("close", () => { dialog.replaceChildren(); back(); });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && event.target.matches("textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
    if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });

  // Saving and withdrawing; the token comes from the cookie, so that logging in elsewhere helps.
  const send = (form) => {
    const values = Object.fromEntries(new FormData(form));
    delete values.csrfmiddlewaretoken;
    htmx.ajax("POST", form.action, { target: dialog, swap: "innerHTML", values, headers: { "X-CSRFToken": token() } });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!dialog.contains(form) && !message.contains(form)) return;
    event.preventDefault();
    send(form);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // A session that ended, or a refusal, must not take the typed text away: it goes above the form.
    const problem = document.getElementById("cel-problem");
    const status = event.detail.xhr.status;
    if (problem && status >= 400 && ![400, 409].includes(status)) event.detail.target = problem;
  });
  document.body.addEventListener("htmx:sendError", () => {
    message.textContent = "Er is geen verbinding. Wat u typte staat er nog; probeer het zo nog eens.";
  });
  document.body.addEventListener("cel-opgeslagen", () => {
    if (isOpen()) dialog.close();
    const link = current();
    if (link) link.classList.add("just-saved");
    back();
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  // A view that is pointed at shows at once; by keyboard one walks first and then chooses Toon.
  document.querySelectorAll("#keuze .views input").forEach((field) => {
    field.addEventListener("click", (event) => { if (event.detail) field.form.requestSubmit(); });
  });
})();
