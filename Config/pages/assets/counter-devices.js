// What the counter's own scanner and keypad say: a dossier or a number opens, a key that did nothing says why.

import { ask, both, el, fill, find } from "/assets/core.js";
import { longDate, wait } from "/assets/live.js";
import { showProblem } from "/assets/session.js";

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
  document.title = `! ${refused.vi}`;
  clearTimeout(resting);
  resting = setTimeout(() => {
    document.title = title;
    if (box.isConnected) showProblem(null);
  }, knockTime);
}

const close = () => { find("#scanned").hidden = true; fill("#scanned"); };

function show(parts) {
  const leave = el("button", { onclick: close, "aria-label": "Đóng · Close" }, "✕");
  fill("#scanned", ...parts, leave).hidden = false;
}

const dossierBox = (dossier) => [
  el("p", { class: "code", "data-code": dossier.code }, dossier.code),
  el("p", {}, el("strong", {}, both(dossier.stateName)),
    dossier.dueDate ? el("span", {}, ` · Hẹn trả: ${longDate(dossier.dueDate)}`) : null),
  dossier.details ? el("p", {}, both(dossier.details.procedureName ?? dossier.details.procedure)) : null,
  dossier.nextAction ? el("p", {}, both(dossier.nextAction)) : null,
];

const states = {
  waiting: ["Đang chờ", "Waiting"], called: ["Đang được gọi", "Being called"], serving: ["Đang được tiếp", "Being served"],
  parked: ["Đã cất, sẽ được gọi lại", "Parked, called again"], missed: ["Đã lỡ lượt", "Missed"], done: ["Đã xong", "Done"],
  cancelled: ["Đã hủy", "Cancelled"], expired: ["Hết hạn", "Expired"],
};

function numberBox(ticket, call) {
  const isHere = ["waiting", "parked", "missed"].includes(ticket.state);
  const time = ticket.state === "waiting" ? wait(ticket.estimatedWaitSeconds) : null;
  return [
    el("p", { class: "code", "data-number": ticket.number }, ticket.number),
    el("p", {}, el("strong", {}, both(...(states[ticket.state] ?? [ticket.state]))),
      time ? el("span", {}, ` · còn ${ticket.ahead} người trước, ${time.vi}`) : null),
    el("p", {}, both(ticket.errandName)),
    call && isHere
      ? el("button", { onclick: () => { close(); call({ id: ticket.number, number: ticket.number }); } },
        both(`Gọi ${ticket.number} ngay`, "Call now")) : null,
  ];
}
