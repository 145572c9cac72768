// Coordinators and partners by typing a few letters (ARIA combobox with a list). Without this script
// each name stands on a line of a text area; with it that text area is kept, unseen, up to date.
(() => {
  "use strict";
  const WAIT = 150;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const squeezed = (text) => text.trim().replace(/\s+/g, " ");
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.textContent = text;
    return element;
  };
  // "GGD (op afroep)" is a name with its remark.
  const parted = (line) => {
    const found = line.match(/^(.+?)\s*(\([^()]*\))$/);
    return found ? { name: found[1], remark: ` ${found[2]}` } : { name: line, remark: "" };
  };

  const enhance = (area) => {
    const kind = area.dataset.choose;
    const word = kind === "partner" ? "partner" : "coördinator";
    const field = area.closest(".field");
    const label = field.querySelector("label");
    const agreed = area.form.elements[`new_${area.name}`];
    const id = area.id;
    const input = make("input", {
      id, type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-lijst`, maxlength: "300",
    });
    ["aria-describedby", "aria-invalid"].forEach((name) => {
      if (area.hasAttribute(name)) input.setAttribute(name, area.getAttribute(name));
    });
    const chosen = make("ul", { class: "chosen", "aria-label": `Gekozen: ${area.name === "partners" ? "partners" : "coördinatoren"}` });
    const list = make("ul", { class: "suggestions", id: `${id}-lijst`, role: "listbox", "aria-label": "Voorstellen" });
    const told = make("div", { class: "vh", role: "status" });
    const box = make("div", { class: "chooser" });
    const hint = document.getElementById(`${id}_helptext`);
    if (hint) {
      hint.textContent = kind === "partner"
        ? "Typ een paar letters en kies een naam. Een opmerking zet u erachter tussen haakjes: GGD (op afroep)."
        : "Typ een paar letters en kies een naam.";
    }
    area.removeAttribute("id");
    area.hidden = true;
    list.hidden = true;
    area.before(chosen, box);
    box.append(input, list, told);

    let lines = area.value.split("\n").map(squeezed).filter(Boolean);
    let options = [];
    let active = -1;
    let timer = 0;
    let asked = 0;

    const isAgreed = (line) => agreed.value.split("\n").some((each) => each && plain(each) === plain(parted(line).name));
    const write = () => { area.value = lines.join("\n"); };
    const close = () => {
      clearTimeout(timer);
      asked += 1;
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const draw = () => {
      chosen.replaceChildren(...lines.map((line, place) => {
        const row = make("li");
        const edit = make("button", { type: "button" }, line);
        if (isAgreed(line)) edit.append(make("span", { class: "new" }, " nieuw"));
        edit.append(make("span", { class: "vh" }, " wijzigen"));
        const remove = make("button", { type: "button" });
        remove.append(make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "vh" }, `${line} weghalen`));
        edit.addEventListener("click", () => { take(place); input.value = line; input.focus(); });
        remove.addEventListener("click", () => { take(place); told.textContent = `${line} is weggehaald.`; input.focus(); });
        row.append(edit, remove);
        return row;
      }));
    };
    const take = (place) => { lines.splice(place, 1); write(); draw(); };
    const choose = (option) => {
      const { remark } = parted(squeezed(input.value));
      const line = option.name + (kind === "partner" ? remark : "");
      const there = lines.some((each) => plain(parted(each).name) === plain(option.name) || plain(each) === plain(option.name));
      if (there) {
        told.textContent = `${option.name} staat er al.`;
      } else {
        if (option.isNew) agreed.value += `${option.name}\n`;
        lines.push(line);
        told.textContent = `${line} is toegevoegd.`;
      }
      input.value = "";
      write();
      draw();
      close();
    };
    const mark = (place) => {
      active = place;
      [...list.children].forEach((row, each) => row.setAttribute("aria-selected", String(each === place)));
      if (place < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    };
    const show = (names, typed) => {
      const name = kind === "partner" ? parted(typed).name : typed;
      options = names.map((each) => ({ name: each, isNew: false }));
      const isKnown = names.some((each) => plain(each) === plain(name));
      if (!isKnown) options.push({ name, isNew: true });
      list.replaceChildren(...options.map((option, place) => {
        const text = option.isNew ? `“${option.name}” als nieuwe ${word} toevoegen` : option.name;
        const row = make("li", { role: "option", id: `${id}-${place}`, "aria-selected": "false" }, text);
        if (option.isNew) row.className = "new";
        row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return row;
      }));
      active = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
      told.textContent = names.length === 1 ? "1 voorstel." : `${names.length} voorstellen.`;
    };
    const ask = async () => {
      const typed = squeezed(input.value);
      if (!typed) { close(); return; }
      const mine = asked += 1;
      const query = new URLSearchParams({ soort: kind, q: kind === "partner" ? parted(typed).name : typed });
      try {
        const answer = await fetch(`${area.dataset.suggest}?${query}`, { headers: { Accept: "application/json" } });
        const names = answer.ok ? (await answer.json()).namen : [];
        if (mine === asked) show(names, typed);
      } catch {
        told.textContent = "Er is geen verbinding. Wat u typte blijft staan.";
      }
    };
    // Enter without a marked line takes the party of exactly this name, else it shows the lines.
    const enter = async () => {
      clearTimeout(timer);
      await ask();
      const { name } = parted(squeezed(input.value));
      const same = options.find((each) => !each.isNew && plain(each.name) === plain(name));
      if (same && !list.hidden) choose(same);
      else told.textContent = "Kies een naam met de pijl omlaag.";
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden;
      const last = options.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) { ask(); return; }
        const step = event.key === "ArrowDown" ? 1 : -1;
        const next = active + step;
        mark(next > last ? 0 : next < 0 ? last : next);
      } else if (event.key === "Enter" && (isOpen || input.value.trim())) {
        event.preventDefault();
        if (isOpen && active >= 0) choose(options[active]);
        else enter();
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        close();
      } else if (event.key === "Backspace" && !input.value && lines.length) {
        event.preventDefault();
        input.value = lines[lines.length - 1];
        take(lines.length - 1);
      }
    });
    input.addEventListener("blur", close);
    // What was typed and not chosen goes along: the page that comes back asks about it.
    area.form.addEventListener("submit", () => {
      const left = squeezed(input.value);
      if (left) { lines.push(left); input.value = ""; write(); draw(); }
    });
    label.htmlFor = id;
    write();
    draw();
  };

  document.querySelectorAll("textarea[data-choose]").forEach(enhance);

  // A second press of the button while the first is under way sends nothing more.
  document.querySelectorAll("form[data-once]").forEach((form) => {
    let isSent = false;
    form.addEventListener("submit", (event) => {
      if (isSent) event.preventDefault();
      isSent = true;
    });
    addEventListener("pageshow", () => { isSent = false; });
  });
})();
