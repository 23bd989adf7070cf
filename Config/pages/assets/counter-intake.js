// Taking in a dossier while a number is served: the procedure, its papers one by one, and a code if the province gave one.

import { ask, askUntilAnswered, both, el, fill, newKey } from "/assets/core.js";
import { longDate } from "/assets/live.js";
import { carryOut, componentList } from "/assets/dossier-acts.js";
import { printed, printPaper } from "/assets/dossier-file.js";

/** The form of one visit. `ticket` is the ticket's id; `isDone` tells whether a dossier was taken in. */
export function intakeForm(ticket, hall, showProblem, clock) {
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

  const note = (dossier) => {
    taken.push(dossier);
    key = newKey(); // the next press means another dossier
    form.isDone = true;
    showProblem(null);
    draw();
  };

  const draw = () => {
    const procedure = el("select", { name: "procedure", required: true },
      list.map((entry) => el("option", { value: entry.id }, entry.name.vi)));
    const code = el("input", { name: "code", autocomplete: "off", spellcheck: "false",
      placeholder: "để trống nếu trung tâm cấp mã" });
    const submit = el("button", { class: "main", type: "submit", id: "take-in" }, both("Tiếp nhận hồ sơ", "Take in the dossier"));
    const papers = paperList(procedure, showProblem);
    const person = applicantFields();
    /** Opened for a check: what is missing is asked for, or the dossier is refused or guided away. */
    const check = el("button", { type: "button", id: "check" }, both("Chưa đủ, hướng dẫn hoặc từ chối…", "Not complete, guide away or refuse…"));
    const send = async (body) => {
      submit.disabled = check.disabled = true;
      try {
        return await askUntilAnswered("POST", "/api/dossiers", body, { key });
      } catch (problem) {
        if (!problem.isUnknown) key = newKey();
        showProblem(problem);
        return null;
      } finally {
        submit.disabled = check.disabled = false;
      }
    };
    const takeIn = async (event) => {
      event.preventDefault();
      const body = { ticket: ticket.id, procedure: procedure.value };
      if (code.value.trim()) body.code = code.value.trim();
      // Without the list the officer answers for the papers in one word.
      if (papers.list || person.isFilled()) {
        if (!papers.list && !(await papers.load())) return;
        Object.assign(body, { opening: "accept", checked: papers.list.checked(), originals: papers.list.originals() }, person.value());
      }
      const dossier = await send(body);
      if (dossier) note(dossier);
    };
    check.addEventListener("click", async () => {
      const dossier = await send({ opening: "check", ticket: ticket.id, procedure: procedure.value, ...person.value() });
      if (!dossier) return;
      key = newKey();
      showProblem(null);
      goOn(dossier);
    });
    fill(form.node,
      ...taken.map(receipt),
      el("h3", {}, both(taken.length ? "Tiếp nhận hồ sơ nữa" : "Tiếp nhận hồ sơ", taken.length ? "Another dossier" : "Dossier intake")),
      list.length
        ? el("form", { class: "fields", onsubmit: takeIn },
          el("label", {}, el("span", {}, both("Thủ tục", "Procedure")), procedure),
          el("label", {}, el("span", {}, both("Mã hồ sơ (quét hoặc nhập)", "Code, scanned or typed")), code),
          papers.node, person.node, el("div", { class: "row" }, submit, check))
        : el("p", { class: "quiet" }, both("Chưa có thủ tục nào được cấu hình.", "No procedures are configured.")));
  };

  /** A dossier under check: the acts that it allows now, until it is taken in or gone. */
  const goOn = async (dossier) => {
    let file;
    try {
      file = await ask("GET", `/api/dossiers/${encodeURIComponent(dossier.code ?? dossier.id)}/file`);
    } catch (problem) {
      showProblem(problem);
      return;
    }
    if (dossier.state === "accepted") {
      note(dossier);
      return;
    }
    const acts = file.acts.filter((act) => act.possible);
    const leave = el("button", { type: "button", onclick: draw }, both("Xong, hồ sơ khác", "Done, another dossier"));
    fill(form.node, ...taken.map(receipt),
      el("h3", {}, both(file.procedureName ?? file.procedure)),
      el("div", { class: "box", "data-dossier": file.code ?? file.id, "data-state": file.state },
        el("p", {}, el("strong", {}, both(file.stateName))), (dossier.issued ?? []).map((paper) => paperLine(file, paper))),
      el("div", { class: "possible" }, acts.map((act) => el("button", {
        type: "button", "data-act": act.act, onclick: () => carryOut(file, act, clock, goOn, { ticket: ticket.id }),
      }, both(act.name)))),
      el("div", { class: "row" }, leave, el("a", { href: `/dossiers#code=${encodeURIComponent(file.code ?? file.id)}` }, "Mở trang hồ sơ")));
  };

  draw();
  return form;
}

