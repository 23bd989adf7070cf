// What the counter's own scanner and keypad say: a dossier or a number opens, a key that did nothing says why.

import { ask, both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { longDate, wait } from "/assets/live.js";
import { showProblem } from "/assets/session.js";
import { keyCap } from "/assets/staff.js";
import { say } from "/texts/counter.js";
import { say as sayStaff } from "/texts/staff.js";

const knockTime = 6000; // ms for which the page asks to be looked at

/** What was held under the scanner. `takeCode` puts a new code into the intake form, `call` calls a number. */
export async function openScan(scan, { takeCode, call }) {
  close();
  if (scan.refused) return sayWhy(scan);
  showProblem(null);
  try {
    if (scan.ticket) show(numberBox(await ask("GET", `/api/tickets/${encodeURIComponent(scan.ticket)}`), call));
    else show(dossierBox(await ask("GET", `/api/dossiers/${encodeURIComponent(scan.dossier)}`)));
  } catch (problem) {
    // A code the hall does not know yet is the province's, for the dossier that is being taken in.
    if (scan.dossier && problem.status === 404 && takeCode(scan.dossier)) return;
    showProblem(problem);
  }
}

let resting = 0;
const title = document.title;

/** A keypad has no lamp: the page says why nothing happened, and moves so that one looks. */
export function sayWhy({ refused }) {
  const box = showProblem(refused);
  box.classList.add("knock");
  document.title = `! ${plain(refused)}`;
  clearTimeout(resting);
  resting = setTimeout(() => {
    document.title = title;
    if (box.isConnected) showProblem(null);
  }, knockTime);
}

const close = () => { find("#scanned").hidden = true; fill("#scanned"); };

function show(parts) {
  const leave = el("button", { type: "button", onclick: close, "aria-label": plain(sayStaff("close")) }, keyCap("Esc"), " ✕");
  fill("#scanned", ...parts, leave).hidden = false;
}

const dossierBox = (dossier) => [
  el("p", { class: "code", "data-code": dossier.code }, dossier.code),
  el("p", {}, el("strong", {}, both(dossier.stateName)),
    dossier.dueDate ? el("span", {}, " · ", both(say("due-on", { day: longDate(dossier.dueDate) }))) : null),
  dossier.details ? el("p", {}, both(dossier.details.procedureName ?? dossier.details.procedure)) : null,
  dossier.nextAction ? el("p", {}, both(dossier.nextAction)) : null,
];

function numberBox(ticket, call) {
  const isHere = ["waiting", "parked", "missed"].includes(ticket.state);
  const time = ticket.state === "waiting" ? wait(ticket.estimatedWaitSeconds) : null;
  return [
    el("p", { class: "code", "data-number": ticket.number }, ticket.number),
    el("p", {}, el("strong", {}, both(sayStaff(`ticket-${ticket.state}`))),
      time ? el("span", {}, " · ", both(say("still-before", { count: ticket.ahead, wait: time }))) : null),
    el("p", {}, both(ticket.errandName)),
    call && isHere
      ? el("button", { type: "button", onclick: () => { close(); call({ id: ticket.number, number: ticket.number }); } },
        both(say("call-number", { number: ticket.number }))) : null,
  ];
}
