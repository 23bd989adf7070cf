// The officer's console: one key for each step of a visit, and who is next, and why.

import { ask, both, calmly, el, fill, find } from "/assets/core.js";
import { HallClock, listen, wait } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";
import { chooseOutcome, choosePause, chooseReason, chooseTransfer } from "/assets/counter-dialogs.js";
import { intakeForm } from "/assets/counter-intake.js";
import { openScan, sayWhy } from "/assets/counter-devices.js";

const clock = new HallClock();
let hall = null;
let counter = null; // the id chosen on this browser
let line = null; // answer of /api/counters/{id}/waiting
let states = []; // the board's counters
let busy = false;
let intake = null; // the form of the present visit, kept while the list moves

const path = (action) => `/api/counters/${encodeURIComponent(counter)}/${action}`;
const stateOf = () => states.find((entry) => entry.id === counter)?.state ?? "closed";

// What each key does; `when` says whether it makes sense now.
const actions = [
  { key: "N", id: "next", name: ["Gọi số tiếp", "Call next"], when: (t, s) => s === "open" && !t, main: true, run: () => act("call-next") },
  { key: "S", id: "start", name: ["Bắt đầu tiếp", "Start serving"], when: (t) => t?.state === "called", main: true, run: () => act("start") },
  { key: "R", id: "recall", name: ["Gọi lại", "Call again"], when: (t) => t?.state === "called", run: () => act("recall") },
  { key: "P", id: "no-show", name: ["Vắng mặt, cất số", "Not here: park"], when: (t) => t?.state === "called", run: () => act("no-show") },
  { key: "P", id: "park", name: ["Tạm cất số", "Park for later"], when: (t) => t?.state === "serving", run: () => act("park") },
  { key: "T", id: "transfer", name: ["Chuyển nơi khác", "Transfer"], when: (t) => t, run: transfer },
  { key: "F", id: "finish", name: ["Kết thúc", "Finish"], when: (t) => t?.state === "serving", main: true, run: finish },
];

async function act(action, body) {
  if (busy) return null;
  busy = true;
  let answer = null;
  try {
    answer = await ask("POST", path(action), body);
    showProblem(null);
    if (action === "call-next" && answer === null) {
      showProblem({ vi: "Không có ai đang chờ ở quầy này.", en: "Nobody is waiting for this counter." });
    }
  } catch (problem) {
    showProblem(problem);
  } finally {
    busy = false;
  }
  await refresh();
  return answer;
}

async function transfer() {
  const target = await chooseTransfer(hall, counter);
  if (target) await act("transfer", target);
}

async function finish() {
  const outcome = await chooseOutcome(intake?.isDone ? "intake" : "done");
  if (outcome) await act("finish", { outcome });
}

async function outOfTurn(ticket) {
  const reason = await chooseReason(ticket.number);
  if (reason) await act("call", { ticket: ticket.id, reason });
}

async function setState(action) {
  if (action === "pause") {
    const pause = await choosePause();
    if (pause) await act("pause", pause);
  } else {
    await act(action);
  }
}

let refreshing = false;
let again = false;

async function refresh() {
  if (!counter) return;
  if (refreshing) { again = true; return; }
  refreshing = true;
  try {
    const [waiting, board] = await Promise.all([ask("GET", path("waiting")), ask("GET", "/api/board")]);
    line = waiting;
    states = board.counters;
    clock.learn(board.asOf);
    calmly(draw);
  } catch (problem) {
    showProblem(problem);
  }
  refreshing = false;
  if (again) { again = false; refresh(); }
}

function draw() {
  drawState();
  drawPrinters();
  drawCurrent();
  drawWaiting();
}

const stateNames = { open: "Đang mở · Open", paused: "Tạm nghỉ · Paused", closed: "Đóng · Closed" };

function drawState() {
  const state = stateOf();
  const button = (id, label) => el("button", { id, onclick: () => setState(id) }, label);
  fill("#state", el("span", { class: `state ${state}`, "data-state": state }, stateNames[state]),
    state === "open" ? null : button("open", "Mở quầy · Open"),
    state === "open" ? button("pause", "Tạm nghỉ · Pause") : null,
    state === "closed" ? null : button("close", "Đóng quầy · Close"));
}

/** Printers that somebody should look after: whoever sits nearest goes. */
function drawPrinters() {
  find("#printers").hidden = !line.printers.length;
  fill("#printers", line.printers.map((printer) => el("p", { "data-state": printer.state },
    el("b", {}, printer.place?.vi ?? printer.id, ": "), both(printer.trouble))));
}

/** How much is due of what was taken in here: the page of dossiers says what. */
async function countDue() {
  if (!counter) return;
  try {
    const due = await ask("GET", `/api/due?party=centre&counter=${encodeURIComponent(counter)}&limit=1`);
    const count = due.counts.reduce((sum, one) => sum + one.count, 0);
    fill("#due-count", String(count)).hidden = count === 0;
  } catch {
    // The list itself says what is wrong; this is a figure beside a link.
  }
}

let drawnCurrent = "";

