// The hall at a glance for supervision: who waits how long, which counter stands still, what is late.

import { ask, both, el, fill, find } from "/assets/core.js";
import { HallClock, listen, plainDate, wait } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";
import { beginActs } from "/assets/supervise-acts.js";

const clock = new HallClock();
const rest = 1000; // ms between two looks, however fast the hall moves
let hall = null;
let health = null;

const list = (head, rows) => el("table", { class: "list" },
  el("thead", {}, el("tr", {}, head.map((name) => el("th", {}, name)))), el("tbody", {}, rows));
const cell = (value) => el("td", {}, value);
const minutes = (seconds) => wait(seconds)?.vi.replace("khoảng ", "") ?? "–";
const nothing = (vi, en) => el("p", { class: "quiet" }, both(vi, en));

const states = { open: "mở", paused: "tạm nghỉ", closed: "đóng" };

function draw() {
  fill("#lines", list(["Hàng chờ", "Đang chờ", "Lâu nhất", "Dự kiến"], hall.lines.map((line) =>
    el("tr", { "data-line": line.id }, cell(both(line.name)),
      el("td", { class: "number" }, String(line.waiting)),
      cell(line.waiting ? minutes(line.longestWaitSeconds) : "–"),
      cell(line.waiting ? minutes(line.estimatedWaitSeconds) : "–")))));
  fill("#counters", list(["Quầy", "Tình trạng", "Số", "Cán bộ"], hall.counters.map((counter) =>
    el("tr", { "data-counter": counter.id }, cell(both(counter.name)),
      el("td", {}, el("span", { class: `state ${counter.state}` }, states[counter.state] ?? counter.state),
        counter.reason
          ? el("div", { class: "quiet" }, counter.reason.vi, counter.back ? `, đến ${counter.back}` : "") : null),
      el("td", { class: "number" }, counter.number ?? "–"), cell([counter.officer ?? "–",
        counter.officerTitle ? el("div", { class: "quiet" }, counter.officerTitle) : null])))));
  fill("#turns", hall.outOfTurn.length
    ? list(["Lúc", "Số", "Quầy", "Ai gọi, vì sao"], hall.outOfTurn.map((call) =>
      el("tr", {}, cell(clock.time(call.at)), el("td", { class: "number" }, call.number), cell(call.counter),
        cell([el("div", {}, call.by), el("div", { class: "quiet" }, call.reason ?? "–")]))))
    : nothing("Hôm nay chưa có.", "None today."));
  fill("#overdue", hall.overdue.length
    ? list(["Cơ quan", "Số hồ sơ"], hall.overdue.map((row) =>
      el("tr", {}, cell(row.agency ?? "chưa rõ"), el("td", { class: "number" }, String(row.count)))))
    : nothing("Không có hồ sơ quá hạn.", "None."));
  drawToday();
  drawAlarms();
}

const parties = { centre: "Trung tâm", agency: "Cơ quan giải quyết" };

/** How much falls due today, by kind and by whose turn it is; the page of dossiers names each. */
async function drawDue() {
  try {
    const { counts, office } = await ask("GET", "/api/due?limit=1");
    fill("#office", el("table", { class: "list" }, el("tbody", {}, office.map((duty) =>
      el("tr", { "data-kind": duty.kind }, cell(both(duty.kindName)),
        el("td", { class: "number" }, duty.today ? both("Hôm nay", "today") : plainDate(duty.day)))))));
    fill("#due", counts.length
      ? list(["Việc", "Ai làm", "Số hồ sơ"], counts.map((count) => el("tr", { "data-kind": count.kind },
        cell(both(count.kindName)), cell(parties[count.party]), el("td", { class: "number" }, String(count.count)))))
      : nothing("Không có việc nào đến hạn.", "Nothing falls due."));
  } catch (problem) {
    showProblem(problem);
  }
}

function drawToday() {
  const day = hall.tickets;
  const rows = [
    ["Đã phát", "issued", day.issued], ["Đã tiếp", "served", day.served], ["Đã hủy", "cancelled", day.cancelled],
    ["Hết hiệu lực", "expired", day.expired], ["Chờ trung bình", "average wait", minutes(day.averageWaitSeconds)],
    ["Chờ lâu nhất", "longest wait", minutes(day.longestWaitSeconds)],
  ];
  fill("#today", el("table", { class: "list" }, el("tbody", {}, rows.map(([vi, en, value]) =>
    el("tr", {}, cell(both(vi, en)), el("td", { class: "number" }, String(value)))))));
}

