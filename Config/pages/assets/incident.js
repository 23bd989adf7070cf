// The machine is down, or was: tell it, confirm it, close it, and enter every paper.

import { ask, both, calmly, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { momentField, openDialog } from "/assets/staff.js";
import { translate } from "/assets/translate.js";
import { say } from "/texts/incident.js";
import { entryForms } from "/assets/incident-entry.js";
import { HallClock } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";

const clock = new HallClock();
const rest = 5000; // ms between two looks: incidents are slow, other officers enter papers too
let session = null;
let hall = null;
let state = { incidents: [], book: [], alertMinutes: 60 };
let entry = null;
let chosen = null; // the incident whose papers are entered, when several are not settled

const causes = ["power", "network", "software", "hardware", "other"];
const areas = ["numbers", "calling", "intake", "printing", "lookup"];

const may = (...roles) => roles.includes(session.role);
const canPropose = () => may("receptionist", "officer", "feeDesk", "leader", "director");
const canDecide = () => may("leader", "director");
const canEnter = () => may("receptionist", "officer", "feeDesk");

const when = (instant) => (instant ? `${clock.time(instant)} ${clock.civil(instant).toISOString().slice(8, 10)}/${clock.civil(instant).toISOString().slice(5, 7)}` : "–");
const instant = (value) => (value ? `${value}:00${clock.offset}` : undefined);
const local = (moment) => clock.civil(moment).toISOString().slice(0, 16);
const person = (text) => (text ?? "–").replace(/^\w+:/, "");

/** Sends, then shows the new state; the form stays as it was when the answer is no. */
async function send(path, body) {
  try {
    const answer = await ask("POST", path, body);
    showProblem(null);
    await look();
    return answer;
  } catch (problem) {
    // The form may be far down the page.
    showProblem(problem).scrollIntoView({ block: "center" });
    return null;
  }
}

// What is going on --------------------------------------------------------------------------------

const present = () => state.incidents.find((one) => one.stage === "proposed" || one.stage === "open");
const toEnter = () => state.incidents.filter((one) => one.stage === "open" || one.stage === "closed");

function drawNow() {
  const incident = present();
  fill("#now", el("h2", {}, both(say("state"))),
    incident ? description(incident)
      : el("div", { class: "good-news" }, both(say("the-machine-works-no"))));
}

const description = (incident) => el("div", { class: incident.stage === "open" ? "alarm" : "box warn", "data-incident": incident.id },
  el("p", {}, el("strong", {}, both(say(`stage-${incident.stage}`))), " · ", plain(say("numbered", { id: incident.id }))),
  el("p", {}, both(say(`cause-${incident.cause}`)), " · ",
    incident.affected.map((area) => plain(say(`area-${area}`))).join(", ")),
  el("p", {}, plain(say("since-told-by", { time: when(incident.startedAt), name: person(incident.proposedBy) })),
    incident.decidedBy ? ` · ${plain(say("opened-by", { name: person(incident.decidedBy) }))}` : ""));

// Telling and deciding ----------------------------------------------------------------------------

function drawDecide() {
  const incident = present();
  const node = find("#decide");
  // A form somebody is filling in stays; it is drawn anew when the step has changed.
  const step = !incident ? "propose" : `${incident.stage} ${incident.id}`;
  if (node.dataset.step === step) return;
  node.dataset.step = step;
  if (!incident && canPropose()) fill(node, ...proposal());
  else if (incident?.stage === "proposed" && canDecide()) fill(node, ...confirmation(incident));
  else if (incident?.stage === "open" && canDecide()) fill(node, ...closing(incident));
  else fill(node);
  node.hidden = !node.firstChild;
}

const timeField = (name, value) => {
  const field = momentField({ name, required: true });
  field.typed = value;
  return field;
};

function proposal() {
  const cause = el("select", { name: "cause" }, causes.map((one) => el("option", { value: one }, plain(say(`cause-${one}`)))));
  const checks = areas.map((key) => el("label", { class: "check" },
    el("input", { type: "checkbox", name: "affected", value: key, checked: key !== "lookup" }), el("span", {}, both(say(`area-${key}`)))));
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = {
      cause: form.cause.value, startedAt: instant(form.startedAt.typed),
      affected: [...form.querySelectorAll("[name=affected]:checked")].map((box) => box.value),
    };
    if (form.note.value.trim()) body.note = form.note.value.trim();
    const proposed = await send("/api/incidents", body);
    if (proposed && canDecide()) await send(`/api/incidents/${proposed.id}/open`, {});
  };
  return [
    el("h2", {}, canDecide() ? both(say("open-an-incident")) : both(say("report-an-incident"))),
    el("p", { class: "quiet" }, canDecide()
      ? both(say("the-hall-works-on"))
      : both(say("a-leader-confirms-use"))),
    el("form", { class: "fields", id: "propose", onsubmit: submit },
      el("label", {}, el("span", {}, both(say("cause"))), cause),
      el("fieldset", {}, el("legend", {}, both(say("what-does-not-work"))), checks),
      el("label", {}, el("span", {}, both(say("began-at"))), timeField("startedAt", local())),
      el("label", {}, el("span", {}, both(say("note-optional"))), el("input", { name: "note", maxlength: 500, autocomplete: "off" })),
      el("button", { class: "main", type: "submit" }, canDecide() ? both(say("open")) : both(say("tell-the-leader")))),
  ];
}

