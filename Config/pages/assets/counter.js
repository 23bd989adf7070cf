// The officer's console: one key for each step of a visit, who is next and why, and nothing that needs the mouse.

import { ask, both, calmly, el, fill, find } from "/assets/core.js";
import { keep, kept } from "/assets/kept.js";
import { plain } from "/assets/language.js";
import { HallClock, listen } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";
import { translate } from "/assets/translate.js";
import { chooseOutcome, choosePause, chooseReason, chooseTransfer } from "/assets/counter-dialogs.js";
import { intakeForm } from "/assets/counter-intake.js";
import { openScan, sayWhy } from "/assets/counter-devices.js";
import { listenToKeys, showHelp, usable } from "/assets/counter-keys.js";
import { drawNow, tick } from "/assets/counter-now.js";
import { count, drawLines, goToList } from "/assets/counter-lines.js";
import { drawDay, lookAtDay } from "/assets/counter-day.js";
import { say } from "/texts/counter.js";

const clock = new HallClock();
let hall = null;
let code = null; // the counter chosen on this browser
let line = null; // answer of /api/counters/{id}/waiting
let states = []; // the board's counters
let busy = false;
let isStale = false;
let intake = null; // the form of the present visit, kept while the list moves

const path = (action) => `/api/counters/${encodeURIComponent(code)}/${action}`;
const stateOf = () => states.find((entry) => entry.id === code)?.state ?? "closed";
const acts = () => usable(line.current, stateOf(), can());
const can = () => ({ fee: Boolean(feeErrand()) });

/** Where the fee of this visit is paid: the errand of its domain, unless it is what the visitor is here for. */
function feeErrand() {
  const ticket = line?.current;
  const fee = ticket && hall.errands.find((entry) => entry.domain === ticket.domain && entry.kind === "pay");
  return fee && fee.id !== ticket.errand ? fee : null;
}

// Acting ----------------------------------------------------------------------------------------

/** Does a step; `done` is the sentence that tells of it. */
async function act(action, body, done) {
  if (busy) return null;
  busy = true;
  let answer = null;
  try {
    answer = await ask("POST", path(action), body);
    showProblem(null);
    if (action === "call-next" && answer === null) showProblem(say("nobody-now")).classList.remove("bad");
    else tell(say(done ?? `done-${action}`, { number: answer?.number }));
  } catch (problem) {
    showProblem(problem);
  } finally {
    busy = false;
  }
  await refresh();
  lookAtDay();
  return answer;
}

/** What was done, for whoever does not see it. */
const tell = (sentence) => fill("#said", plain(sentence));

const steps = {
  next: () => act("call-next"), start: () => act("start"), recall: () => act("recall"), "no-show": () => act("no-show"),
  park: () => act("park"), open: () => act("open"), close: () => act("close"),
  fee: () => act("transfer", { errand: feeErrand().id, back: true }, "done-fee"),
  async transfer() {
    const target = await chooseTransfer(hall, code);
    if (target) await act("transfer", target);
  },
  async finish() {
    const outcome = await chooseOutcome(intake?.isDone ? "intake" : "done");
    if (outcome) await act("finish", { outcome });
  },
  async pause() {
    const pause = await choosePause();
    if (pause) await act("pause", pause);
  },
  "go-intake": () => (intake?.node.querySelector("select, input, button"))?.focus(),
};
const run = (id) => steps[id]();

async function outOfTurn(ticket) {
  const reason = await chooseReason(ticket.number);
  if (reason) await act("call", { ticket: ticket.id, reason });
}

const callAgain = (ticket) => act("call", { ticket: ticket.id });

// Looking ---------------------------------------------------------------------------------------

let refreshing = false;
let again = false;

async function refresh() {
  if (!code) return;
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const [waiting, board] = await Promise.all([ask("GET", path("waiting")), ask("GET", "/api/board")]);
    if (waiting.counter === code) {
      line = waiting;
      states = board.counters;
      clock.learn(line.asOf);
      calmly(draw);
    }
  } catch (problem) {
    showProblem(problem);
  }
  refreshing = false;
  if (again) { again = false; refresh(); }
}

