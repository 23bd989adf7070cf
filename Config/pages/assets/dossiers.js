// The officers' page of dossiers: one found by its code, its file with what may be done now, and what falls due.

import { ask, both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { dayField } from "/assets/staff.js";
import { translate } from "/assets/translate.js";
import { say } from "/texts/dossiers.js";
import { HallClock, plainDate } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";
import { drawFile } from "/assets/dossier-file.js";
import { drawList } from "/assets/dossier-list.js";
import { drawRegister } from "/assets/dossier-register.js";

const clock = new HallClock();
const restBetweenLooks = 30000; // ms
const until = dayField({ id: "due-until" });
let session = null;
let hall = null;
let opened = null; // the code or number of the open file

// Finding one -----------------------------------------------------------------------------------

/** The code in what a scanner or a hand gave: plain, in a slip's link, or before the first "|" of a paper. */
function read(text) {
  const plain = text.trim();
  const address = /[?#&]code=([^&#]+)/.exec(plain);
  if (address) return decodeURIComponent(address[1]);
  return plain.split("|")[0].toUpperCase().replaceAll(/\s+/g, "").replace(/^#/, "");
}

/** Opens a file; what was shown before goes at once, so that nobody acts on the wrong one. */
async function open(name) {
  opened = name;
  try {
    const file = await ask("GET", `/api/dossiers/${encodeURIComponent(name)}/file`);
    if (opened !== name) return;
    clock.learn(file.asOf);
    showProblem(null);
    drawFile(file, clock, { changed });
    history.replaceState(null, "", `#code=${encodeURIComponent(file.code ?? file.id)}`);
  } catch (problem) {
    if (opened !== name) return;
    opened = null;
    // What was open before is gone, and the place says what to do instead.
    nothingOpen(say("unreadable"));
    showProblem(problem);
    find("#code").focus();
  }
}

const nothingOpen = (sentence) => fill("#file", el("section", { class: "card quiet" }, el("p", {}, both(sentence))));

/** Something was done to a dossier, or it has begun: it is shown as it is now, and so is all that hangs on it. */
function changed(dossier) {
  open(dossier.code ?? dossier.id);
  drawDue();
  drawList(link);
}

function search(event) {
  event.preventDefault();
  const field = find("#code");
  const name = read(field.value);
  // Whatever was scanned does not stay in the field: it may have been a card.
  field.value = "";
  if (name) open(name);
}

/** A scanner types into whatever has the focus; outside of any field its letters go to the code. */
function catchScanner(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || find("dialog[open]")) return;
  // The space bar presses a button; any other letter on one is a scanner's, whose Enter must not press it.
  if (event.key === " " || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  find("#code").focus();
}

// What falls due --------------------------------------------------------------------------------

const dueKinds = ["transfer", "courier-round", "supplement-notice", "supplement-awaited", "consultation", "notice-before", "due", "overdue", "uncollected"];

function query() {
  const parts = new URLSearchParams();
  if (until.typed) parts.set("until", until.typed);
  if (find("#due-kind").value) parts.set("kind", find("#due-kind").value);
  if (find("#due-counter").value) parts.set("counter", find("#due-counter").value);
  if (find("#due-mine").checked) parts.set("officer", session.account);
  return parts.toString();
}

let asking = 0;

async function drawDue() {
  const turn = ++asking;
  try {
    const list = await ask("GET", `/api/due?${query()}`);
    if (turn !== asking) return;
    clock.learn(list.asOf);
    fill("#due-counts", list.counts.map((count) => el("span", { class: "badge", "data-kind": count.kind }, `${plain(count.kindName)}: ${count.count}`)));
    fill("#due", list.due.length ? el("table", { class: "list" },
      el("thead", {}, el("tr", {}, [say("at"), say("what-and-which")].map((name) => el("th", {}, plain(name))))),
      el("tbody", {}, list.due.map(dueRow)))
      : el("p", { class: "quiet" }, both(say("nothing-falls-due"))));
  } catch (problem) {
    showProblem(problem);
  }
}

const dueRow = (due) => el("tr", { class: due.passed ? "passed" : "", "data-kind": due.kind },
  el("td", { class: "when" }, clock.time(due.at), el("div", { class: "quiet" }, plainDate(due.at))),
  el("td", {}, both(due.kindName), link(due),
    el("div", { class: "quiet" }, [plain(due.procedureName ?? due.procedure), due.agency, due.officer, due.told ? plain(say("told")) : null].filter(Boolean).join(" · "))));

/** What opens a dossier from a list. */
const link = (row) => el("button", { class: "link", type: "button", onclick: () => open(row.code ?? row.id) }, row.code ?? `#${row.id}`);

// The page --------------------------------------------------------------------------------------

/** What the lists are narrowed by; what was chosen stays chosen. */
function drawFilters() {
  const own = session.counters.length ? hall.counters.filter((one) => session.counters.includes(one.id)) : hall.counters;
  const options = (select, list) => {
    const chosen = select.value;
    fill(select, list.map(([value, name]) => el("option", { value }, plain(name))));
    select.value = chosen;
  };
  options(find("#due-kind"), [["", say("kind-all")], ...dueKinds.map((kind) => [kind.replace(/-(.)/g, (dash, letter) => letter.toUpperCase()), say(`kind-${kind}`)])]);
  options(find("#due-counter"), [["", say("kind-all")], ...own.map((one) => [one.id, one.name])]);
}

async function begin() {
  translate(say, () => {
    if (!hall) return;
    drawFilters();
    drawDue();
    drawList(link);
    if (opened) open(opened);
    else nothingOpen(say("choose-first"));
  });
  session = await signedIn();
  hall = await ask("GET", "/api/hall");
  find("#due-until").replaceWith(until);
  drawFilters();
  find("#due-form").addEventListener("change", () => { if (find("#due-form").checkValidity()) drawDue(); });
  find("#due-form").addEventListener("submit", (event) => event.preventDefault());
  find("#search").addEventListener("submit", search);
  document.addEventListener("keydown", catchScanner);
  find("#desk").hidden = false;
  if (["receptionist", "officer", "post"].includes(session.role)) drawRegister(hall, changed);
  await drawDue();
  await drawList(link);
  setInterval(() => { if (!document.hidden) drawDue(); }, restBetweenLooks);
  const linked = /[#&]code=([^&]+)/.exec(location.hash);
  if (linked) open(decodeURIComponent(linked[1]));
  else find("#code").focus();
}

begin().catch(showProblem);
