// The questions the console asks before a step that needs an answer. Each resolves to null when left.

import { both, el, find, fullName } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { keyCap, openDialog, timeField } from "/assets/staff.js";
import { pick } from "/assets/pick.js";
import { say } from "/texts/counter.js";

function open(build) {
  return new Promise((resolve) => {
    let answer = null;
    const choose = (value) => { answer = value; find("#dialog").close(); };
    const node = openDialog(...build(choose));
    const back = node.onclose;
    node.onclose = () => { back(); resolve(answer); };
    node.querySelector("[autofocus], .choice button, input, select")?.focus();
  });
}

/** Buttons that digits press too; `list` holds `[value, sentence]`. */
function choices(list, choose, attribute) {
  const buttons = list.map(([value, sentence], index) => el("button", {
    type: "button", [`data-${attribute}`]: value, class: index === 0 ? "main" : "", onclick: () => choose(value),
  }, keyCap(String(index + 1)), el("span", {}, both(sentence))));
  find("#dialog").onkeydown = (event) => {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) { event.preventDefault(); buttons[at + step]?.focus(); return; }
    const button = buttons[Number(event.key) - 1];
    if (button) { event.preventDefault(); button.click(); }
  };
  return el("div", { class: "choice" }, buttons);
}

/** How the visit ended; digits choose, Enter takes the first. */
export function chooseOutcome(proposed) {
  const outcomes = ["done", "intake", "supplement", "guidedAway"]
    .map((id) => [id, say(`outcome-${id.replace("guidedAway", "guided-away")}`)])
    .sort((a, b) => Number(b[0] === proposed) - Number(a[0] === proposed));
  return open((choose) => [el("h2", {}, both(say("outcome-title"))), choices(outcomes, choose, "outcome")]);
}

/** Why the counter rests, and until when ("HH:MM", may stay empty). What is typed never reaches a screen. */
export const choosePause = () => open((choose) => {
  const reason = el("select", { name: "reason", autofocus: true },
    ["break", "lunch", "meeting", "technical", "other"].map((id) => el("option", { value: id }, plain(say(`pause-${id}`)))));
  const typed = el("input", { name: "typed", maxlength: 200, autocomplete: "off" });
  const other = el("label", { hidden: true }, el("span", {}, both(say("pause-which"))), typed);
  reason.addEventListener("change", () => { other.hidden = reason.value !== "other"; });
  const back = timeField({ name: "back" });
  return [el("h2", {}, both(say("pause"))),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      const pause = { reason: reason.value === "other" && typed.value.trim() ? typed.value.trim() : reason.value };
      if (back.typed) pause.back = back.typed;
      choose(pause);
    } },
    el("label", {}, el("span", {}, both(say("reason"))), reason), other,
    el("label", {}, el("span", {}, both(say("back-at"))), back),
    el("button", { class: "main", type: "submit" }, keyCap("Enter"), el("span", {}, both(say("pause-now")))))];
});

const usualReasons = ["frail", "child", "returned", "mistake"];

/** Why a ticket is called before its turn; the reason is recorded with the officer's name. */
export const chooseReason = (number) => open((choose) => {
  const reason = el("input", { name: "reason", required: true, minlength: 3, maxlength: 200, autocomplete: "off" });
  return [el("h2", {}, both(say("out-of-turn", { number }))),
    el("p", { class: "box warn" }, both(say("reason-recorded"))),
    choices(usualReasons.map((id) => [say(`turn-${id}`).vi, say(`turn-${id}`)]), choose, "reason"),
    el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); choose(reason.value.trim()); } },
      el("label", {}, el("span", {}, both(say("other-reason"))), reason),
      el("button", { class: "main", type: "submit" }, keyCap("Enter"), el("span", {}, both(say("call-number", { number })))))];
});

/** Where the visitor goes on: to another errand's line, or to one counter. */
export const chooseTransfer = (hall, here) => open((choose) => {
  const counters = hall.counters.filter((entry) => entry.id !== here).map((entry) => ({
    value: `counter:${entry.id}`, name: entry.open ? entry.name : say("closed-counter", { counter: entry.name }) }));
  const errands = hall.domains.flatMap((domain) => domain.errands.map((id) => hall.errands.find((entry) => entry.id === id))
    .filter(Boolean).map((entry) => ({ value: `errand:${entry.id}`, name: fullName(entry, domain) })));
  const target = pick([...counters, ...errands], { label: say("transfer-to"), name: "target", autofocus: true });
  const back = el("input", { name: "back", type: "checkbox" });
  return [el("h2", {}, both(say("transfer-title"))),
    el("p", { class: "quiet" }, both(say("transfer-keeps"))),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      const [kind, ...rest] = target.value()?.split(":") ?? [];
      if (kind) choose({ [kind]: rest.join(":"), ...(back.checked ? { back: true } : {}) });
    } },
    target.node,
    el("label", { class: "check" }, back, el("span", {}, both(say("then-back")))),
    el("button", { class: "main", type: "submit" }, keyCap("Enter"), el("span", {}, both(say("transfer-now")))))];
});
