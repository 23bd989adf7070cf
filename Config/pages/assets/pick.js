// One of many by typing: letters without marks find names with them, arrows choose, Enter takes.

import { both, el, fill } from "/assets/core.js";
import { plain, unmarked } from "/assets/language.js";
import { say } from "/texts/staff.js";

const shownAtOnce = 8;

let made = 0;

const wordsOf = (text) => unmarked(text).split(/[^a-z0-9]+/).filter(Boolean);

/**
 * A field that finds one of `entries`, each `{value, name: {vi, en}, note?}`.
 *
 * `node` stands in a form, `value()` is what was chosen, `onchange` hears of a choice.
 */
export function pick(entries, { label, name, value = null, required = true, autofocus = false, onchange = () => {} }) {
  const id = `pick-${made += 1}`;
  let chosen = entries.find((entry) => entry.value === value) ?? null;
  let found = [];
  let at = 0;
  const list = el("ul", { role: "listbox", id: `${id}-list`, class: "found", hidden: true, "aria-label": plain(label) });
  const field = el("input", {
    role: "combobox", name, id, "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list", autocomplete: "off",
    spellcheck: "false", required, autofocus, placeholder: plain(say("type-to-find")), value: chosen ? plain(chosen.name) : "",
  });

  const shut = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (entry) => {
    chosen = entry;
    field.value = entry ? plain(entry.name) : "";
    field.setCustomValidity("");
    shut();
    onchange(entry?.value ?? null);
  };
  const mark = () => {
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const look = () => {
    const asked = wordsOf(field.value);
    found = entries.filter((entry) => {
      const own = wordsOf(`${entry.name.vi} ${entry.name.en} ${entry.note ?? ""}`);
      return asked.every((word) => own.some((other) => other.startsWith(word)));
    });
    at = 0;
    fill(list, found.slice(0, 60).map((entry, index) => el("li", {
      role: "option", id: `${id}-${index}`, "data-value": entry.value, "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); take(entry); },
    }, both(entry.name), entry.note ? el("span", { class: "quiet" }, ` ${entry.note}`) : null)),
    found.length ? null : el("li", { class: "quiet", role: "option", "aria-disabled": "true" }, both(say("found-none"))));
    list.style.setProperty("--rows", String(shownAtOnce));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    if (found.length) mark();
  };

  field.addEventListener("input", () => {
    chosen = null;
    field.setCustomValidity(required ? plain(say("choose-one")) : "");
    look();
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("blur", () => {
    // What was typed in full is chosen; anything else is left for the form to ask about.
    if (!chosen && found.length === 1 && field.value.trim()) take(found[0]);
    shut();
  });
  field.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) { field.select(); look(); return; }
      at = Math.max(0, Math.min(found.length - 1, Math.min(59, at + (event.key === "ArrowDown" ? 1 : -1))));
      mark();
    } else if (event.key === "Enter" && isOpen && found.length) {
      event.preventDefault();
      take(found[at]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  });
  if (required && !chosen) field.setCustomValidity(plain(say("choose-one")));
  return {
    node: el("div", { class: "pick" }, el("label", { for: id }, both(label)), field, list),
    value: () => chosen?.value ?? null,
    choose: (next) => take(entries.find((entry) => entry.value === next) ?? null),
    focus: () => field.focus(),
  };
}
