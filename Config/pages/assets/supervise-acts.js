// What happened beside the ordinary course, from the log: who, what, when and why; latest first.

import { ask, both, el, fill, find } from "/assets/core.js";
import { problemBox } from "/assets/core.js";

const kinds = [
  ["", "Tất cả", "All"], ["outOfTurn", "Gọi không theo thứ tự", "Out of turn"],
  ["correction", "Sửa số, in lại", "Corrections"], ["cancellation", "Cán bộ hủy số", "Cancelled by staff"],
  ["backEntry", "Nhập bù từ giấy", "Entered from paper"], ["reading", "Đọc dữ liệu cá nhân", "Personal data read"],
  ["erasure", "Xóa dữ liệu cá nhân", "Personal data erased"], ["account", "Tài khoản", "Accounts"],
  ["session", "Phiên đăng nhập", "Sessions"], ["attack", "Khóa đăng nhập, dò mã", "Lock-outs, guessing"],
  ["device", "Thiết bị", "Devices"], ["incident", "Sự cố", "Incidents"], ["machine", "Cấu hình, đồng hồ", "Machine"],
];

let next = null;
let asked = "";

const hour = (at) => at.slice(11, 19);

/** A row as one reads it: when, who, did what, to what, why. */
function row(act) {
  const later = act.occurredAt.slice(0, 16) !== act.at.slice(0, 16);
  return el("tr", { "data-kind": act.kind, "data-event": act.event },
    el("td", { class: "when" }, hour(act.at),
      later ? el("div", { class: "quiet" }, `việc lúc ${hour(act.occurredAt).slice(0, 5)}`) : null),
    el("td", {}, el("div", {}, act.by.split(":").slice(1).join(":") || act.by),
      act.byRole ? el("div", { class: "quiet" }, both(act.byRole)) : null),
    el("td", {}, both(act.eventName), act.count === null ? null : el("strong", {}, ` (${act.count})`)),
    el("td", {}, both(act.subjectName)),
    el("td", {}, act.reason ?? "–"));
}

function query() {
  const parts = new URLSearchParams();
  const dossier = find("#act-dossier").value.trim();
  if (dossier) parts.set("dossier", dossier);
  else parts.set("day", find("#act-day").value);
  if (find("#act-kind").value) parts.set("kind", find("#act-kind").value);
  return parts.toString();
}

async function show(more) {
  if (!more) asked = query();
  fill("#act-problem");
  try {
    const answer = await ask("GET", `/api/supervision/acts?${asked}${more ? `&before=${next}` : ""}`);
    next = answer.next;
    const rows = answer.acts.map(row);
    if (more) find("#act-rows").append(...rows);
    else fill("#act-rows", ...rows);
    find("#acts-none").hidden = find("#act-rows").children.length > 0;
    find("#act-list").hidden = find("#act-rows").children.length === 0;
    find("#act-more").hidden = next === null;
  } catch (problem) {
    fill("#act-problem", problemBox(problem));
    // A card that was scanned here by mistake does not stay on the screen.
    if (problem.code === "identity-card") find("#act-dossier").value = "";
  }
}

/** Fills the filters and shows today. */
export function beginActs(today) {
  fill("#act-kind", ...kinds.map(([value, vi, en]) => el("option", { value }, `${vi} · ${en}`)));
  find("#act-day").value = today;
  find("#act-form").addEventListener("submit", (event) => { event.preventDefault(); show(false); });
  for (const id of ["#act-kind", "#act-day"]) find(id).addEventListener("change", () => show(false));
  find("#act-more").addEventListener("click", () => show(true));
  show(false);
}
