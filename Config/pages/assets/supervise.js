// The hall at a glance for supervision: who waits how long, which counter stands still, what is late.

import { ask, both, el, fill, find } from "/assets/core.js";
import { language, plain } from "/assets/language.js";
import { HallClock, listen } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";
import { displayChoices, openDialog } from "/assets/staff.js";
import { translate } from "/assets/translate.js";
import { beginActs } from "/assets/supervise-acts.js";
import { beginDay, drawDay } from "/assets/supervise-day.js";
import { alarmsOfMachines, drawMachines } from "/assets/supervise-machines.js";
import { lookAtDue } from "/assets/supervise-due.js";
import { drawPosts } from "/assets/supervise-posts.js";
import { list, row, section, span } from "/assets/supervise-parts.js";
import { say } from "/texts/supervise.js";

const clock = new HallClock();
const rest = 1000; // ms between two looks, however fast the hall moves
const longWait = 1800; // seconds; a visitor who waits longer is shown as late
let hall = null;
let health = null;
let centre = null;

function draw() {
  if (!hall) return;
  drawNow();
  drawAlarms();
  drawCounters();
  drawLines();
  drawTurns();
  drawOverdue();
  drawPosts(hall, look);
  drawMachines(health);
}

// The figures that are looked at first ------------------------------------------------------------

const sum = (rows, member) => rows.reduce((all, one) => all + (one[member] ?? 0), 0);
const tile = (id, key, value, tone) => el("div", { class: `tile${tone ? ` ${tone}` : ""}`, "data-figure": id },
  el("b", {}, value), el("span", {}, both(say(key))));

function drawNow() {
  const longest = Math.max(0, ...hall.lines.map((line) => line.longestWaitSeconds ?? 0));
  const open = hall.counters.filter((counter) => counter.state === "open");
  const overdue = sum(hall.overdue, "count");
  fill("#now", tile("waiting", "now-waiting", String(sum(hall.lines, "waiting"))),
    tile("longest", "now-longest", plain(span(longest)), longest > longWait ? "bad" : null),
    tile("serving", "now-serving", String(sum(hall.errands, "serving"))),
    tile("open", "now-open", `${open.length}/${hall.counters.length}`, open.some((counter) => counter.standsStill) ? "warn" : null),
    tile("overdue", "now-overdue", String(overdue), overdue ? "bad" : null));
}

function drawAlarms() {
  const alarms = hall.lines.filter((line) => line.unattended).map((line) => say("alarm-line", { name: line.name, count: line.waiting }));
  for (const counter of hall.counters) {
    if (counter.standsStill) {
      alarms.push(say("alarm-still", { name: counter.name, time: span(counter.quietSeconds), count: counter.waiting }));
    }
    if (counter.late) alarms.push(say("alarm-late", { name: counter.name, time: counter.back }));
  }
  for (const guess of hall.guessing) {
    alarms.push(say("alarm-guess", { door: guess.doorName, count: guess.tries, time: clock.time(guess.since) }));
  }
  alarms.push(...alarmsOfMachines(health));
  section("#alarms", "alarms", alarms.length ? alarms.map((alarm) => el("div", { class: "alarm" }, both(alarm)))
    : el("div", { class: "good-news" }, both(say("no-alarms"))));
}

// Counters ----------------------------------------------------------------------------------------

function stateOf(counter) {
  const quiet = counter.quietSeconds === null ? null : span(counter.quietSeconds);
  return el("td", {}, el("span", { class: `state ${counter.state}` }, plain(say(`state-${counter.state}`))),
    counter.reason ? el("div", { class: "quiet" }, both(counter.reason),
      counter.back ? el("span", {}, " · ", both(say("until", { time: counter.back }))) : null) : null,
    counter.late ? el("div", {}, el("span", { class: "badge" }, plain(say("late")))) : null,
    counter.standsStill ? el("div", {}, el("span", { class: "badge" }, plain(say("still", { time: quiet })))) : null);
}

function atIt(counter) {
  if (!counter.number) return el("td", {}, "–");
  return el("td", {}, el("span", { class: "number" }, counter.number),
    el("div", { class: "quiet" }, `${plain(say(counter.serving ? "serving" : "calling"))}, ${plain(span(counter.quietSeconds ?? 0))}`));
}

