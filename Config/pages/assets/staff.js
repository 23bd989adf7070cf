// What all pages of staff share: keeping the focus, fields for days and hours, and how a page is shown.

import { both, el, fill, find } from "/assets/core.js";
import { keep, kept } from "/assets/kept.js";
import { chooseLanguage, language, plain } from "/assets/language.js";
import { languages } from "/texts/languages.js";
import { say } from "/texts/staff.js";

/** Draws anew and puts the focus where it was; where that is gone, on `otherwise`. */
export function keepFocus(draw, otherwise = null) {
  const before = document.activeElement;
  const mark = before && before !== document.body ? selectorOf(before) : null;
  draw();
  if (!mark || before.isConnected) return;
  (find(mark) ?? (otherwise && find(otherwise)))?.focus();
}

function selectorOf(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  if (node.dataset.focus) return `[data-focus="${CSS.escape(node.dataset.focus)}"]`;
  return node.name ? `[name="${CSS.escape(node.name)}"]` : "#none";
}

/** A key as it stands on its button. */
export const keyCap = (key) => el("kbd", { "aria-hidden": "true" }, key);

/** Whether single letters act; who needs it otherwise turns them off. */
export const letterKeys = { on: kept("keys") !== "off" };

const showTheme = (theme) => {
  if (theme) document.documentElement.dataset.theme = theme;
};
showTheme(kept("theme"));

/** How this browser shows its pages: language, contrast, keys. */
export function displayChoices() {
  const speech = el("select", { name: "language", onchange: () => chooseLanguage(speech.value, { lasting: true }) },
    languages.map((one) => el("option", { value: one.code }, one.name)));
  speech.value = language();
  const contrast = el("input", { type: "checkbox", name: "contrast", onchange: () => {
    keep("theme", contrast.checked ? "contrast" : "plain");
    showTheme(contrast.checked ? "contrast" : "plain");
  } });
  contrast.checked = document.documentElement.dataset.theme === "contrast";
  const letters = el("input", { type: "checkbox", name: "letters", onchange: () => {
    letterKeys.on = letters.checked;
    keep("keys", letters.checked ? "on" : "off");
  } });
  letters.checked = letterKeys.on;
  return el("div", { class: "fields choices" },
    el("label", {}, el("span", {}, both(say("language"))), speech),
    el("label", { class: "check" }, contrast, el("span", {}, both(say("contrast")))),
    el("label", { class: "check" }, letters, el("span", {}, both(say("letters")))));
}

// Enter sends a form from its lists too, as it does from its fields; the space bar and the arrows open and choose.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "SELECT" || !event.target.form) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

/** A time as people type it, "8h30", "830" or "08:30", as "08:30"; null when it is none. */
export function typedTime(text) {
  const parts = /^\s*(\d{1,2})\s*[:hg.]?\s*(\d{2})?\s*$/i.exec(text);
  if (!parts) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? 0)];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : null;
}

/** A day as people here type it, "21/11/2026" or "21112026", as "2026-11-21"; null when it is none. */
export function typedDay(text) {
  const plainDay = /^\s*(\d{1,2})\s*[/.\-\s]?\s*(\d{1,2})\s*[/.\-\s]?\s*(\d{4})\s*$/.exec(text);
  const iso = plainDay ? `${plainDay[3]}-${plainDay[2].padStart(2, "0")}-${plainDay[1].padStart(2, "0")}` : text.trim();
  const date = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

/** A day and a time, "21/11/2026 08:30", as "2026-11-21T08:30"; null when it is none. */
export function typedMoment(text) {
  const parts = /^\s*(\S+)[T\s]+(\S+)\s*$/.exec(text.replace(/^(\d{4}-\d\d-\d\d)T/, "$1 "));
  const [day, time] = parts ? [typedDay(parts[1]), typedTime(parts[2])] : [];
  return day && time ? `${day}T${time}` : null;
}

const shownDay = (iso) => iso.split("-").reverse().join("/");

/** A text field whose words are read by `typed`; `.typed` reads and sets what they mean. */
function readField(attributes, wrong, typed, shown) {
  const input = el("input", { inputmode: "numeric", autocomplete: "off", ...attributes });
  const check = () => input.setCustomValidity(!input.value.trim() || typed(input.value) ? "" : plain(say(wrong)));
  input.addEventListener("input", check);
  input.addEventListener("change", () => { if (typed(input.value)) input.value = shown(typed(input.value)); });
  Object.defineProperty(input, "typed", {
    get: () => typed(input.value) ?? "",
    set: (value) => { input.value = value ? shown(value) : ""; check(); },
  });
  return input;
}

/** A field for a day as dd/mm/yyyy, whatever the browser's own language is; `.typed` is 2026-11-21. */
export const dayField = (attributes) =>
  readField({ maxlength: 10, placeholder: "21/11/2026", ...attributes }, "day-wrong", typedDay, shownDay);

/** A field for a day and a time; `.typed` is 2026-11-21T08:30. */
export const momentField = (attributes) => readField({ maxlength: 16, placeholder: "21/11/2026 08:30", ...attributes },
  "moment-wrong", typedMoment, (moment) => `${shownDay(moment.slice(0, 10))} ${moment.slice(11, 16)}`);

/** A field for a time of day; `.typed` is 08:30. */
export const timeField = (attributes) => readField({ maxlength: 5, placeholder: "08:30", ...attributes }, "time-wrong", typedTime, (time) => time);

/** Opens the dialog of the page with this content; Esc leaves it, and the focus goes back to where it was. */
export function openDialog(...content) {
  const node = find("#dialog");
  const before = document.activeElement;
  const mark = selectorOf(before);
  fill(node, ...content, el("div", { class: "row" },
    el("button", { type: "button", class: "leave", onclick: () => node.close() }, keyCap("Esc"), el("span", {}, both(say("leave"))))));
  node.onclose = () => {
    node.onkeydown = null;
    // What was left behind may have been drawn anew meanwhile.
    (before.isConnected ? before : find(mark))?.focus();
  };
  node.showModal();
  return node;
}
