// A day at a glance: the picture that the server draws, its figures, and the table to take away.

import { ask, both, el, fill, find } from "/assets/core.js";
import { language } from "/assets/language.js";
import { showProblem } from "/assets/session.js";
import { dayField } from "/assets/staff.js";
import { span } from "/assets/supervise-parts.js";
import { say } from "/texts/supervise.js";

let field = null;

/** Shows this day first. */
export function beginDay(today) {
  field = dayField({ id: "which-day", name: "day", required: true, "aria-label": say("which-day").vi });
  field.typed = today;
  field.addEventListener("change", () => { if (field.reportValidity()) drawDay(); });
  fill("#day-field", field);
  drawDay();
}

/** Draws the chosen day anew, in the language now shown. */
export async function drawDay() {
  if (!field?.typed) return;
  const query = `day=${field.typed}&language=${language()}`;
  find("#table").href = `/api/supervision/day.csv?${query}`;
  try {
    fill("#picture", document.adoptNode((await drawing(`/api/supervision/day.svg?${query}`)).documentElement));
    drawFigures((await ask("GET", `/api/supervision?day=${field.typed}`)).tickets);
  } catch (problem) {
    showProblem(problem.vi ? problem : say("no-answer"));
  }
}

/** A drawing of the server, as nodes: the request itself reads it, so that no text becomes markup here. */
const drawing = (address) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "document";
  request.timeout = 8000;
  request.onload = () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject(new Error(address)));
  request.onerror = request.ontimeout = () => reject(new Error(address));
  request.send();
});

function drawFigures(day) {
  const rows = [
    ["issued", day.issued], ["served", day.served], ["cancelled", day.cancelled], ["expired", day.expired],
    ["average-wait", both(span(day.averageWaitSeconds ?? 0))], ["longest-wait", both(span(day.longestWaitSeconds ?? 0))],
  ];
  fill("#today", el("h3", {}, both(say("figures"))), el("table", { class: "list" }, el("tbody", {}, rows.map(([key, value]) =>
    el("tr", { "data-figure": key }, el("td", {}, both(say(key))), el("td", { class: "number" }, typeof value === "number" ? String(value) : value))))));
}
