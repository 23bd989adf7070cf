// The questions before supervision sets something for today at a counter; each act needs its reason.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { keyCap, openDialog, timeField } from "/assets/staff.js";
import { say } from "/texts/supervise.js";

const send = (counter, act, body) => ask("POST", `/api/supervision/counters/${encodeURIComponent(counter.id)}/${act}`, body);

// What takes the last counter away from a line is done only by somebody who has read what follows.
const confirmable = ["people-left", "line-left"];

const labelled = (key, input) => el("label", {}, el("span", {}, both(say(key))), input);

const reasonField = () => el("input", { name: "reason", required: true, minlength: 3, maxlength: 200, autocomplete: "off" });

/** A dialog with one form; what was refused is said in it, and nothing that was filled in is lost. */
function open(counter, title, act, fields, read, done) {
  const answer = el("div", { role: "alert" });
  const go = async (confirmed) => {
    fill(answer);
    try {
      await send(counter, act, { ...read(), ...(confirmed ? { confirmed: true } : {}) });
      find("#dialog").close();
      done();
    } catch (problem) {
      fill(answer, problemBox(problem), confirmable.includes(problem.code)
        ? el("button", { type: "button", class: "anyway", onclick: () => go(true) }, both(say("anyway"))) : null);
      answer.scrollIntoView({ block: "nearest" });
    }
  };
  const dialog = openDialog(el("h2", {}, both(title)), el("p", { class: "quiet" }, both(say("today-only"))),
    el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); go(false); } }, fields, answer,
      el("button", { class: "main", type: "submit" }, keyCap("Enter"), el("span", {}, both(say("set-now"))))));
  dialog.querySelector("form input, form select, form button")?.focus();
}

/** Which lines a counter serves instead of its own, or beside them. */
export function askLines(counter, kind, hall, done) {
  const served = new Set(counter.lines.map((line) => line.id));
  const shown = kind === "surge" ? hall.lines.filter((line) => !served.has(line.id)) : hall.lines;
  const boxes = shown.map((line) => {
    const box = el("input", { type: "checkbox", name: "line", value: line.id });
    box.checked = kind === "rotation" && served.has(line.id);
    return { box, node: el("label", { class: "check" }, box,
      el("span", {}, both(line.name), ...(line.waiting ? [" ", el("span", { class: "badge" }, plain(say("waiting-count", { count: line.waiting })))] : []))) };
  });
  const reason = reasonField();
  open(counter, say(`${kind}-title`, { counter: counter.name }), "lines",
    [el("fieldset", { class: "places" }, el("legend", {}, both(say(`${kind}-lines`))), boxes.map((one) => one.node)), labelled("reason-why", reason)],
    () => ({ kind, lines: boxes.filter((one) => one.box.checked).map((one) => one.box.value), reason: reason.value.trim() }), done);
}

/** Does what was proposed; the reason says so. */
export async function addLine(proposal, answer, done) {
  const reason = say("proposal-reason", { line: proposal.lineName, count: proposal.waiting }).vi;
  try {
    await send({ id: proposal.counter }, "lines", { kind: "surge", lines: [proposal.line], reason });
    done();
  } catch (problem) {
    fill(answer, problemBox(problem));
  }
}

/** Back to what is configured. */
export function askConfigured(counter, done) {
  const reason = reasonField();
  open(counter, say("configured-title", { counter: counter.name }), "as-configured", [labelled("reason-why", reason)],
    () => ({ reason: reason.value.trim() }), done);
}

/** Why the counter rests, and until when. */
export function askPause(counter, done) {
  const reason = el("select", { name: "reason" },
    ["break", "lunch", "meeting", "technical", "other"].map((id) => el("option", { value: id }, plain(say(`pause-${id}`)))));
  const back = timeField({ name: "back" });
  open(counter, say("pause-title", { counter: counter.name }), "pause", [labelled("why-pause", reason), labelled("back-at", back)],
    () => ({ reason: reason.value, ...(back.typed ? { back: back.typed } : {}) }), done);
}

export const askClose = (counter, done) =>
  open(counter, say("close-title", { counter: counter.name }), "close", [], () => ({}), done);

export async function resume(counter, done) {
  try {
    await send(counter, "resume", {});
    find("#dialog").close();
    done();
  } catch (problem) {
    fill("#act-answer", problemBox(problem));
  }
}

/** Who sits in for whom; only whom the rule allows can be chosen. */
export async function askSubstitute(counter, done) {
  let officers;
  try {
    ({ officers } = await ask("GET", `/api/supervision/counters/${encodeURIComponent(counter.id)}/substitutes`));
  } catch (problem) {
    return fill("#act-answer", problemBox(problem));
  }
  const title = say("substitute-title", { counter: counter.name });
  const ready = officers.filter((officer) => officer.substitutes.length);
  if (!ready.length) return openDialog(el("h2", {}, both(title)), el("p", { class: "box warn" }, both(say(officers.length ? "no-substitutes" : "no-officers"))));
  const name = (person) => [person.name, person.title].filter(Boolean).join(", ");
  const officer = el("select", { name: "officer" }, ready.map((one) => el("option", { value: one.account }, name(one))));
  const substitute = el("select", { name: "substitute" });
  const offer = () => fill(substitute, ready.find((one) => one.account === officer.value).substitutes
    .map((one) => el("option", { value: one.account }, name(one))));
  officer.addEventListener("change", offer);
  offer();
  const reason = reasonField();
  open(counter, title, "substitute", [labelled("who-away", officer), labelled("who-sits-in", substitute), labelled("reason-why", reason)],
    () => ({ officer: officer.value, substitute: substitute.value, reason: reason.value.trim() }), done);
}

export function askEnd(counter, substitution, done) {
  const reason = reasonField();
  open(counter, say("substitute-end-title", { name: substitution.substitute, counter: counter.name }), "substitute-end",
    [labelled("reason-why", reason)], () => ({ substitute: substitution.account, reason: reason.value.trim() }), done);
}