function drawCurrent() {
  const ticket = line.current;
  if (intake && intake.ticket !== ticket?.id) intake = null;
  if (ticket?.state === "serving" && !intake) intake = intakeForm(ticket, hall, showProblem, clock);
  // The hall moves all the time; a form in which somebody types is left alone until its visit does.
  const words = JSON.stringify([counter, ticket, stateOf()]);
  if (words === drawnCurrent) return;
  drawnCurrent = words;
  const usable = actions.filter((action) => action.when(ticket, stateOf()));
  fill("#current",
    el("h2", {}, ticket ? both(ticket.state === "serving" ? "Đang tiếp" : "Đang gọi",
      ticket.state === "serving" ? "Serving" : "Called") : both("Chưa có số nào ở quầy", "No number at the counter")),
    ticket ? el("div", { class: "now" },
      el("div", { class: "number", id: "current-number", "data-state": ticket.state }, ticket.number),
      el("div", { class: "facts" },
        el("span", {}, both(ticket.errandName)),
        priorityName(ticket) ? el("span", {}, el("span", { class: "badge" }, "Ưu tiên: ", priorityName(ticket))) : null,
        el("span", { class: "quiet" }, `Lấy số lúc ${clock.time(ticket.issuedAt)} · gọi ${ticket.calls} lần`))) : null,
    el("div", { class: "keys" }, usable.map((action) =>
      el("button", { id: action.id, class: action.main ? "main" : "", onclick: action.run },
        el("kbd", {}, action.key), el("span", {}, both(...action.name))))),
    usable.length ? null : el("p", { class: "quiet" },
      both("Mở quầy để bắt đầu gọi số.", "Open the counter to begin calling.")),
    intake?.node);
}

function priorityName(ticket) {
  if (!ticket.priority) return null;
  return ticket.priority.vi ?? hall.priorities.find((entry) => entry.id === ticket.priority)?.name.vi ?? ticket.priority;
}

function drawWaiting() {
  const canCall = stateOf() === "open" && !line.current;
  const table = (tickets, isNext) => el("table", { class: "list" },
    el("tbody", {}, tickets.map((ticket, index) => el("tr",
      { class: isNext && index === 0 ? "first" : "", "data-number": ticket.number },
      el("td", {}, el("span", { class: "number" }, ticket.number)),
      el("td", {}, el("div", {}, ticket.errandName?.vi ?? "",
        ticket.priority ? [" ", el("span", { class: "badge" }, priorityName(ticket))] : null),
      ticket.why ? el("div", { class: "quiet" }, both(ticket.why)) : null),
      el("td", { class: "quiet nowrap" }, waited(ticket)),
      el("td", {}, canCall && !(isNext && index === 0)
        ? el("button", { onclick: () => outOfTurn(ticket) }, "Gọi ngay") : null)))));
  const part = (title, english, tickets) => tickets?.length
    ? [el("h3", {}, both(`${title} (${tickets.length})`, english)), table(tickets, false)] : [];
  fill("#waiting",
    el("h2", {}, both(`Đang chờ: ${line.waitingCount}`, "waiting")),
    line.next.length ? table(line.next, true) : el("p", { class: "quiet" }, both("Không có ai chờ.", "Nobody is waiting.")),
    ...part("Đã cất, sẽ tự được gọi lại", "parked, called again by itself", line.parked),
    ...part("Đã lỡ lượt", "missed their call", line.missed));
}

function waited(ticket) {
  const time = wait(ticket.waitedSeconds);
  return time ? `${time.vi.replace("khoảng ", "")}` : "";
}

const scan = (scanned) => openScan(scanned, {
  takeCode: (code) => intake?.takeCode(code) ?? false,
  call: stateOf() === "open" && !line?.current ? outOfTurn : null,
});

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || find("#dialog").open || !line) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const wanted = actions.find((action) =>
    action.key === event.key.toUpperCase() && action.when(line.current, stateOf()));
  if (!wanted) return;
  event.preventDefault();
  wanted.run();
}

async function begin() {
  const session = await signedIn();
  hall = await ask("GET", "/api/hall");
  const mine = session.counters?.length
    ? hall.counters.filter((entry) => session.counters.includes(entry.id)) : hall.counters;
  const select = find("#counter");
  fill(select, mine.map((entry) => el("option", { value: entry.id }, `${entry.name.vi} · ${entry.name.en}`)));
  const kept = new URLSearchParams(location.search).get("counter") ?? localStorage.getItem("counter");
  select.value = mine.some((entry) => entry.id === kept) ? kept : (mine[0]?.id ?? "");
  let leave = () => {};
  const choose = () => {
    counter = select.value;
    localStorage.setItem("counter", counter);
    intake = null;
    select.blur();
    leave();
    leave = listen(counter ? path("stream") : "/api/board/stream", { board: refresh, scan, key: sayWhy },
      { stale: (isStale) => { find("#lost").hidden = !isStale; } });
    refresh();
    countDue();
  };
  select.addEventListener("change", choose);
  find("#desk").hidden = false;
  choose();
  document.addEventListener("keydown", onKey);
  // Printers make no event of their own, and what is said of them may be two seconds old.
  setInterval(() => { if (!document.hidden) refresh(); }, 1500);
  setInterval(() => { if (!document.hidden) countDue(); }, 60000);
}

begin().catch(showProblem);