/** The papers of the chosen procedure, asked for when somebody opens the list. */
function paperList(procedure, showProblem) {
  const body = el("div");
  const warning = el("p", { class: "box warn", hidden: true });
  const part = { list: null, node: null, load };

  async function load() {
    const id = procedure.value;
    try {
      const found = await ask("GET", `/api/procedures/${encodeURIComponent(id)}`);
      if (procedure.value !== id) return false;
      part.list = componentList(found.components);
      part.list.onchange(warn);
      fill(body, part.list.node, found.fee ? el("p", { class: "quiet" },
        `Phí, lệ phí: ${found.fee.amount.toLocaleString("vi-VN")} đồng${found.fee.prepaid ? ", nộp trước khi tiếp nhận" : ""} · ${found.fee.basis}`) : null, warning);
      warn();
      return true;
    } catch (problem) {
      showProblem(problem);
      return false;
    }
  }

  function warn() {
    const missing = part.list.missing();
    warning.hidden = !missing.length;
    fill(warning, both(`Còn thiếu: ${missing.map((one) => one.name.vi).join("; ")}. Xin lập một phiếu yêu cầu bổ sung ghi đủ.`,
      "Something is missing: ask for all of it in one slip."));
  }

  const details = el("details", { id: "papers" }, el("summary", {}, both("Kiểm tra từng giấy tờ", "Check each paper")), body);
  const reload = () => {
    part.list = null;
    fill(body);
    if (details.open) load();
  };
  details.addEventListener("toggle", () => { if (details.open && !part.list) load(); });
  procedure.addEventListener("change", reload);
  part.node = details;
  return part;
}

/** Who the applicant is, if it is to stand on the slip: kept beside the log and erased in time. */
function applicantFields() {
  const name = el("input", { name: "name", maxlength: 120, autocomplete: "off" });
  const phone = el("input", { name: "phone", maxlength: 20, autocomplete: "off", inputmode: "tel" });
  const value = () => ({ ...(name.value.trim() ? { name: name.value.trim() } : {}), ...(phone.value.trim() ? { phone: phone.value.trim() } : {}) });
  return {
    value,
    isFilled: () => Object.keys(value()).length > 0,
    node: el("details", {}, el("summary", {}, both("Người nộp (in trên giấy hẹn)", "Applicant, for the slip")),
      el("label", {}, el("span", {}, both("Họ tên", "Name")), name), el("label", {}, el("span", {}, both("Số điện thoại", "Phone")), phone)),
  };
}

/** A paper that has just been made, to be given to whoever stands here. */
function paperLine(file, paper) {
  const answer = el("div", { role: "status" });
  const name = `${paper.documentName.vi}${paper.number ? ` số ${paper.number}` : ""} `;
  // What goes to an agency or into a register is printed on the page of the dossier, when it is wanted.
  const button = paper.ordinal && paper.recipient === "applicant"
    ? el("button", { type: "button", "data-print": paper.ordinal,
      onclick: (event) => printPaper(file, paper.ordinal, event.currentTarget, (state) => fill(answer, printed(state))) }, both("In", "Print")) : null;
  return el("div", { "data-document": paper.document }, el("div", { class: "row" }, name, button), answer);
}

function receipt(dossier) {
  return el("div", { class: "box good", "data-dossier": dossier.code },
    el("p", {}, both("Đã tiếp nhận. Mã hồ sơ:", "Taken in. Dossier code:")),
    el("p", { class: "code", "data-code": dossier.code }, dossier.code),
    el("p", {}, el("strong", {}, `Hẹn trả: ${longDate(dossier.dueDate)}`),
      dossier.clause ? el("span", { class: "quiet" }, ` · căn cứ ${dossier.clause}`) : null),
    dossier.proof ? el("p", {}, `Mã xác nhận trên phiếu: `, el("strong", { "data-proof": dossier.proof }, dossier.proof)) : null,
    el("p", {}, el("a", { href: `/dossiers#code=${encodeURIComponent(dossier.code)}` }, both("Mở hồ sơ: giấy hẹn, cách tính ngày", "Its file: slip, how the day is counted"))));
}
