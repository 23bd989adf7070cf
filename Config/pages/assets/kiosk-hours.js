// What the kiosk says of time: today's hours, why nothing is given, what a number taken now may mean.

import { both, el } from "/assets/core.js";
import { picture } from "/assets/pictograms.js";
import { say } from "/texts/kiosk.js";

const short = (time) => time.slice(0, 5).replace(/^0/, "");

/** Today's sessions and the last number, as a line; null on a day without any. */
export function hours(hall) {
  const { sessions, tickets } = hall.hours;
  if (!sessions?.length) return null;
  const allDay = sessions.length === 1 && sessions[0].start === "00:00" && sessions[0].end === "24:00";
  const spans = sessions.map((one) => `${short(one.start)} – ${short(one.end)}`).join(", ");
  return el("div", { class: "hours" }, picture("clock"),
    el("span", {}, both(say("hours-today", { hours: allDay ? say("all-day") : spans }))),
    // Of a hall that gives none the sentence above has told when it does.
    tickets && hall.open && !allDay ? el("span", {}, both(say("numbers-until", { time: short(tickets.until) }))) : null);
}

/** The whole centre gives no numbers: why, and what is still possible. */
export function closedHall(hall) {
  const why = hall.notice ?? hall.domains.find((domain) => domain.closedBecause)?.closedBecause;
  return [
    el("h2", {}, both(say("no-numbers"))),
    why ? el("div", { class: "box warn" }, el("p", {}, both(why))) : null,
    el("p", {}, both(say("no-numbers-but"))),
  ];
}

export const closedDomain = (domain) => say("shut-domain", { domain: domain.name });

/** Said before the second touch, so that nobody takes a number without knowing. */
export function warningFor(domain) {
  if (domain.warning !== "lunch") return say("closing");
  return domain.resumesAt ? say("lunch-until", { time: short(domain.resumesAt) }) : say("lunch");
}
