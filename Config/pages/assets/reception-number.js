// One number, found again, and put right: its errand, its priority, its paper.

import { ask, both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { pick } from "/assets/pick.js";
import { showProblem } from "/assets/session.js";
import { keepFocus, openDialog } from "/assets/staff.js";
import { say } from "/texts/reception.js";
import { say as sayStaff } from "/texts/staff.js";

const rest = 1500; // ms between two looks at who declared a priority
let hall = null;
let clock = null;
let nameOf = null;
let shown = null; // { number, tickets } of the last search

/** Makes search and list work; `errandName` says an errand with its field. */
export function listenToDesk(hallNow, hallClock, errandName) {
  [hall, clock, nameOf] = [hallNow, hallClock, errandName];
  find("#search").addEventListener("submit", (event) => {
    event.preventDefault();
    search(find("#number").value.trim().toUpperCase());
  });
  addEventListener("language", drawFound);
  drawDeclared();
}

async function search(number) {
  if (!number) return;
  try {
    shown = { number, tickets: (await ask("GET", `/api/reception/tickets?number=${encodeURIComponent(number)}`)).tickets };
    showProblem(null);
    drawFound();
  } catch (problem) {
    // A card that was scanned here by mistake does not stay on the screen.
    if (problem.code === "identity-card") find("#number").value = "";
    showProblem(problem);
  }
}

function drawFound() {
  if (!shown) return;
  fill("#found", shown.tickets.length ? shown.tickets.map(ticketCard)
    : el("p", { class: "box warn" }, both(say("none-today", { number: shown.number }))));
}

const isOver = (ticket) => ["done", "cancelled", "expired"].includes(ticket.state);
const isAtCounter = (ticket) => ["called", "serving"].includes(ticket.state);

function ticketCard(ticket) {
  const counter = hall.counters.find((entry) => entry.id === ticket.counter);
  const can = (id, key, action, when, kind) => (when
    ? el("button", { id, type: "button", class: kind ?? null, onclick: action }, both(say(key))) : null);
  return el("div", { class: "box", "data-ticket": ticket.id, "data-state": ticket.state },
    el("div", { class: "issued-number" }, el("span", { class: "number" }, ticket.number),
      el("div", {}, el("p", {}, el("strong", {}, both(sayStaff(`ticket-${ticket.state}`))), counter ? el("span", {}, " · ", both(counter.name)) : null),
        el("p", {}, both(nameOf(ticket.errand))),
        ticket.priority ? el("p", { class: "priority" }, both(say("priority-is", { name: ticket.priority })),
          el("span", { class: "badge" }, plain(say(ticket.priorityConfirmed ? "confirmed" : "declared")))) : null,
        el("p", { class: "quiet" }, both(say("taken-at", { time: clock.time(ticket.issuedAt) }))))),
    el("div", { class: "row" },
      can("reprint", "reprint", () => act(ticket, "reprint"), !isOver(ticket)),
      can("correct", "correct", () => correct(ticket), ticket.state === "waiting"),
      can("confirm", "confirm", () => confirm(ticket), !isOver(ticket) && !isAtCounter(ticket)),
      can("came-back", "came-back", () => act(ticket, "return"), ["missed", "parked"].includes(ticket.state)),
      can("cancel", "cancel", () => askCancel(ticket), !isOver(ticket) && ticket.state !== "serving", "danger")));
}

async function act(ticket, action, body) {
  try {
    await ask("POST", `/api/reception/tickets/${encodeURIComponent(ticket.id)}/${action}`, body);
    showProblem(null);
    await search(ticket.number);
    find("#found").append(el("p", { class: "good-news", "data-done": action }, both(say(`done-${action}`, { number: ticket.number }))));
    drawDeclared();
  } catch (problem) {
    showProblem(problem);
  }
}

function correct(ticket) {
  const errands = hall.errands.filter((errand) => errand.id !== ticket.errand).map((errand) => ({ value: errand.id, name: nameOf(errand.id) }));
  const errand = pick(errands, { label: say("errand"), name: "errand", autofocus: true });
  const node = openDialog(el("h2", {}, both(say("correct-title", { number: ticket.number }))),
    el("p", { class: "quiet" }, both(say("keeps-place"))),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      node.close();
      act(ticket, "correct", { errand: errand.value() });
    } }, errand.node, el("button", { class: "main", type: "submit" }, both(say("correct-now")))));
}

function confirm(ticket) {
  const choose = (priority) => () => { node.close(); act(ticket, "priority", { priority }); };
  const node = openDialog(el("h2", {}, both(say("confirm-title", { number: ticket.number }))),
    el("p", { class: "quiet" }, both(say("confirm-note"))),
    el("div", { class: "choice" }, hall.priorities.map((entry) => el("button", {
      type: "button", "data-priority": entry.id, class: entry.id === ticket.priorityId ? "main" : null, onclick: choose(entry.id),
    }, el("span", {}, both(entry.name)))),
    el("button", { type: "button", "data-priority": "none", onclick: choose("none") }, el("span", {}, both(say("not-shown"))))));
}

function askCancel(ticket) {
  const node = openDialog(el("h2", {}, both(say("cancel-title", { number: ticket.number }))),
    el("div", { class: "row" }, el("button", {
      type: "button", class: "danger", id: "cancel-yes", onclick: () => { node.close(); act(ticket, "cancel"); },
    }, both(say("cancel-now")))));
}

// Priorities of one's own word --------------------------------------------------------------------

let pending = false;
let again = false;

/** Whose priority nobody has looked at; asked for at most every second and a half. */
export function drawDeclared() {
  if (pending) {
    again = true;
    return;
  }
  pending = true;
  setTimeout(() => {
    pending = false;
    if (again) drawDeclared();
  }, rest);
  again = false;
  ask("GET", "/api/reception/tickets?priority=unconfirmed").then(({ tickets }) => {
    keepFocus(() => fill("#declared", el("h2", {}, both(say("declared-title"))), tickets.length
      ? el("table", { class: "list" }, el("tbody", {}, tickets.map((ticket) => el("tr", { "data-number": ticket.number },
        el("td", { class: "number" }, ticket.number), el("td", {}, both(ticket.priority)),
        el("td", {}, el("div", { class: "acts" }, el("button", { type: "button", "data-confirm": ticket.number, "data-focus": `confirm ${ticket.number}`, onclick: () => confirm(ticket) }, both(say("confirm")))))))))
      : el("p", { class: "quiet" }, both(say("declared-none")))));
  }, () => {}); // Lost connections have a banner of their own.
}
