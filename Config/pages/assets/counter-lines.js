// Who waits for this counter, in the order of calling, who was put aside, and until when.

import { both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { keepFocus, keyCap } from "/assets/staff.js";
import { length, waited } from "/assets/counter-time.js";
import { say } from "/texts/counter.js";

/** Draws the three lists. `call` calls out of turn, `again` calls somebody who was put aside here. */
export function drawLines({ line, canCall, code, clock, call, again }) {
  const mine = line.parked;
  keepFocus(() => fill("#waiting",
    el("h2", {}, both(say("waiting", { count: line.waitingCount }))),
    line.next.length ? list("next", line.next, (ticket, index) => (canCall && index > 0
      ? button(ticket, "call-now", () => call(ticket)) : null), why)
      : el("p", { class: "quiet" }, both(say("nobody"))),
    part("parked", mine, (ticket, index) => (canCall
      ? button(ticket, "call-again", () => again(ticket), index < 9 ? String(index + 1) : null) : null), awaited),
    part("missed", line.missed, () => null, (ticket) => both(say("may-return", { time: clock.time(ticket.until) })))), "#waiting [tabindex='0']");
  count(clock);
}

// What holds for all of them is said once.
const why = (ticket, index, all) => (index === 0 ? [el("strong", {}, both(say("is-next"))), " · ", ...both(ticket.why)]
  : ticket.why.vi === all[index - 1].why.vi ? null : both(ticket.why));

const part = (name, tickets, act, below) => (tickets.length
  ? [el("h3", {}, both(say(name, { count: tickets.length }))), list(name, tickets, act, below)] : []);

const button = (ticket, name, run, key = null) => el("button", {
  type: "button", "data-focus": `${name}-${ticket.id}`, onclick: run, "aria-label": `${plain(say(name))} ${ticket.number}`,
}, key ? keyCap(key) : null, el("span", {}, plain(say(name))));

// Only a row's own text gets the arrows; its button is reached with Tab.
const list = (name, tickets, act, below) => el("table", { class: "list", "data-list": name },
  el("tbody", {}, tickets.map((ticket, index) => el("tr", {
    class: name === "next" && index === 0 ? "first" : "", "data-number": ticket.number, tabindex: index === 0 ? "0" : "-1",
    "data-focus": `row-${ticket.id}`, onkeydown: move,
  },
  el("td", {}, el("span", { class: "number" }, ticket.number)),
  el("td", {}, el("div", {}, plain(ticket.errandName), ticket.priority ? [" ", el("span", { class: "badge" }, plain(ticket.priority))] : null),
    el("div", { class: "quiet" }, below(ticket, index, tickets))),
  el("td", { class: "quiet nowrap" }, waited(ticket)),
  el("td", {}, act(ticket, index))))));

const awaited = (ticket) => (ticket.until
  ? el("span", { class: "countdown", "data-until": ticket.until, "data-calls": ticket.calls }) : both(say("held")));

/** Once a second: how long until a number that was put aside is called again. */
export function count(clock) {
  for (const node of document.querySelectorAll(".countdown")) {
    const left = (clock.civil(node.dataset.until) - clock.civil()) / 1000;
    fill(node, both(left > 0 ? say("called-again-in", { time: length(left), calls: node.dataset.calls }) : say("called-again-now")));
  }
}

/** Arrows move through the rows of all lists, Enter presses the row's button. */
function move(event) {
  const rows = [...document.querySelectorAll("#waiting tr[data-number]")];
  const at = rows.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (event.key === "Enter" && event.target === event.currentTarget) {
    event.preventDefault();
    event.currentTarget.querySelector("button")?.click();
  } else if (rows[to]) {
    event.preventDefault();
    rows[to].focus();
  }
}

/** Leads the keyboard into the lists. */
export const goToList = () => find("#waiting tr[data-number]")?.focus();
