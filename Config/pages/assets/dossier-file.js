// A dossier's file: where it stands, until when and why, its papers, its way, and what may be done now.

import { ask, both, el, fill } from "/assets/core.js";
import { longDate, plainDate } from "/assets/live.js";
import { showProblem } from "/assets/session.js";
import { carryOut, dossierPath } from "/assets/dossier-acts.js";

const card = (title, english, ...content) => el("section", { class: "card" }, el("h2", {}, both(title, english)), ...content);
const fact = (vi, en, value) => (value === null || value === undefined || value === "" ? [] : [el("dt", {}, both(vi, en)), el("dd", {}, value)]);
const table = (head, rows, kind = "") => el("table", { class: `list ${kind}` },
  el("thead", {}, el("tr", {}, head.map((name) => el("th", {}, name)))), el("tbody", {}, rows));

/** Draws the file; `changed` is told of the dossier after each act. */
export function drawFile(file, clock, { changed }) {
  fill("#file", head(file, clock), acts(file, clock, changed), term(file, clock), papers(file, clock), components(file), way(file, clock));
}

const when = (clock, at) => (at ? `${clock.time(at)} ${plainDate(at)}` : "");

function head(file, clock) {
  const isLate = file.flags.some((one) => one.flag === "late") || (file.dueAt && file.clock.state === "running" && Date.parse(file.dueAt) < Date.parse(file.asOf));
  return el("section", { class: "card", "data-dossier": file.code ?? file.id, "data-state": file.state },
    el("div", { class: "file-head" }, el("span", { class: "code" }, file.code ?? `#${file.id}`),
      el("span", { class: `state ${isLate ? "late" : ""}` }, both(file.stateName)),
      file.flags.map((one) => el("span", { class: "badge", "data-flag": one.flag }, one.name.vi))),
    el("p", {}, el("strong", {}, both(file.procedureName ?? file.procedure))),
    el("p", { class: `due-day ${isLate ? "late" : ""}` }, file.dueDate
      ? `Hẹn trả: ${clock.time(file.dueAt)} ${longDate(file.dueDate)}` : "Chưa có ngày hẹn trả"),
    el("dl", { class: "facts" },
      fact("Cơ quan giải quyết", "Agency", file.agency), fact("Người thụ lý", "Officer", file.officer),
      fact("Giấy tờ đang ở", "Papers are", [file.holder.name.vi, file.holder.id ? ` (${file.holder.id})` : ""].join("")),
      fact("Nhận lúc", "Received", when(clock, file.receivedAt)),
      fact("Người nộp", "Applicant", file.applicant === "organisation" ? "Tổ chức" : "Cá nhân"),
      fact("Nhận kết quả", "Result by", { counter: "Tại quầy", post: "Qua bưu điện", online: "Trực tuyến" }[file.resultChannel]),
      fact("Thời hạn", "Clock", { notStarted: "Chưa tính", running: "Đang tính", stopped: `Dừng từ ${plainDate(file.clock.since)}, chờ bổ sung`, ended: "Đã dừng" }[file.clock.state]),
      fact("Phí, lệ phí", "Fee", file.fee.amount ? `${money(file.fee.amount)}, đã nộp ${money(file.fee.paid)}` : null),
      fact("Phiếu chuyển", "Transfer slip", file.transferSlip),
      fact("Bản chính đang giữ", "Originals held", named(file, file.originals)),
      fact("Đang chờ bổ sung", "Awaited", named(file, file.wanted))));
}

const named = (file, ids) => ids.map((id) => file.components.find((one) => one.id === id)?.name.vi ?? id).join("; ");
const money = (amount) => `${String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".")} đồng`;

function acts(file, clock, changed) {
  const possible = file.acts.filter((act) => act.possible);
  const others = file.acts.filter((act) => !act.possible);
  return card("Việc có thể làm", "What may be done now",
    possible.length ? el("div", { class: "possible" }, possible.map((act) =>
      el("button", { type: "button", "data-act": act.act, onclick: () => carryOut(file, act, clock, changed) }, both(act.name))))
      : el("p", { class: "quiet" }, both("Hồ sơ đang chờ người khác.", "It is somebody else's turn.")),
    others.length ? el("details", {}, el("summary", {}, both("Việc khác, và vì sao chưa làm được", "The others, and why not now")),
      el("ul", { class: "why" }, bySentence(others).map((same) => el("li", {},
        same.map((act, index) => [index ? "; " : "", el("strong", { "data-act": act.act }, act.name.vi)]).flat(), ": ", both(same[0].why))))) : null);
}

/** Acts that are not possible for the same reason stand together: it is said once. */
function bySentence(acts) {
  const groups = new Map();
  for (const act of acts) groups.set(act.why.vi, [...(groups.get(act.why.vi) ?? []), act]);
  return [...groups.values()];
}

