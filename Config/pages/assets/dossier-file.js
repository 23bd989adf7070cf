// A dossier's file: where it stands, until when and why, its papers, its way, and what may be done now.

import { ask, both, el, fill } from "/assets/core.js";
import { longDate, plainDate } from "/assets/live.js";
import { showProblem } from "/assets/session.js";
import { plain } from "/assets/language.js";
import { say } from "/texts/dossiers.js";
import { carryOut, dossierPath } from "/assets/dossier-acts.js";

const card = (title, ...content) => el("section", { class: "card" }, el("h2", {}, both(title)), ...content);
const fact = (name, value) => (value === null || value === undefined || value === "" ? [] : [el("dt", {}, both(name)), el("dd", {}, value)]);
const table = (head, rows, kind = "") => el("table", { class: `list ${kind}` },
  el("thead", {}, el("tr", {}, head.map((name) => el("th", {}, plain(name))))), el("tbody", {}, rows));

/** Draws the file; `changed` is told of the dossier after each act. */
export function drawFile(file, clock, { changed }) {
  fill("#file", head(file, clock), acts(file, clock, changed), term(file, clock), papers(file, clock), components(file), way(file, clock));
}

const when = (clock, at) => (at ? `${clock.time(at)} ${plainDate(at)}` : "");

function head(file, clock) {
  const isLate = file.flags.some((one) => one.flag === "late") || (file.dueAt && file.clock.state === "running" && Date.parse(file.dueAt) < Date.parse(file.asOf));
  return el("section", { class: "card", "data-dossier": file.code ?? file.id, "data-state": file.state },
    el("div", { class: "file-head" }, el("span", { class: "code" }, file.code ?? `#${file.id}`),
      el("span", { class: `state ${isLate ? "late" : ""}` }, both(file.stateName)),
      file.flags.map((one) => el("span", { class: "badge", "data-flag": one.flag }, plain(one.name)))),
    el("p", {}, el("strong", {}, both(file.procedureName ?? file.procedure))),
    el("p", { class: `due-day ${isLate ? "late" : ""}` }, file.dueDate
      ? plain(say("due-at", { time: clock.time(file.dueAt), day: longDate(file.dueDate) })) : plain(say("no-day"))),
    el("dl", { class: "facts" },
      fact(say("party-agency"), file.agency), fact(say("officer"), file.officer),
      fact(say("papers-are"), [plain(file.holder.name), file.holder.id ? ` (${file.holder.id})` : ""].join("")),
      fact(say("received"), when(clock, file.receivedAt)),
      fact(say("party-applicant"), plain(say(`applicant-${file.applicant}`))),
      fact(say("of-result-channel"), plain(say(`way-${file.resultChannel}`))),
      fact(say("clock"), plain(say(`clock-${file.clock.state === "notStarted" ? "not-started" : file.clock.state}`, { day: plainDate(file.clock.since) }))),
      fact(say("fee"), file.fee.amount ? plain(say("fee-paid", { amount: money(file.fee.amount), paid: money(file.fee.paid) })) : null),
      fact(say("transfer-slip"), file.transferSlip),
      fact(say("originals-held"), named(file, file.originals)),
      fact(say("awaited"), named(file, file.wanted))));
}

const named = (file, ids) => ids.map((id) => file.components.find((one) => one.id === id)?.name ?? id).map(plain).join("; ");
const money = (amount) => plain(say("money", { amount: String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".") }));

function acts(file, clock, changed) {
  const possible = file.acts.filter((act) => act.possible);
  const others = file.acts.filter((act) => !act.possible);
  return card(say("what-may-be-done"),
    possible.length ? el("div", { class: "possible" }, possible.map((act) =>
      el("button", { type: "button", "data-act": act.act, onclick: () => carryOut(file, act, clock, changed) }, both(act.name))))
      : el("p", { class: "quiet" }, both(say("it-is-somebody-elses"))),
    others.length ? el("details", {}, el("summary", {}, both(say("the-others-and-why"))),
      el("ul", { class: "why" }, bySentence(others).map((same) => el("li", {},
        same.map((act, index) => [index ? "; " : "", el("strong", { "data-act": act.act }, plain(act.name))]).flat(), ": ", both(same[0].why))))) : null);
}

/** Acts that are not possible for the same reason stand together: it is said once. */
function bySentence(acts) {
  const groups = new Map();
  for (const act of acts) groups.set(act.why.vi, [...(groups.get(act.why.vi) ?? []), act]);
  return [...groups.values()];
}

