// The questions the console asks before a step that needs an answer. Each resolves to null when left.

import { both, el, fill, find, fullName } from "/assets/core.js";

function open(build) {
  const dialog = find("#dialog");
  return new Promise((resolve) => {
    let answer = null;
    const choose = (value) => { answer = value; dialog.close(); };
    fill(dialog, ...build(choose));
    const leave = el("button", { onclick: () => dialog.close() }, both("Thôi (Esc)", "Cancel"));
    dialog.append(el("div", { class: "row" }, leave));
    dialog.onclose = () => { dialog.onkeydown = null; resolve(answer); };
    dialog.showModal();
    dialog.querySelector("[autofocus], input, select, .choice button")?.focus();
  });
}

/** How the visit ended; digits 1 to 4 choose, Enter takes the first. */
export function chooseOutcome(proposed) {
  const outcomes = [
    ["done", "Xong việc", "Done"], ["intake", "Đã tiếp nhận hồ sơ", "Dossier taken in"],
    ["supplement", "Cần bổ sung giấy tờ", "Papers missing"], ["guidedAway", "Hướng dẫn nơi khác", "Guided elsewhere"],
  ].sort((a, b) => Number(b[0] === proposed) - Number(a[0] === proposed));
  return open((choose) => {
    find("#dialog").onkeydown = (event) => {
      const chosen = outcomes[Number(event.key) - 1];
      if (chosen) { event.preventDefault(); choose(chosen[0]); }
    };
    return [el("h2", {}, both("Kết thúc lượt này thế nào?", "How did this visit end?")),
      el("div", { class: "choice" }, outcomes.map(([id, vi, en], index) =>
        el("button", { "data-outcome": id, class: index === 0 ? "main" : "", onclick: () => choose(id) },
          el("kbd", {}, String(index + 1)), el("span", {}, both(vi, en)))))];
  });
}

const pauses = [
  ["break", "Nghỉ giữa giờ", "Short break"], ["lunch", "Nghỉ trưa", "Lunch"], ["meeting", "Họp", "Meeting"],
  ["technical", "Sự cố kỹ thuật", "Technical trouble"], ["other", "Lý do khác", "Other"],
];

/** Why the counter rests, and until when ("HH:MM", may stay empty). What is typed never reaches a screen. */
export const choosePause = () => open((choose) => {
  const reason = el("select", { name: "reason", autofocus: true },
    pauses.map(([id, vi, en]) => el("option", { value: id }, `${vi} · ${en}`)));
  const typed = el("input", { name: "typed", maxlength: 200 });
  const other = el("label", { hidden: true },
    el("span", {}, both("Ghi rõ (không hiện trên bảng)", "Which; not shown on the board")), typed);
  reason.addEventListener("change", () => { other.hidden = reason.value !== "other"; });
  const back = el("input", { name: "back", type: "time" });
  return [el("h2", {}, both("Tạm nghỉ quầy", "Pause the counter")),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      const pause = { reason: reason.value === "other" && typed.value.trim() ? typed.value.trim() : reason.value };
      if (back.value) pause.back = back.value;
      choose(pause);
    } },
    el("label", {}, el("span", {}, both("Lý do", "Reason")), reason), other,
    el("label", {}, el("span", {}, both("Trở lại lúc (hiện trên bảng)", "Back at, shown on the board")), back),
    el("button", { class: "main", type: "submit" }, both("Tạm nghỉ", "Pause")))];
});

/** Why a ticket is called before its turn; the reason is recorded with the officer's name. */
export const chooseReason = (number) => open((choose) => {
  const reason = el("input", { name: "reason", required: true, minlength: 3, maxlength: 200, autofocus: true });
  return [el("h2", {}, both(`Gọi ${number} không theo thứ tự`, "Call out of turn")),
    el("p", { class: "box warn" }, both("Lý do được ghi lại cùng tên cán bộ.", "The reason is recorded with your name.")),
    el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); choose(reason.value.trim()); } },
      el("label", {}, el("span", {}, both("Lý do", "Reason")), reason),
      el("button", { class: "main", type: "submit" }, both(`Gọi ${number}`, "Call")))];
});

/** Where the visitor goes on: to another errand's line, or to one counter. */
export const chooseTransfer = (hall, here) => open((choose) => {
  const errand = el("select", { name: "errand", autofocus: true }, el("option", { value: "" }, "–"),
    hall.domains.map((domain) => el("optgroup", { label: domain.name.vi },
      domain.errands.map((id) => hall.errands.find((entry) => entry.id === id)).filter(Boolean)
        .map((entry) => el("option", { value: entry.id }, fullName(entry, domain).vi)))));
  const counter = el("select", { name: "counter" }, el("option", { value: "" }, "–"),
    hall.counters.filter((entry) => entry.id !== here)
      .map((entry) => el("option", { value: entry.id }, `${entry.name.vi}${entry.open ? "" : " (đóng)"}`)));
  // One target: choosing the one takes back the other.
  errand.addEventListener("change", () => { if (errand.value) counter.value = ""; });
  counter.addEventListener("change", () => { if (counter.value) errand.value = ""; });
  const back = el("input", { name: "back", type: "checkbox" });
  return [el("h2", {}, both("Chuyển khách đi đâu?", "Where to?")),
    el("p", { class: "quiet" }, both("Khách giữ nguyên số và thời điểm lấy số.", "Number and place in time are kept.")),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      const target = errand.value ? { errand: errand.value } : counter.value ? { counter: counter.value } : null;
      if (target && back.checked) target.back = true;
      if (target) choose(target);
    } },
    el("label", {}, el("span", {}, both("Việc khác", "Another errand")), errand),
    el("label", {}, el("span", {}, both("hoặc quầy khác", "or another counter")), counter),
    el("label", { class: "check" }, back, el("span", {}, both("Rồi quay lại quầy này", "Then back to this counter"))),
    el("button", { class: "main", type: "submit" }, both("Chuyển", "Transfer")))];
});
