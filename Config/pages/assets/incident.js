// The machine is down, or was: tell it, confirm it, close it, and enter every paper.

import { ask, both, calmly, el, fill, find } from "/assets/core.js";
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

const causes = {
  power: "Mất điện", network: "Mất mạng", software: "Lỗi phần mềm", hardware: "Hỏng thiết bị", other: "Khác",
};
const areas = {
  numbers: "phát số", calling: "gọi số", intake: "tiếp nhận hồ sơ", printing: "in phiếu", lookup: "tra cứu",
};
const stages = {
  proposed: ["Chờ lãnh đạo xác nhận", "Awaits confirmation"], open: ["Đang mở", "Open"],
  closed: ["Đã khôi phục", "Back"], declined: ["Không phải sự cố", "Declined"],
};
const english = {
  power: "power", network: "network", software: "software", hardware: "hardware", other: "other",
  numbers: "numbers", calling: "calling", intake: "intake", printing: "printing", lookup: "lookup",
};

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
  fill("#now", el("h2", {}, both("Tình trạng", "State")),
    incident ? description(incident)
      : el("div", { class: "good-news" }, both("Máy đang hoạt động, không có sự cố nào đang mở.", "The machine works; no incident is open.")));
}

const description = (incident) => el("div", { class: incident.stage === "open" ? "alarm" : "box warn", "data-incident": incident.id },
  el("p", {}, el("strong", {}, both(...stages[incident.stage])), ` · số ${incident.id}`),
  el("p", {}, both(causes[incident.cause], english[incident.cause]), " · ",
    incident.affected.map((area) => areas[area]).join(", ")),
  el("p", {}, `Từ ${when(incident.startedAt)} · báo bởi ${person(incident.proposedBy)}`,
    incident.decidedBy ? ` · mở bởi ${person(incident.decidedBy)}` : ""));

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

const timeField = (name, value) => el("input", { name, type: "datetime-local", required: true, value });

function proposal() {
  const cause = el("select", { name: "cause" }, Object.keys(causes).map((key) => el("option", { value: key }, `${causes[key]} · ${english[key]}`)));
  const checks = Object.keys(areas).map((key) => el("label", { class: "check" },
    el("input", { type: "checkbox", name: "affected", value: key, checked: key !== "lookup" }), el("span", {}, both(areas[key], english[key]))));
  const submit = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = {
      cause: form.cause.value, startedAt: instant(form.startedAt.value),
      affected: [...form.querySelectorAll("[name=affected]:checked")].map((box) => box.value),
    };
    if (form.note.value.trim()) body.note = form.note.value.trim();
    const proposed = await send("/api/incidents", body);
    if (proposed && canDecide()) await send(`/api/incidents/${proposed.id}/open`, {});
  };
  return [
    el("h2", {}, canDecide() ? both("Mở sự cố", "Open an incident") : both("Báo sự cố", "Report an incident")),
    el("p", { class: "quiet" }, canDecide()
      ? both("Sảnh làm việc bằng phiếu giấy đến khi kết thúc sự cố.", "The hall works on paper until it is closed.")
      : both("Lãnh đạo xác nhận; trong lúc chờ vẫn dùng phiếu giấy.", "A leader confirms; use the paper meanwhile.")),
    el("form", { class: "fields", id: "propose", onsubmit: submit },
      el("label", {}, el("span", {}, both("Nguyên nhân", "Cause")), cause),
      el("fieldset", {}, el("legend", {}, both("Việc bị ảnh hưởng", "What does not work")), checks),
      el("label", {}, el("span", {}, both("Bắt đầu lúc", "Began at")), timeField("startedAt", local())),
      el("label", {}, el("span", {}, both("Ghi chú (không bắt buộc)", "Note, optional")), el("input", { name: "note", maxlength: 500, autocomplete: "off" })),
      el("button", { class: "main", type: "submit" }, canDecide() ? both("Mở sự cố", "Open") : both("Báo cho lãnh đạo", "Tell the leader"))),
  ];
}

function confirmation(incident) {
  const submit = (event) => {
    event.preventDefault();
    send(`/api/incidents/${incident.id}/open`, { startedAt: instant(event.currentTarget.startedAt.value) });
  };
  return [
    el("h2", {}, both("Xác nhận sự cố", "Confirm the incident")),
    el("form", { class: "fields", id: "confirm", onsubmit: submit },
      el("label", {}, el("span", {}, both("Bắt đầu lúc (sửa nếu sai)", "Began at")), timeField("startedAt", local(incident.startedAt))),
      el("div", { class: "row" },
        el("button", { class: "main", type: "submit" }, both("Mở sự cố", "Open it")),
        el("button", { type: "button", id: "decline", onclick: () => send(`/api/incidents/${incident.id}/decline`, {}) },
          both("Không phải sự cố", "Decline")))),
  ];
}

