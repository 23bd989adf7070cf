// The dossiers under way, by the step they stand at: also those that have no code yet.

import { ask, both, el, fill } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { say } from "/texts/dossiers.js";
import { plainDate } from "/assets/live.js";
import { showProblem } from "/assets/session.js";

let state = "";
let asking = 0;

/** Draws the steps with how many stand at each; pressing one lists them. `link` opens one. */
export async function drawList(link, after = null) {
  const turn = ++asking;
  const parts = new URLSearchParams({ limit: "20" });
  if (state) parts.set("state", state);
  if (after) parts.set("after", after);
  try {
    const list = await ask("GET", `/api/dossier-list?${parts}`);
    if (turn !== asking) return;
    const choose = (next) => { state = next; drawList(link); };
    const chip = (value, name, count) => el("button", { type: "button", class: "chip", "data-step": value, "aria-pressed": String(state === value),
      onclick: () => choose(state === value ? "" : value) }, `${name}: ${count}`);
    fill("#steps", list.counts.map((one) => chip(one.state, plain(one.stateName), one.count)));
    const rows = el("table", { class: "list" }, el("tbody", {}, list.dossiers.map((row) => el("tr", { "data-listed": row.code ?? row.id },
      el("td", {}, link(row), el("div", {}, plain(row.procedureName ?? row.procedure)),
        el("div", { class: "quiet" }, [plain(row.stateName), row.agency, row.officer].filter(Boolean).join(" · "))),
      el("td", { class: "when" }, both(row.dueAt ? say("due-short", { day: plainDate(row.dueAt) }) : say("came-on", { day: plainDate(row.receivedAt) })))))));
    const more = list.next ? el("button", { type: "button", onclick: () => drawList(link, list.next) }, both(say("more"))) : null;
    const first = after ? el("button", { type: "button", onclick: () => drawList(link) }, both(say("from-the-first"))) : null;
    fill("#listed", list.dossiers.length ? rows : el("p", { class: "quiet" }, both(say("none"))), el("div", { class: "row" }, first, more));
  } catch (problem) {
    showProblem(problem);
  }
}