function drawCounters() {
  section("#counters", "counters", list(["counter", "state", "at-it", "waiting", "today", "officer"], hall.counters.map((counter) =>
    el("tr", { "data-counter": counter.id, class: counter.standsStill || counter.late ? "still" : counter.state === "closed" ? "closed" : null },
      el("th", { scope: "row" }, both(counter.name)), stateOf(counter), atIt(counter),
      el("td", { class: "number" }, counter.state === "closed" ? "–" : String(counter.waiting)),
      el("td", {}, counter.averageServingSeconds === null ? both(say("served-count", { count: counter.served }))
        : both(say("served-average", { count: counter.served, minutes: Math.max(1, Math.round(counter.averageServingSeconds / 60)) }))),
      el("td", {}, counter.officer ?? "–",
        el("div", { class: "quiet" }, [counter.officerTitle, counter.officerAgency].filter(Boolean).join(" · ")))))));
}

// Lines and errands -------------------------------------------------------------------------------

function drawLines() {
  const busy = hall.lines.filter((line) => line.waiting);
  section("#lines", "lines", busy.length ? list(["line", "waiting", "longest", "estimate"], busy.map((line) =>
    el("tr", { "data-line": line.id, class: line.unattended ? "still" : null }, el("th", { scope: "row" }, both(line.name)),
      el("td", { class: "number" }, String(line.waiting)),
      el("td", {}, both(span(line.longestWaitSeconds ?? 0))),
      el("td", {}, line.estimatedWaitSeconds !== null ? both(span(line.estimatedWaitSeconds)) : "–")))) : null,
  el("p", { class: "quiet" }, both(say("other-lines", { count: hall.lines.length - busy.length }))));
  section("#errands", "errands", hall.errands.length
    ? list(["errand", "waiting", "longest", "now-serving"], hall.errands.map((errand) =>
      el("tr", { "data-errand": errand.id }, el("th", { scope: "row" }, both(errand.name)),
        el("td", { class: "number" }, String(errand.waiting)),
        el("td", {}, errand.longestWaitSeconds === null ? "–" : both(span(errand.longestWaitSeconds))),
        el("td", { class: "number" }, String(errand.serving)))))
    : el("p", { class: "quiet" }, both(say("nobody"))));
}

function drawTurns() {
  const name = (id) => hall.counters.find((counter) => counter.id === id)?.name ?? id;
  section("#turns", "out-of-turn", hall.outOfTurn.length
    ? list(["at", "number", "counter", "why"], hall.outOfTurn.map((call) =>
      row(clock.time(call.at), el("span", { class: "number" }, call.number), both(name(call.counter)),
        [el("div", {}, call.by.split(":").slice(1).join(":") || call.by), el("div", { class: "quiet" }, call.reason ?? "–")])))
    : el("p", { class: "quiet" }, both(say("none-today"))));
}

function drawOverdue() {
  section("#overdue", "overdue", hall.overdue.length
    ? list(["agency", "count"], hall.overdue.map((one) =>
      row(one.agency ?? both(say("agency-unknown")), el("span", { class: "number" }, String(one.count)))))
    : el("p", { class: "quiet" }, both(say("no-overdue"))));
}

// Looking -----------------------------------------------------------------------------------------

async function look() {
  // Not asked like the rest: a hall that cannot give numbers answers 503 and still says why.
  try {
    health = await (await fetch("/health", { cache: "no-store" })).json();
  } catch {
    health = { writer: { status: plain(say("no-answer")), problem: say("no-answer") } };
  }
  try {
    hall = await ask("GET", "/api/supervision");
    clock.learn(hall.asOf);
    draw();
    showProblem(null);
  } catch (problem) {
    showProblem(problem);
  }
}

let pending = false;

/** Looks at most once a second. */
function lookSoon() {
  if (pending) return;
  pending = true;
  setTimeout(() => { pending = false; look(); }, rest);
}

const named = () => { document.title = `${plain(say("title"))} · ${centre[language()] ?? centre.vi}`; };

async function begin() {
  await signedIn();
  centre = (await ask("GET", "/api/hall")).centre;
  translate(say, () => { named(); draw(); lookAtDue(); drawDay(); });
  named();
  find("#display").addEventListener("click", () => openDialog(el("h2", {}, both(say("display"))), displayChoices()));
  find("#desk").hidden = false;
  await look();
  const today = hall?.day ?? (hall?.asOf ?? new Date().toISOString()).slice(0, 10);
  beginDay(today);
  beginActs(today);
  await lookAtDue();
  setInterval(() => { if (!document.hidden) { lookAtDue(); drawDay(); } }, 60000);
  listen("/api/board/stream", { board: lookSoon }, { stale: (isStale) => { find("#lost").hidden = !isStale; } });
  setInterval(lookSoon, 10000);
  const tick = () => fill("#clock", clock.time());
  tick();
  setInterval(tick, 1000);
}

begin().catch(showProblem);
