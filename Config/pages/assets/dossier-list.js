// The dossiers under way, by the step they stand at: also those that have no code yet.

import { ask, both, el, fill } from "/assets/core.js";
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
    fill("#steps", list.counts.map((one) => chip(one.state, one.stateName.vi, one.count)));
    const rows = el("table", { class: "list" }, el("tbody", {}, list.dossiers.map((row) => el("tr", { "data-listed": row.code ?? row.id },
      el("td", {}, link(row), el("div", {}, row.procedureName?.vi ?? row.procedure),
        el("div", { class: "quiet" }, [row.stateName.vi, row.agency, row.officer].filter(Boolean).join(" · "))),
      el("td", { class: "when" }, row.dueAt ? `hẹn ${plainDate(row.dueAt)}` : `đến ${plainDate(row.receivedAt)}`)))));
    const more = list.next ? el("button", { type: "button", onclick: () => drawList(link, list.next) }, both("Xem tiếp", "More")) : null;
    const first = after ? el("button", { type: "button", onclick: () => drawList(link) }, both("Về đầu", "From the first")) : null;
    fill("#listed", list.dossiers.length ? rows : el("p", { class: "quiet" }, both("Không có hồ sơ nào.", "None.")), el("div", { class: "row" }, first, more));
  } catch (problem) {
    showProblem(problem);
  }
}
