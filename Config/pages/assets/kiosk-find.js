// Finding a procedure by its first letters, and what one must bring for it.

import { ask, both, el, fill, problemBox } from "/assets/core.js";
import { plain, unmarked } from "/assets/language.js";
import { domainPicture, picture } from "/assets/pictograms.js";
import { say } from "/texts/kiosk.js";

const letters = [..."ABCDEGHIKLMNOPQRSTUVXY"]; // those of Vietnamese, without their marks
let query = "";
let within = null; // the domain whose procedures alone are looked through

const field = el("input", {
  id: "find-field", type: "text", inputmode: "none", autocomplete: "off", spellcheck: "false", maxlength: 30,
});
let redraw = () => {};
field.addEventListener("input", () => { query = field.value; redraw(); });

/** Begins anew, in all procedures or in those of one domain. */
export function beginSearch(domain = null) {
  query = field.value = "";
  within = domain;
}

const split = (text) => unmarked(text).split(/[^a-z0-9]+/).filter(Boolean);

/** The procedures of which every word typed begins some word; those named so before those of a domain so named. */
export function matching(procedures, domains, text) {
  const asked = split(text);
  const rated = procedures.map((procedure) => {
    const name = split(`${procedure.name.vi} ${procedure.name.en}`);
    const domain = domains.find((one) => one.id === procedure.domain);
    const all = [...name, ...split(`${domain?.name.vi ?? ""} ${domain?.name.en ?? ""}`)];
    const begins = (words) => asked.every((word) => words.some((other) => other.startsWith(word)));
    if (!begins(all)) return null;
    const phrase = ` ${name.join(" ")}`.includes(` ${asked.join(" ")}`);
    return { procedure, rank: phrase ? 0 : begins(name) ? 1 : 2 };
  }).filter(Boolean);
  return rated.sort((a, b) => a.rank - b.rank).map((one) => one.procedure);
}

/** The letter grid and what it finds. `keys` are the screen's own ways. */
export function drawSearch(hall, keys) {
  redraw = keys.redraw;
  const pool = hall.procedures.filter((one) => !within || one.domain === within);
  const found = matching(pool, hall.domains, query);
  const domain = within && hall.domains.find((one) => one.id === within);
  const hadFocus = document.activeElement === field;
  field.setAttribute("aria-label", plain(say("find-field")));
  fill("#stage",
    el("h2", {}, both(domain ? say("procedures-of", { domain: domain.name }) : say("find-title"))),
    el("p", {}, both(say("find-how"))),
    el("div", { class: "typed" }, picture("search"), field,
      el("span", { class: "found", role: "status" }, both(say("find-count", { count: found.length })))));
  const list = el("div", { class: "results" }, found.length
    ? found.map((procedure) => el("button", { class: "procedure", "data-procedure": procedure.id, onclick: keys.touch(() => keys.open(procedure.id)) },
      picture(domainPicture(procedure.domain)), el("span", { class: "words" }, both(procedure.name))))
    : el("p", { class: "box warn" }, both(say("find-none"))));
  const press = (next) => { query = field.value = next; keys.redraw(); };
  const leads = (letter) => query.length < 30 && matching(pool, hall.domains, query + letter).length > 0;
  const move = (way) => list.scrollBy({ top: way * list.clientHeight * 0.85 });
  fill("#choices",
    el("div", { class: "finding" },
      el("div", { class: "listed" }, list,
        el("div", { class: "pager" },
          el("button", { id: "up", onclick: () => move(-1) }, picture("up"), el("span", {}, both(say("up")))),
          el("button", { id: "down", onclick: () => move(1) }, picture("lower"), el("span", {}, both(say("down")))))),
      el("div", { class: "letters" },
        letters.map((letter) => el("button", {
          class: "letter", "data-letter": letter, disabled: !leads(letter), onclick: () => press(query + letter.toLowerCase()),
        }, letter)),
        el("button", { class: "letter wide", "data-letter": " ", disabled: !query || query.endsWith(" "), onclick: () => press(`${query} `) }, both(say("space"))),
        el("button", { class: "letter wide", id: "erase", disabled: !query, onclick: () => press(query.slice(0, -1)) }, both(say("erase"))),
        el("button", { class: "letter wide", id: "erase-all", disabled: !query, onclick: () => press("") }, both(say("erase-all"))))),
    el("div", { class: "below" }, keys.back));
  if (hadFocus) field.focus();
}

// One procedure ----------------------------------------------------------------------------------

const known = new Map(); // by id, for as long as the page stands; at most as many as the catalogue has

/** What to bring, how long it takes and what it costs; a touch takes a number for it. */
export function drawProcedure(hall, id, keys) {
  const entry = hall.procedures.find((one) => one.id === id);
  if (!entry) return keys.back.click();
  const domain = hall.domains.find((one) => one.id === entry.domain);
  const details = known.get(id);
  if (!details) {
    ask("GET", `/api/hall/procedures/${encodeURIComponent(id)}`)
      .then((found) => known.set(id, found), (problem) => known.set(id, { problem }))
      .then(keys.redraw);
  }
  fill("#stage",
    el("div", { class: "domain" }, picture(domainPicture(entry.domain)),
      el("div", {}, el("p", { class: "field" }, both(domain.name)), el("h2", {}, both(entry.name)))),
    keys.said ? el("div", { class: "box bad", role: "alert" }, both(keys.said)) : null,
    details && !details.problem ? el("dl", { class: "figures" }, figures(details)) : null);
  const errand = (kind) => hall.errands.find((one) => one.kind === kind && one.domain === entry.domain && one.open);
  const takeFor = (kind, words, look) => errand(kind)
    ? el("button", { class: `errand ${look}`, "data-errand": errand(kind).id, onclick: keys.touch(() => keys.take(errand(kind))) },
      picture(kind), el("span", { class: "words" }, both(words)))
    : null;
  fill("#choices",
    el("div", { class: "guide", tabindex: 0 }, details?.problem ? problemBox(details.problem) : details ? papers(details) : null),
    el("div", { class: "errands" }, takeFor("file", say("take-for-this"), "main"), takeFor("ask", say("ask-for-this"), "")),
    el("div", { class: "below" }, keys.back, keys.home));
}

function figures(details) {
  const term = details.sameDay ? say("same-day")
    : details.hours ? say("hours", { hours: details.hours }) : say("days", { days: details.days });
  // What the catalogue does not know is not free of charge.
  const fee = !details.fee ? say("fee-unknown") : details.fee.amount === 0 ? say("no-fee")
    : say("fee-amount", { amount: details.fee.amount.toLocaleString("vi-VN") });
  const figure = (name, value) => el("div", {}, el("dt", {}, both(name)), el("dd", {}, both(value)));
  return [figure(say("term"), term), figure(say("fee"), fee),
    details.agency ? figure(say("agency"), { vi: details.agency }) : null];
}

function papers(details) {
  if (!details.components.length) return el("p", { class: "box" }, both(say("bring-nothing")));
  return [
    el("h3", {}, both(say("bring"))),
    el("ol", {}, details.components.map((paper) => el("li", {},
      el("span", { class: "words" }, both(paper.name)),
      el("span", { class: "copies" }, both(paper.original ? say("original", { copies: paper.copies }) : say("copies", { copies: paper.copies })),
        paper.optional ? [" ", el("span", { class: "if-any" }, both(say("if-any")))] : null)))),
  ];
}