/** Why the day is that day: the sentences first, each day for whoever wants to count. */
function term(file, clock) {
  const why = file.explanation;
  if (!why) return file.clause ? card("Vì sao hẹn ngày này", "Why this day", el("p", {}, `Căn cứ: ${file.clause}`)) : null;
  return card("Vì sao hẹn ngày này", "Why this day",
    el("ul", { class: "why" }, [...why.opening, ...why.ending].map((line) => el("li", {}, both(line)))),
    why.days.length ? el("details", {}, el("summary", {}, both(`Từng ngày (${why.days.length})`, "Each day")),
      el("table", { class: "list days" }, el("tbody", {}, why.days.map((day) => el("tr", { class: day.kind },
        el("td", { class: "number" }, plainDate(day.date)), el("td", {}, both(day.text))))))) : null,
    el("details", {}, el("summary", {}, both("Căn cứ", "Clauses")),
      el("ul", { class: "why" }, why.clauses.map((clause) => el("li", {}, both(clause.text))))));
}

function papers(file, clock) {
  if (!file.documents.length) return null;
  return card("Giấy tờ đã lập", "Papers issued", table(["Số", "Giấy tờ", "Lập lúc", ""], file.documents.map((paper) =>
    el("tr", { "data-document": paper.document, "data-ordinal": paper.ordinal },
      el("td", {}, String(paper.ordinal)), el("td", {}, both(paper.documentName), printed(paper.print)),
      el("td", { class: "when" }, when(clock, paper.issuedAt)),
      el("td", {}, el("div", { class: "acts" },
        el("button", { type: "button", onclick: () => look(file, paper) }, "Xem"),
        el("button", { type: "button", onclick: (event) => print(file, paper, event.currentTarget) }, "In")))))));
}

/** What became of a paper that was to be printed; nothing when nobody asked for it. */
export const printed = (print) => (print
  ? el("div", { class: print.state === "failed" || print.state === "unknown" ? "no-paper" : "quiet" },
    both(print.why ?? print.stateName), print.printer ? ` (${print.printer})` : "") : null);

/** A picture of the paper, and the file of it. */
function look(file, paper) {
  const path = `${dossierPath(file)}/documents/${paper.ordinal}`;
  const node = el("dialog", { class: "paper" });
  node.addEventListener("close", () => node.remove());
  node.append(el("h2", {}, both(paper.documentName)),
    el("img", { src: `${path}?as=png`, alt: paper.documentName.vi }),
    el("div", { class: "row" }, el("a", { class: "button", href: `${path}?as=pdf`, download: `${paper.document}-${file.code ?? file.id}.pdf` }, "Tải PDF"),
      el("button", { type: "button", onclick: () => node.close() }, both("Đóng (Esc)", "Close"))));
  document.body.append(node);
  node.showModal();
}

const patience = 60000; // ms: as long as a printer may take
const pause = 1500; // ms between two looks at it

/** Puts a paper before the printer and tells each state until it is no longer waiting. */
export async function printPaper(file, ordinal, button, tell) {
  button.disabled = true;
  const path = `${dossierPath(file)}/documents/${ordinal}/print`;
  try {
    let { print: state } = await ask("POST", path);
    tell(state);
    for (const end = performance.now() + patience; state?.state === "queued" && performance.now() < end;) {
      await new Promise((resume) => setTimeout(resume, pause));
      if (!button.isConnected) return;
      ({ print: state } = await ask("GET", path));
      tell(state);
    }
  } catch (problem) {
    showProblem(problem);
  } finally {
    button.disabled = false;
  }
}

function print(file, paper, button) {
  const cell = button.closest("tr").children[1];
  printPaper(file, paper.ordinal, button, (state) => fill(cell, both(paper.documentName), printed(state)));
}

function components(file) {
  if (!file.components.length) return null;
  const standing = (one) => (one.held ? "đã có trên hệ thống" : one.taken ? "đã nhận" : file.wanted.includes(one.id) ? "cần bổ sung" : one.optional ? "nếu có" : "chưa có");
  return card("Thành phần hồ sơ", "Components", table(["Giấy tờ", "Tình trạng"], file.components.map((one) =>
    el("tr", { "data-component": one.id }, el("td", {}, both(one.name), el("div", { class: "quiet" }, one.legalBasis)), el("td", {}, standing(one))))));
}

function way(file, clock) {
  const duration = (minutes) => (minutes === null ? "" : minutes < 60 ? `${minutes} phút` : `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút`);
  return el("section", { class: "card" }, el("details", {}, el("summary", {}, both("Diễn biến hồ sơ", "Its way so far")),
    table(["Từ", "Đến", "Bước", "Giờ làm việc"], file.timeline.map((stretch) => el("tr", {},
      el("td", { class: "when" }, when(clock, stretch.from)), el("td", { class: "when" }, when(clock, stretch.until) || "nay"),
      el("td", {}, both(stretch.stateName), stretch.officer ? el("div", { class: "quiet" }, stretch.officer) : null),
      el("td", {}, duration(stretch.workingMinutes)))))));
}

