// Who serves what today, and why: as it is configured, or as supervision has set it for the day.

import { both, el } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { keepFocus, keyCap, openDialog } from "/assets/staff.js";
import { list, section, span } from "/assets/supervise-parts.js";
import { addLine, askClose, askConfigured, askEnd, askLines, askPause, askSubstitute, resume } from "/assets/supervise-set.js";
import { say } from "/texts/supervise.js";

const hour = (at) => at.slice(11, 16);

/** The names of lines, one after the other in each language. */
const names = (lines) => ({ vi: lines.map((line) => line.name.vi).join(" · "), en: lines.map((line) => line.name.en).join(" · ") });

/** Why the counter serves these lines, until when and by whom. */
function why(counter) {
  const set = [];
  if (counter.rotation) set.push(say("by-rotation", { who: counter.rotation.by, time: hour(counter.rotation.since) }));
  if (counter.surge) set.push(say("by-surge", { lines: names(counter.surge.lines), who: counter.surge.by, time: hour(counter.surge.since) }));
  if (!set.length) return el("td", { class: "quiet" }, both(say("by-configuration")));
  return el("td", {}, set.map((one) => el("div", {}, both(one))), el("div", { class: "quiet" }, both(say("until-day-ends"))));
}

function people(counter) {
  return el("td", {}, counter.officer ?? "–",
    counter.substitutions.map((one) => el("div", { class: "quiet", "data-substitute": one.account },
      both(say("sits-in", { substitute: one.substitute, officer: one.officer, who: one.by })))));
}

/** Buttons that digits press too. */
function choices(acts) {
  const buttons = acts.map(([name, key, act], index) => el("button", { type: "button", "data-act": name, onclick: act },
    keyCap(String(index + 1)), el("span", {}, both(key))));
  return { buttons, node: el("div", { class: "choice" }, buttons) };
}

function change(counter, hall, done) {
  const acts = [["rotation", say("set-rotation"), () => askLines(counter, "rotation", hall, done)],
    ["surge", say("set-surge"), () => askLines(counter, "surge", hall, done)]];
  if (counter.rotation || counter.surge) acts.push(["as-configured", say("set-configured"), () => askConfigured(counter, done)]);
  if (counter.state === "open") acts.push(["pause", say("set-pause"), () => askPause(counter, done)]);
  if (counter.state === "paused") acts.push(["resume", say("set-resume"), () => resume(counter, done)]);
  if (counter.state !== "closed") acts.push(["close", say("set-close"), () => askClose(counter, done)]);
  acts.push(["substitute", say("set-substitute"), () => askSubstitute(counter, done)]);
  for (const one of counter.substitutions) {
    acts.push(["substitute-end", say("set-substitute-end", { name: one.substitute }), () => askEnd(counter, one, done)]);
  }
  const { buttons, node } = choices(acts);
  const dialog = openDialog(el("h2", {}, both(say("change-counter", { counter: counter.name }))),
    el("p", { class: "quiet" }, both(say("today-only"))), el("div", { id: "act-answer", role: "alert" }), node);
  dialog.onkeydown = (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) { event.preventDefault(); buttons[at + step]?.focus(); return; }
    const button = /^(INPUT|SELECT)$/.test(event.target.tagName) ? null : buttons[Number(event.key) - 1];
    if (button?.isConnected) { event.preventDefault(); button.click(); }
  };
  buttons[0].focus();
}

/** A line that is too full, and the counter that could help: one button does it. */
function proposal(one, done) {
  const wait = one.estimatedWaitSeconds === null ? "" : say("proposal-wait", { time: span(one.estimatedWaitSeconds) });
  const answer = el("div", { role: "alert" });
  return el("div", { class: "box warn proposal", "data-proposal": one.line },
    el("p", {}, both(say("proposal", { line: one.lineName, count: one.waiting, wait, counter: one.counterName, there: one.counterWaiting }))),
    el("button", { type: "button", class: "main", "data-focus": `add-${one.line}`, onclick: () => addLine(one, answer, done) },
      both(say("proposal-set", { counter: one.counterName }))), answer);
}

/** Draws the part; `done` looks at the hall again after an act. */
export function drawPosts(hall, done) {
  keepFocus(() => section("#posts", "posts", hall.proposals.map((one) => proposal(one, done)), list(["counter", "serves", "because", "officer", "state", "act"], hall.counters.map((counter) =>
    el("tr", { "data-post": counter.id, class: counter.state === "closed" ? "closed" : null },
      el("th", { scope: "row" }, both(counter.name)),
      el("td", { class: "serves" }, counter.lines.length ? both(names(counter.lines)) : both(say("serves-nothing"))),
      why(counter), people(counter),
      el("td", {}, el("span", { class: `state ${counter.state}` }, plain(say(`state-${counter.state}`)))),
      el("td", {}, el("button", { type: "button", "data-focus": `change-${counter.id}`,
        "aria-label": plain(say("change-counter", { counter: counter.name })),
        onclick: () => change(counter, hall, done) }, both(say("change")))))))));
}
