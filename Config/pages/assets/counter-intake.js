// Taking in a dossier while a number is served: the procedure, its papers one by one, and a code if the province gave one.

import { ask, askUntilAnswered, both, el, fill, newKey } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { longDate } from "/assets/live.js";
import { keyCap } from "/assets/staff.js";
import { carryOut, componentList } from "/assets/dossier-acts.js";
import { printed, printPaper } from "/assets/dossier-file.js";
import { say } from "/texts/counter.js";

/** The form of one visit. `ticket` is the ticket's id; `isDone` tells whether a dossier was taken in, `onTaken` hears of each. */
export function intakeForm(ticket, hall, showProblem, clock, onTaken = () => {}) {
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
    onTaken();
    draw();
    form.node.querySelector("[data-dossier] summary")?.focus();
  };

  const draw = () => {
    const procedure = el("select", { name: "procedure", required: true },
      list.map((entry) => el("option", { value: entry.id }, plain(entry.name))));
    const code = el("input", { name: "code", autocomplete: "off", spellcheck: "false", placeholder: plain(say("code-hint")) });
    const submit = el("button", { class: "main", type: "submit", id: "take-in" }, keyCap("Enter"), el("span", {}, both(say("take-in"))));
    const papers = paperList(procedure, showProblem);
    const person = applicantFields();
    /** Opened for a check: what is missing is asked for, or the dossier is refused or guided away. */
    const check = el("button", { type: "button", id: "check" }, both(say("not-complete")));
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
      ...taken.map((dossier) => receipt(dossier, showProblem)),
      el("h2", {}, both(say(taken.length ? "another-intake" : "intake")), " ", keyCap("H")),
      list.length
        ? el("form", { class: "fields", onsubmit: takeIn },
          el("label", {}, el("span", {}, both(say("procedure"))), procedure),
          el("label", {}, el("span", {}, both(say("code"))), code),
          papers.node, person.node, el("div", { class: "row" }, submit, check))
        : el("p", { class: "quiet" }, both(say("no-procedures"))));
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
    const leave = el("button", { type: "button", onclick: draw }, both(say("done-another")));
    fill(form.node, ...taken.map((one) => receipt(one, showProblem)),
      el("h2", {}, both(file.procedureName ?? file.procedure)),
      el("div", { class: "box", "data-dossier": file.code ?? file.id, "data-state": file.state },
        el("p", {}, el("strong", {}, both(file.stateName))), (dossier.issued ?? []).map((paper) => paperLine(file, paper))),
      el("div", { class: "possible" }, acts.map((act) => el("button", {
        type: "button", "data-act": act.act, onclick: () => carryOut(file, act, clock, goOn, { ticket: ticket.id }),
      }, both(act.name)))),
      el("div", { class: "row" }, leave, el("a", { href: `/dossiers#code=${encodeURIComponent(file.code ?? file.id)}` }, both(say("open-file")))));
    form.node.querySelector(".possible button, .row button")?.focus();
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
      fill(body, part.list.node, found.fee ? el("p", { class: "quiet" }, both(say(found.fee.prepaid ? "fee-before" : "fee-is",
        { amount: found.fee.amount.toLocaleString("vi-VN"), basis: found.fee.basis }))) : null, warning);
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
    fill(warning, both(say("still-missing", { papers: { vi: missing.map((one) => one.name.vi).join("; "), en: missing.map((one) => one.name.en).join("; ") } })));
  }

  const details = el("details", { id: "papers" }, el("summary", {}, both(say("check-papers"))), body);
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
    node: el("details", {}, el("summary", {}, both(say("applicant"))),
      el("label", {}, el("span", {}, both(say("name"))), name), el("label", {}, el("span", {}, both(say("phone"))), phone)),
  };
}

/** A paper that has just been made, to be given to whoever stands here. */
function paperLine(file, paper) {
  const answer = el("div", { role: "status" });
  fill(answer, printed(paper.print));
  const name = `${plain(paper.documentName)}${paper.number ? ` ${paper.number}` : ""} `;
  // What goes to an agency or into a register is printed on the page of the dossier, when it is wanted.
  const button = paper.ordinal && paper.recipient === "applicant"
    ? el("button", { type: "button", "data-print": paper.ordinal, "aria-label": `${plain(say("print"))} ${plain(paper.documentName)}`,
      onclick: (event) => printPaper(file, paper.ordinal, event.currentTarget, (state) => fill(answer, printed(state))) }, both(say("print"))) : null;
  return el("div", { "data-document": paper.document }, el("div", { class: "row" }, name, button), answer);
}

/** A dossier that was taken in: its code, its day, and the papers to hand over. */
function receipt(dossier, showProblem) {
  const papers = el("div");
  const details = el("details", { class: "hand-over" }, el("summary", {}, both(say("papers-to-print"))), papers);
  details.addEventListener("toggle", async () => {
    if (!details.open || papers.childElementCount) return;
    try {
      const file = await ask("GET", `/api/dossiers/${encodeURIComponent(dossier.code)}/file`);
      const own = file.documents.filter((paper) => paper.recipient === "applicant");
      fill(papers, own.length ? own.map((paper) => paperLine(file, paper)) : el("p", { class: "quiet" }, both(say("no-papers"))));
    } catch (problem) {
      showProblem(problem);
    }
  });
  return el("div", { class: "box good", "data-dossier": dossier.code },
    el("p", {}, both(say("taken-in"))),
    el("p", { class: "code", "data-code": dossier.code }, dossier.code),
    el("p", {}, el("strong", {}, both(say("due-on", { day: longDate(dossier.dueDate) }))),
      dossier.clause ? el("span", { class: "quiet" }, " · ", plain(say("by-clause", { clause: dossier.clause }))) : null),
    dossier.proof ? el("p", {}, both(say("proof")), " ", el("strong", { "data-proof": dossier.proof }, dossier.proof)) : null,
    details,
    el("p", {}, el("a", { href: `/dossiers#code=${encodeURIComponent(dossier.code)}` }, both(say("open-its-file")))));
}