function draw() {
  if (!line) return;
  drawState();
  drawStanding();
  const ticket = line.current;
  if (intake && intake.ticket !== ticket?.id) intake = null;
  if (ticket?.state === "serving" && !intake) intake = intakeForm(ticket, hall, showProblem, clock, lookAtDay);
  drawNow({ line, state: stateOf(), hall, clock, can: can(), run, code });
  const box = find("#intake");
  box.hidden = !intake;
  if (intake?.node.parentNode !== box) fill(box, intake?.node);
  drawLines({ line, canCall: stateOf() === "open" && !ticket, code, clock, call: outOfTurn, again: callAgain });
}

function drawState() {
  const state = stateOf();
  fill("#state", el("span", { class: `state ${state}`, "data-state": state }, both(say(`state-${state}`))));
}

let drawnStanding = "";

/** Connection and printers: a word when all is well, a sentence when somebody should go and look. */
function drawStanding() {
  const words = JSON.stringify([isStale, line?.printers, document.documentElement.lang]);
  if (words === drawnStanding) return;
  drawnStanding = words;
  const needy = line?.printers ?? [];
  fill("#standing", el("span", { class: isStale ? "badly" : "well", "data-connection": isStale ? "lost" : "good" },
    plain(say(isStale ? "connection-lost" : "connection-good"))),
  el("span", { class: needy.length ? "badly" : "well", "data-printers": needy.length ? "needy" : "good" },
    plain(say(needy.length ? "printers-needy" : "printers-good"))));
  find("#printers").hidden = !needy.length;
  fill("#printers", needy.map((printer) => el("p", { "data-state": printer.state },
    el("b", {}, plain(printer.place) || printer.id, ": "), both(printer.trouble))));
}

/** How much is due of what was taken in here: the page of dossiers says what. */
async function countDue() {
  if (!code) return;
  try {
    const due = await ask("GET", `/api/due?party=centre&counter=${encodeURIComponent(code)}&limit=1`);
    const sum = due.counts.reduce((all, one) => all + one.count, 0);
    fill("#due-count", String(sum)).hidden = sum === 0;
  } catch {
    // The list itself says what is wrong; this is a figure beside a link.
  }
}

// The page --------------------------------------------------------------------------------------

const scan = (scanned) => openScan(scanned, {
  takeCode: (scannedCode) => intake?.takeCode(scannedCode) ?? false,
  call: stateOf() === "open" && !line?.current ? outOfTurn : null,
});

const others = {
  D: goToList, Q: () => find("#counter").focus(), "?": showHelp, G: () => find("#to-dossiers").click(), I: () => find("#to-incident").click(),
  ESCAPE: () => { showProblem(null); find("#scanned").hidden = true; },
};
for (let digit = 1; digit <= 9; digit += 1) {
  others[String(digit)] = () => find(`[data-list=parked] tr:nth-child(${digit}) button`)?.click();
}

const nameCounters = (mine) => {
  const select = find("#counter");
  const chosen = select.value;
  fill(select, mine.map((entry) => el("option", { value: entry.id }, plain(entry.name))));
  select.value = chosen;
};

async function begin() {
  let mine = [];
  translate(say, () => { nameCounters(mine); intake = null; draw(); drawDay(); });
  const session = await signedIn();
  hall = await ask("GET", "/api/hall");
  mine = session.counters?.length
    ? hall.counters.filter((entry) => session.counters.includes(entry.id)) : hall.counters;
  const select = find("#counter");
  nameCounters(mine);
  const wanted = new URLSearchParams(location.search).get("counter") ?? kept("counter");
  select.value = mine.some((entry) => entry.id === wanted) ? wanted : (mine[0]?.id ?? "");
  let leave = () => {};
  const choose = () => {
    code = select.value;
    keep("counter", code);
    line = null;
    intake = null;
    leave();
    leave = listen(code ? path("stream") : "/api/board/stream", { board: refresh, scan, key: sayWhy }, { stale: (lost) => {
      isStale = lost;
      find("#lost").hidden = !lost;
      drawStanding();
    } });
    refresh();
    countDue();
  };
  select.addEventListener("change", () => { choose(); select.blur(); });
  find("#help").addEventListener("click", showHelp);
  find("#desk").hidden = false;
  choose();
  lookAtDay();
  listenToKeys({ now: () => (line ? acts() : []), run, others });
  setInterval(() => { tick(line, clock); count(clock); }, 1000);
  // Printers make no event of their own, and what is said of them may be two seconds old.
  setInterval(() => { if (!document.hidden) refresh(); }, 1500);
  setInterval(() => { if (!document.hidden) { countDue(); lookAtDay(); } }, 60000);
}

begin().catch(showProblem);