function drawAlarms() {
  const alarms = hall.lines.filter((line) => line.unattended).map((line) =>
    both(`${line.name.vi}: ${line.waiting} người chờ mà không có quầy nào mở.`, `${line.waiting} waiting, no open counter.`));
  for (const guess of hall.guessing) {
    alarms.push(both(`${guess.doorName.vi}: đã ngăn ${guess.tries} lần thử từ ${clock.time(guess.since)}.`,
      `${guess.doorName.en}: ${guess.tries} tries stopped since ${clock.time(guess.since)}.`));
  }
  for (const [name, part] of parts()) {
    if (name === names.guessing) continue; // said above, door by door
    const why = part.trouble ?? part.problem;
    if (isBad(part)) alarms.push(both(`${name}: ${why?.vi ?? part.status}`, why?.en));
  }
  fill("#alarms", alarms.length ? alarms.map((alarm) => el("div", { class: "alarm" }, alarm))
    : el("div", { class: "good-news" }, both("Không có cảnh báo.", "No alarms.")));
}

// Health is shown as the daemon gives it: each part with its state and what it says beside it.
const names = { writer: "Ghi sổ", disk: "Đĩa", printers: "Máy in", peripherals: "Thiết bị", clock: "Đồng hồ", guessing: "Dò mã", connections: "Kết nối",
  checkpoint: "Mốc kiểm chứng", backup: "Sao lưu", log: "Nhật ký", incidents: "Sự cố", accounts: "Tài khoản", streams: "Màn hình" };

const kinds = { display: "Màn hình quầy", scanner: "Máy quét", keypad: "Bàn phím số" };

/** "Máy in Lối vào (slips)": where to go, and the name by which the technician knows it. */
function deviceName(label, one) {
  const place = one.place?.vi ?? one.place;
  return place ? `${label} ${place} (${one.id})` : `${label} ${one.id ?? ""}`;
}

function* parts() {
  for (const [name, part] of Object.entries(health ?? {})) {
    const label = names[name] ?? name;
    if (Array.isArray(part)) {
      for (const one of part) yield [deviceName(kinds[one.kind] ?? label, one), one];
    } else if (part && typeof part === "object") {
      yield [label, part];
    }
  }
}

// A device has its own words for being well, and a sentence when it is not.
const isBad = (part) => (part.id === undefined
  ? part.status !== undefined && !["ok", "unchecked"].includes(part.status) : Boolean(part.trouble));

function describe(part) {
  if (part.stateName) return part.stateName.vi + (part.waiting ? `, ${part.waiting} phiếu chờ in` : "");
  if (part.kind) return part.trouble?.vi ?? (part.status === "ready" ? "Sẵn sàng" : "Chưa rõ");
  return Object.entries(part)
    .filter(([key, value]) => key !== "id" && value !== null)
    .map(([key, value]) => (key === "status" ? String(value) : value.vi ?? `${key}: ${value}`)).join(", ");
}

function drawHealth() {
  fill("#health", el("table", { class: "list" }, el("tbody", {}, [...parts()].map(([name, part]) =>
    el("tr", {}, cell(name), cell(describe(part)))))));
}

async function look() {
  // Not asked like the rest: a hall that cannot give numbers answers 503 and still says why.
  try {
    health = await (await fetch("/health", { cache: "no-store" })).json();
  } catch {
    health = { writer: { status: "không trả lời · no answer" } };
  }
  try {
    hall = await ask("GET", "/api/supervision");
    clock.learn(hall.asOf);
    drawHealth();
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

async function begin() {
  await signedIn();
  find("#desk").hidden = find("#acts").hidden = false;
  await look();
  await drawDue();
  setInterval(() => { if (!document.hidden) drawDue(); }, 60000);
  beginActs((hall?.asOf ?? new Date().toISOString()).slice(0, 10));
  listen("/api/board/stream", { board: lookSoon }, { stale: (isStale) => { find("#lost").hidden = !isStale; } });
  setInterval(lookSoon, 10000);
  const tick = () => fill("#clock", clock.time());
  tick();
  setInterval(tick, 1000);
}

begin().catch(showProblem);
