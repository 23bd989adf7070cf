// The keys of the console: what each does, when it may, and a page that tells all of them.

import { both, el, find } from "/assets/core.js";
import { displayChoices, keyCap, letterKeys, openDialog } from "/assets/staff.js";
import { say } from "/texts/counter.js";

// `when` is asked with the ticket at the counter and the counter's state.
const table = [
  { key: "O", id: "open", when: (ticket, state) => state !== "open", main: true },
  { key: "N", id: "next", when: (ticket, state) => state === "open" && !ticket, main: true },
  { key: "S", id: "start", when: (ticket) => ticket?.state === "called", main: true },
  { key: "R", id: "recall", when: (ticket) => ticket?.state === "called" },
  { key: "P", id: "no-show", when: (ticket) => ticket?.state === "called" },
  { key: "F", id: "finish", when: (ticket) => ticket?.state === "serving", main: true },
  { key: "H", id: "go-intake", when: (ticket) => ticket?.state === "serving" },
  { key: "P", id: "park", when: (ticket) => ticket?.state === "serving" },
  { key: "L", id: "fee", when: (ticket, state, can) => ticket && can.fee },
  { key: "T", id: "transfer", when: (ticket) => ticket },
  { key: "B", id: "pause", when: (ticket, state) => state === "open" && !ticket },
  { key: "X", id: "close", when: (ticket, state) => state !== "closed" && !ticket },
];

/** The acts that make sense now. */
export const usable = (ticket, state, can) => table.filter((act) => act.when(ticket, state, can));

/** An act as a button that bears its key. */
export const actButton = (act, run) => el("button", {
  id: act.id, type: "button", class: act.main ? "main" : "", "aria-keyshortcuts": act.key, onclick: () => run(act.id),
}, keyCap(act.key), el("span", {}, both(say(act.id))));

// Keys that lead somewhere else on the page.
const ways = [["D", "to-list"], ["1 – 9", "call-parked"], ["↑ ↓", "move-list"], ["Enter", "call-listed"], ["Q", "to-counter"],
  ["G", "to-dossiers"], ["I", "to-incident"], ["Esc", "leave-field"], ["?", "help"]];

/** Listens to the keyboard; `now` answers with the acts that make sense, `run` does one, `others` are keys that move about. */
export function listenToKeys({ now, run, others }) {
  document.addEventListener("keydown", (event) => {
    // A key that has just closed a dialog has done its work.
    const isTaken = event.defaultPrevented || find("dialog[open]") || event.target.closest?.("dialog");
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTaken) return;
    const isField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && isField) {
      event.target.blur();
      return;
    }
    if (isField || !letterKeys.on) return;
    // Vietnamese typing may hold a letter back; the key itself is still known.
    const key = /^Key[A-Z]$/.test(event.code) && event.key.length !== 1 ? event.code[3] : event.key.toUpperCase();
    const act = now().find((one) => one.key === key);
    const other = act ? null : others[key];
    if (!act && !other) return;
    event.preventDefault();
    if (act) run(act.id);
    else other();
  });
}

/** Every key and what it does, and how the page is shown. */
export function showHelp() {
  const row = (key, name) => el("tr", {}, el("td", {}, keyCap(key)), el("td", {}, both(say(name))));
  openDialog(el("h2", {}, both(say("help-title"))),
    el("div", { class: "help" },
      el("table", { class: "list" }, el("tbody", {}, table.map((act) => row(act.key, act.id)))),
      el("div", {}, el("table", { class: "list" }, el("tbody", {}, ways.map(([key, name]) => row(key, name)))),
        displayChoices())));
}