function confirmation(incident) {
  const submit = (event) => {
    event.preventDefault();
    send(`/api/incidents/${incident.id}/open`, { startedAt: instant(event.currentTarget.startedAt.typed) });
  };
  return [
    el("h2", {}, both(say("confirm-the-incident"))),
    el("form", { class: "fields", id: "confirm", onsubmit: submit },
      el("label", {}, el("span", {}, both(say("began-at-2"))), timeField("startedAt", local(incident.startedAt))),
      el("div", { class: "row" },
        el("button", { class: "main", type: "submit" }, both(say("open-it"))),
        el("button", { type: "button", id: "decline", onclick: () => send(`/api/incidents/${incident.id}/decline`, {}) },
          both(say("decline"))))),
  ];
}

function closing(incident) {
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { endedAt: instant(form.endedAt.typed) };
    for (const name of ["pads", "forms"]) if (form[name].value.trim()) body[name] = form[name].value.trim();
    send(`/api/incidents/${incident.id}/close`, body);
  };
  return [
    el("h2", {}, both(say("close-the-incident"))),
    el("p", { class: "quiet" }, both(say("write-the-number-of"))),
    el("form", { class: "fields", id: "close", onsubmit: submit },
      el("label", {}, el("span", {}, both(say("back-since"))), timeField("endedAt", local())),
      ...paperFields(), el("button", { class: "main", type: "submit" }, both(say("close-it")))),
  ];
}

const paperFields = () => [
  el("label", {}, el("span", {}, both(say("pad-numbers-used"))),
    el("input", { name: "pads", placeholder: "P001-P012, P015", autocomplete: "off" })),
  el("label", {}, el("span", {}, both(say("intake-forms-used"))),
    el("input", { name: "forms", placeholder: "SC-0001-SC-0004", autocomplete: "off" })),
];

// Papers that are still missing -------------------------------------------------------------------

function drawMissing() {
  const list = toEnter();
  const node = find("#missing");
  node.hidden = !list.length;
  if (!list.length) return;
  fill(node, el("h2", {}, both(say("papers-still-to-be"))), list.map(missingOf));
}

function missingOf(incident) {
  const papers = [...incident.pads.missing, ...incident.forms.missing];
  const more = incident.missing - papers.length;
  const pick = (paper) => el("button", { class: "paper", "data-paper": paper, onclick: () => { chosen = incident.id; entry?.choose(incident, paper); } }, paper);
  return el("div", { class: incident.overdue ? "alarm" : "box", "data-missing": incident.missing },
    el("p", {}, el("strong", {}, plain(say("incident-span", { id: incident.id, from: when(incident.startedAt), until: incident.endedAt ? when(incident.endedAt) : say("now") })))),
    el("p", {}, both(say("entered-void-missing", incident))),
    incident.overdue ? el("p", {}, both(say("overdue", { minutes: state.alertMinutes }))) : null,
    incident.stage === "open"
      ? el("p", { class: "quiet" }, both(say("not-closed-yet-papers")))
      : el("p", { class: "row" }, papers.map(pick), more > 0 ? `… +${more}` : null),
    incident.stage === "closed" && canDecide()
      ? el("p", {}, el("button", { class: "more-papers", onclick: () => morePapers(incident) }, both(say("add-papers")))) : null);
}

function morePapers(incident) {
  const submit = async (event) => {
    event.preventDefault();
    const body = {};
    for (const name of ["pads", "forms"]) if (event.currentTarget[name].value.trim()) body[name] = event.currentTarget[name].value.trim();
    find("#dialog").close();
    await send(`/api/incidents/${incident.id}/papers`, body);
  };
  openDialog(el("h2", {}, both(say("further-papers-used"))),
    el("form", { class: "fields", onsubmit: submit }, ...paperFields(),
      el("button", { class: "main", type: "submit" }, both(say("add")))));
}

// The book ----------------------------------------------------------------------------------------

function drawBook() {
  const rows = state.book.map((row) => el("tr", { "data-book": row.id },
    el("td", {}, row.id), el("td", {}, both(say(`stage-${row.stage}`))), el("td", {}, plain(say(`cause-${row.cause}`))),
    el("td", {}, `${when(row.startedAt)} – ${row.endedAt ? when(row.endedAt) : row.stage === "open" ? plain(say("now")) : ""}`), el("td", {}, person(row.decidedBy)),
    el("td", {}, `${row.entered} / ${row.void} / ${row.missing}`)));
  fill("#book", el("h2", {}, both(say("incident-book"))),
    rows.length
      ? el("table", { class: "list" }, el("thead", {}, el("tr", {}, ["number", "stage", "cause", "span", "leader", "papers"].map((name) => el("th", {}, plain(say(`head-${name}`)))))), el("tbody", {}, rows))
      : el("p", { class: "quiet" }, both(say("none-yet"))));
}

function drawEntry() {
  const list = toEnter();
  const node = find("#enter");
  const incident = list.find((one) => one.id === chosen) ?? list[0];
  node.hidden = !incident || !canEnter();
  if (node.hidden) return;
  entry ??= entryForms({ node, hall, session, clock, send });
  entry.learn(incident);
}

function draw() {
  drawNow();
  drawDecide();
  drawMissing();
  drawBook();
  drawEntry();
}

async function look() {
  state = await ask("GET", "/api/incidents");
  clock.learn(state.asOf);
  calmly(draw);
}

async function begin() {
  translate(say, () => {
    if (!hall) return;
    find("#decide").dataset.step = "";
    entry = null;
    draw();
  });
  session = await signedIn();
  hall = await ask("GET", "/api/hall");
  await look();
  find("#desk").hidden = false;
  setInterval(async () => {
    try {
      await look();
      find("#lost").hidden = true;
    } catch (problem) {
      if (problem.isUnknown) find("#lost").hidden = false;
      else showProblem(problem);
    }
  }, rest);
}

begin().catch(showProblem);
