// The officer's own day: how many were called, served, sent for papers, and how long one takes.

import { ask, both, el, fill } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { say } from "/texts/counter.js";

const figures = ["called", "served", "dossiers", "supplement", "guidedAway", "transferred", "parked"];
let known = null;

/** Asks for the day and draws it; a failure leaves what was known. */
export async function lookAtDay() {
  try {
    known = await ask("GET", "/api/session/day");
  } catch {
    // The lists themselves say what is wrong with the connection.
  }
  drawDay();
}

export function drawDay() {
  if (!known) return;
  const minutes = known.averageServingSeconds === null ? null : Math.max(1, Math.round(known.averageServingSeconds / 60));
  fill("#day", el("h2", {}, both(say("my-day"))),
    el("dl", { class: "figures" }, figures.filter((name, index) => index < 3 || known[name]).map((name) => figure(name, known[name])),
      minutes === null ? null : figure("average", plain(say("minutes", { minutes })))));
}

const figure = (name, value) => el("div", { "data-figure": name },
  el("dt", {}, both(say(`day-${name.replace("guidedAway", "guided-away")}`))),
  el("dd", { class: "number" }, String(value)));
