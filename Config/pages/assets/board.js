// The hall screen: who is called where. It shows the truth at once, and says so when it cannot.

import { both, el, fill, find } from "/assets/core.js";
import { drawCounters, drawLines } from "/assets/board-tables.js";
import { begin as beginFoot } from "/assets/board-foot.js";
import { Voice } from "/assets/board-voice.js";
import { plain } from "/assets/language.js";
import { HallClock, listen } from "/assets/live.js";
import { say } from "/texts/board.js";

const clock = new HallClock();
const silence = 5000; // ms; the daemon says something every two seconds
let heardAt = null; // the hall's time of the last state
let shown = null; // which call is in the large field
let known = null; // the last state, without what changes with every second
// A board may be for some counters only; without a list it shows all.
const own = new Set((document.body.dataset.shows ?? "").split(" ").filter(Boolean));
const isOwn = (counter) => own.size === 0 || own.has(counter);

function draw(board) {
  clock.learn(board.asOf);
  heardAt = board.asOf;
  document.body.dataset.seq = board.seq;
  // Most pictures differ in nothing that is seen: then nothing is drawn, for weeks.
  const { seq, asOf, ...seen } = board;
  const state = JSON.stringify(seen);
  if (state === known) return;
  known = state;
  drawSeen(seen);
}

function drawSeen(board) {
  fill("#centre", both(board.centre));
  drawCalling({
    ...board,
    calling: board.calling.filter((call) => isOwn(call.counter)),
    recent: board.recent.filter((call) => isOwn(call.counter)),
  });
  drawLines(board.lines);
  drawCounters(board.counters.filter((counter) => isOwn(counter.id)));
  const hours = (board.hours ?? []).map(({ start, end }) => `${start.slice(0, 5)}–${end.slice(0, 5)}`);
  fill("#hours", both(hours.length ? say("hours-today", { hours: hours.join(", ") }) : say("no-hours-today")));
  const notice = find("#notice");
  notice.hidden = !board.notice;
  if (board.notice) fill(notice, both(board.notice));
}

function drawCalling(board) {
  const [awaited, ...others] = board.calling;
  // Somebody may look up late: the last call stays large until the next one, but as a past one.
  const call = awaited ?? board.recent[0];
  drawLarge(call, !awaited, board.open);
  const past = board.recent.filter((one) =>
    one.number !== call?.number && !board.calling.some((now) => now.number === one.number));
  fill("#earlier", [
    ...others.map((one) => callRow(one, true)), ...past.map((one) => callRow(one, false)),
  ].slice(0, 4));
  markSpoken();
}

function drawLarge(call, isPast, isOpen) {
  const node = find("#calling");
  const name = call ? `${call.number} ${call.counter} ${call.attempt} ${call.calledAt}` : "";
  node.className = [
    call ? "" : "quiet-hall", isPast && call ? "past" : "", call && call.number.length > 4 ? "wide" : "",
    node.matches(".flash") && name === shown && !isPast ? "flash" : "",
  ].filter(Boolean).join(" ");
  fill(node, ...(call ? invitation(call, isPast)
    : [el("p", {}, both(say(isOpen ? "take-number" : "hall-closed")))]));
  node.dataset.number = call?.number ?? "";
  if (name === shown) return;
  const isNews = shown !== null && call && !isPast;
  shown = name;
  if (isNews) {
    node.getBoundingClientRect(); // lets the animation begin again
    node.classList.add("flash");
  }
  // When the eye could see it: the browser test measures from the officer's key to here.
  node.dataset.changedAt = String(performance.timeOrigin + performance.now());
}

function invitation(call, isPast) {
  const name = call.counterName;
  const again = !isPast && call.attempt > 1;
  return [
    el("p", { class: "invite" }, both(say(isPast ? "last-called" : "now-calling"))),
    el("div", { class: "number" }, call.number),
    el("p", { class: `where ${fit(name)}` }, both(say("to-counter", { counter: name }))),
    again ? el("p", { class: "again" }, both(say("attempt", { attempt: call.attempt }))) : null,
  ];
}

const callRow = (call, isCurrent) =>
  el("div", { class: isCurrent ? "call current" : "call", "data-number": call.number },
    el("span", { class: "number" }, call.number),
    el("span", { class: `where ${fit(call.counterName)}` }, both(call.counterName)));

/** Long names of counters stand in smaller letters. */
const fit = (name) => (plain(name).length > 12 ? "long" : "");

// The eye finds what the ear hears: the number being spoken has a frame.
let spoken = null;
function markSpoken() {
  for (const node of document.querySelectorAll("#calling, .call")) {
    node.classList.toggle("spoken", Boolean(spoken) && node.dataset.number === spoken);
  }
}

function stale(isStale) {
  document.body.classList.toggle("stale", isStale);
  const node = find("#lost");
  node.hidden = !isStale;
  if (isStale) fill(node, both(heardAt ? say("lost-since", { time: clock.time(heardAt) }) : say("lost")));
}

const voice = new Voice({
  sign: find("#sound"),
  speaking: (number) => {
    spoken = number;
    markSpoken();
  },
});
const speaks = "speaks" in document.body.dataset;
listen("/api/board/stream", {
  board: draw,
  announce: (call) => { if (speaks && isOwn(call.counter)) voice.announce(call); },
}, { silence, stale });
if (speaks) voice.begin();
beginFoot(clock);

let minute = "";
function tick() {
  const now = clock.time();
  if (now === minute) return;
  minute = now;
  fill("#clock", now);
  fill("#day", clock.day());
}
tick();
setInterval(tick, 1000);

