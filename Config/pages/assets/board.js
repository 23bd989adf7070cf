// The hall screen: who is called where. It shows the truth at once, and says so when it cannot.

import { both, el, fill, find } from "/assets/core.js";
import { HallClock, listen } from "/assets/live.js";

const clock = new HallClock();
const silence = 5000; // ms; the daemon says something every two seconds
let heardAt = null; // the hall's time of the last state
let shown = null; // which call is in the large field

function draw(board) {
  clock.learn(board.asOf);
  heardAt = board.asOf;
  fill("#centre", both(board.centre));
  drawCalling(board);
  drawCounters(board.counters);
  drawLines(board.lines);
  const notice = find("#notice");
  notice.hidden = !board.notice;
  if (board.notice) fill(notice, both(board.notice));
  document.body.dataset.seq = board.seq;
}

function drawCalling(board) {
  const node = find("#calling");
  const [first, ...others] = board.calling;
  const name = first ? `${first.number} ${first.counter} ${first.attempt} ${first.calledAt}` : "";
  if (name !== shown) {
    const isNews = shown !== null && first;
    shown = name;
    node.classList.remove("flash", "quiet-hall", "wide");
    if (first) {
      node.classList.toggle("wide", first.number.length > 4);
      fill(node,
        el("p", { class: "invite" }, both("Xin mời số", "Now calling")),
        el("div", { class: "number" }, first.number),
        el("p", { class: first.counterName.vi.length > 12 ? "where long" : "where" }, both({ vi: `đến ${first.counterName.vi}`, en: first.counterName.en })),
        first.attempt > 1 ? el("p", { class: "again" }, both(`Gọi lần ${first.attempt}`, `call ${first.attempt}`)) : null);
    } else {
      node.classList.add("quiet-hall");
      fill(node, ...(board.open
        ? [el("p", {}, both("Mời lấy số và chờ gọi", "Please take a number and wait to be called"))]
        : [el("p", {}, both("Hội trường đang nghỉ", "The hall is closed"))]));
    }
    if (isNews) {
      node.getBoundingClientRect(); // lets the animation begin again
      node.classList.add("flash");
    }
    // When the eye could see it: the browser test measures from the officer's key to here.
    node.dataset.number = first?.number ?? "";
    node.dataset.changedAt = String(performance.timeOrigin + performance.now());
  }
  const past = board.recent.filter((call) =>
    !board.calling.some((now) => now.number === call.number));
  fill("#earlier", [...others.map((call) => callRow(call, true)), ...past.map((call) => callRow(call, false))].slice(0, 6));
}

const callRow = (call, isCurrent) =>
  el("div", { class: isCurrent ? "call current" : "call", "data-number": call.number },
    el("span", { class: "number" }, call.number), el("span", { class: call.counterName.vi.length > 12 ? "where long" : "where" }, call.counterName.vi));

function drawCounters(counters) {
  find("#counters").style.setProperty("--rows", Math.max(8, counters.length));
  fill("#counters tbody", counters.map((counter) => {
    const name = el("td", { class: counter.name.vi.length > 12 ? "name long" : "name" }, counter.name.vi);
    if (counter.state !== "open" && !counter.number) {
      const back = counter.back ? `, trở lại lúc ${counter.back}` : "";
      const why = counter.state === "paused" ? `Tạm nghỉ${counter.reason ? `: ${counter.reason.vi ?? counter.reason}` : ""}${back}` : "Đóng · Closed";
      return el("tr", { class: "resting", "data-counter": counter.id }, name, el("td", { class: "reason", colspan: 2 }, why));
    }
    return el("tr", { "data-counter": counter.id }, name,
      el("td", {}, el("span", { class: "number" }, counter.number ?? "–")),
      el("td", { class: "officer" }, counter.officer ?? ""));
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
