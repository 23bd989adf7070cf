// Taking in a dossier while a number is served: the procedure, and a code if the province gave one.

import { askUntilAnswered, both, el, fill, newKey } from "/assets/core.js";
import { longDate } from "/assets/live.js";

/** The form of one visit. `ticket` is the ticket's id; `isDone` tells whether a dossier was taken in. */
export function intakeForm(ticket, hall, showProblem) {
  const form = { ticket: ticket.id, isDone: false, node: el("div", { class: "intake" }), takeCode };
  const procedures = hall.procedures ?? [];
  const own = procedures.filter((entry) => entry.domain === ticket.domain);
  const list = own.length ? own : procedures;
  let key = newKey();
  const taken = [];

  /** A code from the counter's scanner goes into the form; false when there is no place for it. */
  function takeCode(code) {
    const field = form.node.querySelector("[name=code]");
    if (!field) return false;
    field.value = code;
    field.focus();
    return true;
  }

  const draw = () => {
    const procedure = el("select", { name: "procedure", required: true },
      list.map((entry) => el("option", { value: entry.id }, entry.name.vi)));
    const code = el("input", { name: "code", autocomplete: "off", spellcheck: "false",
      placeholder: "để trống nếu trung tâm cấp mã" });
    const submit = el("button", { class: "main", type: "submit", id: "take-in" }, both("Tiếp nhận hồ sơ", "Take in the dossier"));
    const send = async (event) => {
      event.preventDefault();
      submit.disabled = true;
      const body = { ticket: ticket.id, procedure: procedure.value };
      if (code.value.trim()) body.code = code.value.trim();
      try {
        taken.push(await askUntilAnswered("POST", "/api/dossiers", body, { key }));
        key = newKey(); // the next press means another dossier
        form.isDone = true;
        showProblem(null);
        draw();
      } catch (problem) {
        if (!problem.isUnknown) key = newKey();
        showProblem(problem);
        submit.disabled = false;
      }
    };
    fill(form.node,
      ...taken.map(receipt),
      el("h3", {}, both(taken.length ? "Tiếp nhận hồ sơ nữa" : "Tiếp nhận hồ sơ", taken.length ? "Another dossier" : "Dossier intake")),
      list.length
        ? el("form", { class: "fields", onsubmit: send },
          el("label", {}, el("span", {}, both("Thủ tục", "Procedure")), procedure),
          el("label", {}, el("span", {}, both("Mã hồ sơ (quét hoặc nhập)", "Code, scanned or typed")), code), submit)
        : el("p", { class: "quiet" }, both("Chưa có thủ tục nào được cấu hình.", "No procedures are configured.")));
  };
  draw();
  return form;
}

function receipt(dossier) {
  return el("div", { class: "box good", "data-dossier": dossier.code },
    el("p", {}, both("Đã tiếp nhận. Mã hồ sơ:", "Taken in. Dossier code:")),
    el("p", { class: "code", "data-code": dossier.code }, dossier.code),
    el("p", {}, el("strong", {}, `Hẹn trả: ${longDate(dossier.dueDate)}`),
      dossier.clause ? el("span", { class: "quiet" }, ` · căn cứ ${dossier.clause}`) : null),
    dossier.proof ? el("p", {}, `Mã xác nhận trên phiếu: `, el("strong", { "data-proof": dossier.proof }, dossier.proof)) : null);
}
