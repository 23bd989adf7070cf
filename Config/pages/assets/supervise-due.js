// How much falls due today, by kind and by whose turn it is; the page of dossiers names each.

import { ask, both, el } from "/assets/core.js";
import { plainDate } from "/assets/live.js";
import { showProblem } from "/assets/session.js";
import { list, section } from "/assets/supervise-parts.js";
import { say } from "/texts/supervise.js";

export async function lookAtDue() {
  try {
    const { counts, office } = await ask("GET", "/api/due?limit=1");
    section("#due", "due",
      counts.length
        ? list(["what", "who", "count"], counts.map((count) => el("tr", { "data-kind": count.kind },
          el("th", { scope: "row" }, both(count.kindName)), el("td", {}, both(say(`party-${count.party}`))),
          el("td", { class: "number" }, String(count.count)))))
        : el("p", { class: "quiet" }, both(say("nothing-due"))),
      el("table", { class: "list" }, el("tbody", {}, office.map((duty) =>
        el("tr", { "data-kind": duty.kind }, el("td", {}, both(duty.kindName)),
          el("td", { class: "number" }, duty.today ? both(say("day-today")) : plainDate(duty.day)))))));
  } catch (problem) {
    showProblem(problem);
  }
}
