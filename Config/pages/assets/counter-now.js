// The number at the counter: how large it is, why it is this one, how long it waited, since when it is served.

import { both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { length, waited } from "/assets/counter-time.js";
import { keepFocus } from "/assets/staff.js";
import { actButton, usable } from "/assets/counter-keys.js";
import { say } from "/texts/counter.js";

let drawn = "";

/** Draws the number and the keys; a hall that moves elsewhere leaves them as they are. */
export function drawNow({ line, state, hall, clock, can, run, code }) {
  const ticket = line.current;
  const words = JSON.stringify([code, ticket && { ...ticket, waitedSeconds: 0 }, state, can, document.documentElement.lang]);
  if (words === drawn) return;
  drawn = words;
  const acts = usable(ticket, state, can);
  keepFocus(() => fill("#current",
    el("h2", {}, both(say(ticket ? (ticket.state === "serving" ? "serving" : "calling") : state === "open" ? "free" : state === "paused" ? "resting" : "not-open"))),
    ticket ? facts(ticket, hall, clock) : null,
    el("div", { class: "keys" }, acts.map((act) => actButton(act, run)))), "#current .main, #current button");
  tick(line, clock);
}

function facts(ticket, hall, clock) {
  const counterName = (id) => hall.counters.find((one) => one.id === id)?.name ?? id;
  const before = ticket.stops.map((stop) => stop.counter);
  return el("div", { class: "now" },
    el("div", { class: "number", id: "current-number", "data-state": ticket.state }, ticket.number),
    el("div", { class: "facts" },
      el("p", { class: "errand" }, both(ticket.errandName)),
      ticket.priority ? el("p", {}, el("span", { class: "badge" }, plain(say(ticket.priorityConfirmed ? "priority" : "priority-declared", { name: ticket.priority })))) : null,
      el("p", { id: "why" }, both(ticket.why)),
      el("p", { class: "quiet" }, both(say("taken-at", { time: clock.time(ticket.issuedAt), wait: waited(ticket) }))),
      before.length ? el("p", { class: "quiet" }, both(say("was-at", { counter: counterName(before.at(-1)) }))) : null,
      ticket.backTo ? el("p", {}, both(say("goes-back", { counter: counterName(ticket.backTo) }))) : null,
      el("p", { id: "since", class: "since" })));
}

/** Once a second: how long the visitor has been called or served. */
export function tick(line, clock) {
  const ticket = line?.current;
  const node = find("#since");
  if (!ticket || !node) return;
  const since = ticket.servingSince ?? ticket.calledAt;
  const time = length((clock.civil() - clock.civil(since)) / 1000);
  fill(node, both(ticket.servingSince ? say("served-for", { time })
    : say("called-for", { time, calls: ticket.calls })));
}
