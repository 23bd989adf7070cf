// The hall at a glance for supervision: who waits how long, which counter stands still, what is broken.

import { ask, both, el, fill, find } from "/assets/core.js";
import { HallClock, listen, wait } from "/assets/live.js";

const clock = new HallClock();
let board = null;
let health = null;

const list = (head, rows) => el("table", { class: "list" },
  el("thead", {}, el("tr", {}, head.map((name) => el("th", {}, name)))), el("tbody", {}, rows));

function draw() {
  if (!board) return;
  fill("#lines", list(["Hàng chờ", "Đang chờ", "Chờ dự kiến"], board.lines.map((line) => {
    const time = wait(line.estimatedWaitSeconds);
    return el("tr", { "data-line": line.id }, el("td", {}, both(line.name)),
      el("td", { class: "number" }, String(line.waiting)),
      el("td", {}, line.waiting && time ? time.vi : "–"));
  })));
  fill("#counters", list(["Quầy", "Tình trạng", "Số", "Cán bộ"], board.counters.map((counter) =>
    el("tr", { "data-counter": counter.id }, el("td", {}, both(counter.name)),
      el("td", {}, el("span", { class: `state ${counter.state}` }, states[counter.state] ?? counter.state),
        counter.reason ? el("div", { class: "quiet" }, counter.reason.vi ?? counter.reason, counter.back ? `, đến ${counter.back}` : "") : null),
      el("td", { class: "number" }, counter.number ?? "–"), el("td", {}, counter.officer ?? "–")))));
  drawAlarms();
}

const states = { open: "mở", paused: "tạm nghỉ", closed: "đóng" };

function drawAlarms() {
  const alarms = [];
  for (const line of board.lines) {
    if (line.unattended) {
      alarms.push(both(`${line.name.vi}: ${line.waiting} người chờ mà không có quầy nào mở.`,
        `${line.waiting} waiting and no open counter.`));
    }
  }
  for (const [name, part] of parts(health)) {
    if (isBad(part.status)) alarms.push(both(`${name}: ${describe(part)}`));
  }
  fill("#alarms", alarms.length ? alarms.map((alarm) => el("div", { class: "alarm" }, alarm))
    : el("div", { class: "good-news" }, both("Không có cảnh báo.", "No alarms.")));
}

// Health is shown as the daemon gives it: each part with its state and what it says beside it.
const names = { writer: "Ghi sổ", disk: "Đĩa", printers: "Máy in", clock: "Đồng hồ", store: "Kho dữ liệu" };

function* parts(document) {
  for (const [name, part] of Object.entries(document ?? {})) {
    const label = names[name] ?? name;
    if (Array.isArray(part)) {
      for (const one of part) if (one && typeof one === "object") yield [`${label} ${one.id ?? ""}`, one];
    } else if (part && typeof part === "object") {
      yield [label, part];
    }
  }
}

const isBad = (status) => status !== undefined && !/^(ok|ready|good|idle|printing|true)$/i.test(String(status));

function describe(part) {
  return Object.entries(part).filter(([key, value]) => key !== "id" && value !== null)
    .map(([key, value]) => (key === "status" ? String(value) : `${key} ${typeof value === "object" ? JSON.stringify(value) : value}`))
    .join(", ");
}

function drawHealth() {
  fill("#health", list(["", ""], [...parts(health)].map(([name, part]) =>
    el("tr", {}, el("td", {}, name), el("td", {}, describe(part))))));
}

async function look() {
  try {
    health = await ask("GET", "/health");
    drawHealth();
    draw();
  } catch (problem) {
    fill("#health", el("div", { class: "alarm" }, both({ vi: problem.vi, en: problem.en })));
  }
}

listen("/api/board/stream", { board: (value) => { board = value; clock.learn(value.asOf); draw(); } },
  { stale: (isStale) => { find("#lost").hidden = !isStale; } });
look();
setInterval(look, 10000);
setInterval(() => fill("#clock", clock.time()), 1000);