function closing(incident) {
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = { endedAt: instant(form.endedAt.value) };
    for (const name of ["pads", "forms"]) if (form[name].value.trim()) body[name] = form[name].value.trim();
    send(`/api/incidents/${incident.id}/close`, body);
  };
  return [
    el("h2", {}, both("Kết thúc sự cố", "Close the incident")),
    el("p", { class: "quiet" }, both("Ghi số của mọi tờ giấy đã dùng, để không tờ nào bị sót.", "Write the number of every paper used, so that none is forgotten.")),
    el("form", { class: "fields", id: "close", onsubmit: submit },
      el("label", {}, el("span", {}, both("Máy hoạt động lại lúc", "Back since")), timeField("endedAt", local())),
      ...paperFields(), el("button", { class: "main", type: "submit" }, both("Kết thúc", "Close it"))),
  ];
}

const paperFields = () => [
  el("label", {}, el("span", {}, both("Phiếu số thứ tự đã dùng", "Pad numbers used")),
    el("input", { name: "pads", placeholder: "P001-P012, P015", autocomplete: "off" })),
  el("label", {}, el("span", {}, both("Mẫu tiếp nhận đã dùng", "Intake forms used")),
    el("input", { name: "forms", placeholder: "SC-0001-SC-0004", autocomplete: "off" })),
];

// Papers that are still missing -------------------------------------------------------------------

function drawMissing() {
  const list = toEnter();
  const node = find("#missing");
  node.hidden = !list.length;
  if (!list.length) return;
  fill(node, el("h2", {}, both("Giấy chưa nhập", "Papers still to be entered")), list.map(missingOf));
}

function missingOf(incident) {
  const papers = [...incident.pads.missing, ...incident.forms.missing];
  const more = incident.missing - papers.length;
  const pick = (paper) => el("button", { class: "paper", "data-paper": paper, onclick: () => { chosen = incident.id; entry?.choose(incident, paper); } }, paper);
  return el("div", { class: incident.overdue ? "alarm" : "box", "data-missing": incident.missing },
    el("p", {}, el("strong", {}, `Sự cố ${incident.id} · ${when(incident.startedAt)} – ${incident.endedAt ? when(incident.endedAt) : "nay"}`)),
    el("p", {}, `đã nhập ${incident.entered}, hủy ${incident.void}, còn ${incident.missing} `,
      el("span", { class: "en", lang: "en" }, "entered, void, missing")),
    incident.overdue ? el("p", {}, both(`Quá ${state.alertMinutes} phút sau khi khôi phục: xin nhập ngay.`, "Enter them now.")) : null,
    incident.stage === "open"
      ? el("p", { class: "quiet" }, both("Sự cố chưa kết thúc: giấy dùng đến đâu nhập đến đó cũng được.", "Not closed yet: papers may be entered already."))
      : el("p", { class: "row" }, papers.map(pick), more > 0 ? `… +${more}` : null),
    incident.stage === "closed" && canDecide()
      ? el("p", {}, el("button", { class: "more-papers", onclick: () => morePapers(incident) }, both("Bổ sung giấy đã dùng", "Add papers"))) : null);
}

function morePapers(incident) {
  const node = find("#dialog");
  const submit = async (event) => {
    event.preventDefault();
    const body = {};
    for (const name of ["pads", "forms"]) if (event.currentTarget[name].value.trim()) body[name] = event.currentTarget[name].value.trim();
    node.close();
    await send(`/api/incidents/${incident.id}/papers`, body);
  };
  fill(node, el("h2", {}, both("Bổ sung giấy đã dùng", "Further papers used")),
    el("form", { class: "fields", onsubmit: submit }, ...paperFields(),
      el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, both("Bổ sung", "Add")),
        el("button", { type: "button", onclick: () => node.close() }, both("Thôi (Esc)", "Leave")))));
  node.showModal();
}

// The book ----------------------------------------------------------------------------------------

function drawBook() {
  const rows = state.book.map((row) => el("tr", { "data-book": row.id },
    el("td", {}, row.id), el("td", {}, both(stages[row.stage][0], stages[row.stage][1])), el("td", {}, causes[row.cause]),
    el("td", {}, `${when(row.startedAt)} – ${row.endedAt ? when(row.endedAt) : row.stage === "open" ? "nay" : ""}`), el("td", {}, person(row.decidedBy)),
    el("td", {}, `${row.entered} / ${row.void} / ${row.missing}`)));
  fill("#book", el("h2", {}, both("Sổ sự cố", "Incident book")),
    rows.length
      ? el("table", { class: "list" }, el("thead", {}, el("tr", {}, ["Số", "Bước", "Nguyên nhân", "Từ – đến", "Lãnh đạo", "Nhập / hủy / còn"].map((name) => el("th", {}, name)))), el("tbody", {}, rows))
      : el("p", { class: "quiet" }, both("Chưa có sự cố nào.", "None yet.")));
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
