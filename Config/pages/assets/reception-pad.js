// Numbers of the paper pad, entered after a blackout.

import { ask, both, el, fill, find, fullName } from "/assets/core.js";
import { pick } from "/assets/pick.js";
import { showProblem } from "/assets/session.js";
import { timeField } from "/assets/staff.js";
import { say } from "/texts/reception.js";

const labelled = (key, input) => el("label", {}, el("span", {}, both(say(key))), input);

/** Draws the form of the pad. */
export function drawPad(hall, clock) {
  const errand = pick(hall.errands.map((one) => ({
    value: one.id, name: fullName(one, hall.domains.find((domain) => domain.id === one.domain)),
  })), { label: say("errand"), name: "errand" });
  const number = el("input", { name: "number", placeholder: "P001", required: true, autocomplete: "off", maxlength: 20 });
  const at = timeField({ name: "at", required: true });
  const form = find("#pad");
  form.onsubmit = async (event) => {
    event.preventDefault();
    const today = clock.civil().toISOString().slice(0, 10);
    const body = { number: number.value.trim().toUpperCase(), errand: errand.value(), at: `${today}T${at.typed}:00${clock.offset}` };
    try {
      const ticket = await ask("POST", "/api/reception/pad", body);
      showProblem(null);
      fill("#entered", el("p", { class: "good-news" }, both(say("entered", { number: ticket?.number ?? body.number }))));
      number.value = "";
      number.focus();
    } catch (problem) {
      showProblem(problem);
    }
  };
  fill(form, labelled("pad-number", number), errand.node, labelled("given-at", at),
    el("button", { class: "main", type: "submit" }, both(say("enter"))));
}
