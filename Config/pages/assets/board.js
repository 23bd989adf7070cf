// The hall screen: who is called where. It shows the truth at once, and says so when it cannot.

import { both, el, fill, find } from "/assets/core.js";
import { HallClock, listen } from "/assets/live.js";

const clock = new HallClock();
const silence = 5000; // ms; the daemon says something every two seconds
let heardAt = null; // the hall's time of the last state
let shown = null; // which call is in the large field
// A board may be for some counters only; without a list it shows all.
const own = new Set((document.body.dataset.shows ?? "").split(" ").filter(Boolean));
const isOwn = (counter) => own.size === 0 || own.has(counter);

function draw(board) {
  clock.learn(board.asOf);
  heardAt = board.asOf;
  fill("#centre", both(board.centre));
  drawCalling({
    ...board,
    calling: board.calling.filter((call) => isOwn(call.counter)),
    recent: board.recent.filter((call) => isOwn(call.counter)),
  });
  drawCounters(board.counters.filter((counter) => isOwn(counter.id)));
  drawLines(board.lines);
  const notice = find("#notice");
  notice.hidden = !board.notice;
  if (board.notice) fill(notice, both(board.notice));
  document.body.dataset.seq = board.seq;
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
  ].slice(0, 6));
}

function drawLarge(call, isPast, isOpen) {
  const node = find("#calling");
  const name = call ? `${call.number} ${call.counter} ${call.attempt} ${call.calledAt}` : "";
  node.className = [
    call ? "" : "quiet-hall", isPast && call ? "past" : "", call && call.number.length > 4 ? "wide" : "",
    node.matches(".flash") && name === shown && !isPast ? "flash" : "",
  ].filter(Boolean).join(" ");
  fill(node, ...(call ? invitation(call, isPast) : [el("p", {}, isOpen
    ? both("Mời lấy số và chờ gọi", "Please take a number and wait to be called")
    : both("Trung tâm đang nghỉ", "The hall is closed"))]));
  if (name === shown) return;
  const isNews = shown !== null && call && !isPast;
  shown = name;
  if (isNews) {
    node.getBoundingClientRect(); // lets the animation begin again
    node.classList.add("flash");
  }
  // When the eye could see it: the browser test measures from the officer's key to here.
  node.dataset.number = call?.number ?? "";
  node.dataset.changedAt = String(performance.timeOrigin + performance.now());
}

function invitation(call, isPast) {
  const name = call.counterName;
  const again = !isPast && call.attempt > 1;
  return [
    el("p", { class: "invite" }, isPast ? both("Vừa mời số", "Last called") : both("Xin mời số", "Now calling")),
    el("div", { class: "number" }, call.number),
    el("p", { class: `where ${fit(name)}` }, both({ vi: `đến ${name.vi}`, en: name.en })),
    again ? el("p", { class: "again" }, both(`Gọi lần ${call.attempt}`, `call ${call.attempt}`)) : null,
  ];
}

const callRow = (call, isCurrent) =>
  el("div", { class: isCurrent ? "call current" : "call", "data-number": call.number },
    el("span", { class: "number" }, call.number),
    el("span", { class: `where ${fit(call.counterName)}` }, call.counterName.vi));

/** Long names of counters stand in smaller letters. */
const fit = (name) => (name.vi.length > 12 ? "long" : "");

function drawCounters(counters) {
  find("#counters").style.setProperty("--rows", Math.max(8, counters.length));
  fill("#counters tbody", counters.map((counter) => {
    const name = el("td", { class: `name ${fit(counter.name)}` }, counter.name.vi);
    if (counter.state !== "open" && !counter.number) {
      const back = counter.back ? `, trở lại lúc ${counter.back}` : "";
      const reason = counter.reason ? `: ${counter.reason.vi}` : "";
      const why = counter.state === "paused" ? `Tạm nghỉ${reason}${back}` : "Đóng · Closed";
      return el("tr", { class: "resting", "data-counter": counter.id }, name,
        el("td", { class: "reason", colspan: 2 }, why));
    }
    return el("tr", { "data-counter": counter.id }, name,
      el("td", {}, el("span", { class: "number" }, counter.number ?? "–")),
      el("td", { class: "officer" }, counter.officer ?? "",
        el("span", { class: "post" }, [counter.officerTitle, counter.officerAgency].filter(Boolean).join(", "))));
  }));
}

function drawLines(lines) {
  find("#lines").style.setProperty("--columns", Math.ceil(lines.length / 2));
  fill("#lines", lines.map((line) => {
    const look = ["line", line.waiting ? "" : "empty", line.name.vi.length > 22 ? "long" : ""].join(" ");
    return el("div", { class: look, "data-line": line.id },
      el("span", { class: "what" }, line.name.vi), el("span", { class: "count" }, String(line.waiting)));
  }));
}

function stale(isStale) {
  document.body.classList.toggle("stale", isStale);
  const node = find("#lost");
  node.hidden = !isStale;
  if (isStale) {
    const since = heardAt ? ` từ ${clock.time(heardAt)}` : "";
    fill(node, both(`Mất kết nối${since}. Số trên bảng có thể đã cũ, xin nghe gọi tại quầy.`,
      "Connection lost: this board may be out of date."));
  }
}

listen("/api/board/stream", { board: draw }, { silence, stale });
const tick = () => {
  fill("#clock", clock.time());
  fill("#day", clock.day());
};
tick();
setInterval(tick, 1000);