/** Why the day is that day: the sentences first, each day for whoever wants to count. */
function term(file, clock) {
  const why = file.explanation;
  if (!why) return file.clause ? card(say("why-this-day"), el("p", {}, both(say("by-clause", { clause: file.clause })))) : null;
  return card(say("why-this-day"),
    el("ul", { class: "why" }, [...why.opening, ...why.ending].map((line) => el("li", {}, both(line)))),
    why.days.length ? el("details", {}, el("summary", {}, both(say("each-day", { count: why.days.length }))),
      el("table", { class: "list days" }, el("tbody", {}, why.days.map((day) => el("tr", { class: day.kind },
        el("td", { class: "number" }, plainDate(day.date)), el("td", {}, both(day.text))))))) : null,
    el("details", {}, el("summary", {}, both(say("clauses"))),
      el("ul", { class: "why" }, why.clauses.map((clause) => el("li", {}, both(clause.text))))));
}

function papers(file, clock) {
  if (!file.documents.length) return null;
  return card(say("papers-issued"), table([say("number"), say("paper"), say("made-at"), ""], file.documents.map((paper) =>
    el("tr", { "data-document": paper.document, "data-ordinal": paper.ordinal },
      el("td", {}, String(paper.ordinal)), el("td", {}, both(paper.documentName), printed(paper.print)),
      el("td", { class: "when" }, when(clock, paper.issuedAt)),
      el("td", {}, el("div", { class: "acts" },
        el("button", { type: "button", "aria-label": `${plain(say("look"))} ${plain(paper.documentName)}`, onclick: () => look(file, paper) }, both(say("look"))),
        el("button", { type: "button", "aria-label": `${plain(say("print"))} ${plain(paper.documentName)}`, onclick: (event) => print(file, paper, event.currentTarget) }, both(say("print")))))))));
}

/** What became of a paper that was to be printed; nothing when nobody asked for it. */
export const printed = (print) => (print
  ? el("div", { class: print.state === "failed" || print.state === "unknown" ? "no-paper" : "quiet" },
    both(print.why ?? print.stateName), print.printer ? ` (${print.printer})` : "") : null);

/** A picture of the paper, and the file of it. */
function look(file, paper) {
  const path = `${dossierPath(file)}/documents/${paper.ordinal}`;
  const node = el("dialog", { class: "paper" });
  node.addEventListener("close", () => node.remove());
  node.append(el("h2", {}, both(paper.documentName)),
    el("img", { src: `${path}?as=png`, alt: plain(paper.documentName) }),
    el("div", { class: "row" }, el("a", { class: "button", href: `${path}?as=pdf`, download: `${paper.document}-${file.code ?? file.id}.pdf` }, both(say("pdf"))),
      el("button", { type: "button", onclick: () => node.close() }, both(say("close")))));
  document.body.append(node);
  node.showModal();
}

const patience = 60000; // ms: as long as a printer may take
const pause = 1500; // ms between two looks at it

/** Puts a paper before the printer and tells each state until it is no longer waiting. */
export async function printPaper(file, ordinal, button, tell) {
  button.disabled = true;
  const path = `${dossierPath(file)}/documents/${ordinal}/print`;
  try {
    let { print: state } = await ask("POST", path);
    tell(state);
    for (const end = performance.now() + patience; state?.state === "queued" && performance.now() < end;) {
      await new Promise((resume) => setTimeout(resume, pause));
      if (!button.isConnected) return;
      ({ print: state } = await ask("GET", path));
      tell(state);
    }
  } catch (problem) {
    showProblem(problem);
  } finally {
    button.disabled = false;
  }
}

function print(file, paper, button) {
  const cell = button.closest("tr").children[1];
  printPaper(file, paper.ordinal, button, (state) => fill(cell, both(paper.documentName), printed(state)));
}

function components(file) {
  if (!file.components.length) return null;
  const standing = (one) => plain(say(`is-${one.held ? "held" : one.taken ? "taken" : file.wanted.includes(one.id) ? "wanted" : one.optional ? "optional" : "missing"}`));
  return card(say("components"), table([say("paper"), say("standing")], file.components.map((one) =>
    el("tr", { "data-component": one.id }, el("td", {}, both(one.name), el("div", { class: "quiet" }, one.legalBasis)), el("td", {}, standing(one))))));
}

function way(file, clock) {
  const duration = (minutes) => (minutes === null ? "" : plain(minutes < 60 ? say("minutes", { minutes }) : say("hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })));
  return el("section", { class: "card" }, el("details", {}, el("summary", {}, both(say("its-way-so-far"))),
    table([say("from"), say("until"), say("step"), say("working-hours")], file.timeline.map((stretch) => el("tr", {},
      el("td", { class: "when" }, when(clock, stretch.from)), el("td", { class: "when" }, when(clock, stretch.until) || plain(say("now"))),
      el("td", {}, both(stretch.stateName), stretch.officer ? el("div", { class: "quiet" }, stretch.officer) : null),
      el("td", {}, duration(stretch.workingMinutes)))))));
}

