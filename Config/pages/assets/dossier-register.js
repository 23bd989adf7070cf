// How a dossier begins away from the counters: registered with its slip, come by post, filed from afar.

import { askUntilAnswered, both, el, fill, find, newKey } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { dayField } from "/assets/staff.js";
import { pick } from "/assets/pick.js";
import { say } from "/texts/dossiers.js";
import { showProblem } from "/assets/session.js";

const openings = ["register", "post", "online"];

/** The slip before intake is printed only where the centre's rules have it. */
const usual = () => openings.filter((value) => value !== "register" || "registers" in document.body.dataset);

const labelled = (name, input) => el("label", {}, el("span", {}, both(name)), input);

/** Draws the form; `done` is given the dossier that has begun. */
export function drawRegister(hall, done) {
  const procedures = hall.procedures ?? [];
  const node = find("#register");
  if (!procedures.length) return;
  const opening = el("select", { name: "opening" }, usual().map((value) => el("option", { value }, plain(say(`opening-${value}`)))));
  const procedure = pick(procedures.map((one) => ({ value: one.id, name: one.name })), { label: say("procedure"), name: "procedure" });
  const matched = el("input", { type: "checkbox", name: "accountMatched" });
  const code = el("input", { name: "code", maxlength: 64, autocomplete: "off", spellcheck: "false" });
  const stamp = dayField({ name: "arrivalStamp" });
  const agency = el("input", { name: "viaAgency", maxlength: 120, autocomplete: "off" });
  const arrived = dayField({ name: "arrivedThere" });
  const name = el("input", { name: "name", maxlength: 120, autocomplete: "off" });
  const phone = el("input", { name: "phone", maxlength: 20, autocomplete: "off", inputmode: "tel" });
  const submit = el("button", { class: "main", type: "submit", id: "begin" }, both(say("begin")));
  const ofRegister = el("div", { class: "fields" },
    el("label", { class: "check" }, matched, el("span", {}, both(say("the-applicants-account-was")))),
    labelled(say("code-only-where-the"), code));
  const ofPost = el("div", { class: "fields" }, labelled(say("the-posts-arrival-stamp"), stamp),
    labelled(say("by-mistake-to-the"), agency),
    labelled(say("arrived-there-on"), arrived));
  let key = newKey();
  const choose = () => {
    ofRegister.hidden = opening.value !== "register";
    ofPost.hidden = opening.value !== "post";
    stamp.required = opening.value === "post";
    key = newKey();
  };
  opening.addEventListener("change", choose);
  const form = el("form", { class: "fields", autocomplete: "off", onsubmit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const body = { opening: opening.value, procedure: procedure.value() };
    if (opening.value === "register") {
      body.accountMatched = matched.checked;
      if (code.value.trim()) body.code = code.value.trim();
    }
    if (opening.value === "post") {
      body.arrivalStamp = stamp.typed;
      if (agency.value.trim()) Object.assign(body, { viaAgency: agency.value.trim(), arrivedThere: arrived.typed });
    }
    if (name.value.trim()) body.name = name.value.trim();
    if (phone.value.trim()) body.phone = phone.value.trim();
    try {
      const dossier = await askUntilAnswered("POST", "/api/dossiers", body, { key });
      form.reset();
      procedure.choose(null);
      choose();
      showProblem(null);
      done(dossier);
    } catch (problem) {
      if (!problem.isUnknown) key = newKey();
      // A card that was scanned here by mistake does not stay on the screen.
      if (problem.code === "identity-card") name.value = phone.value = "";
      showProblem(problem);
    } finally {
      submit.disabled = false;
    }
  } },
  labelled(say("how-it-comes"), opening), procedure.node, ofRegister, ofPost,
  labelled(say("applicants-name-kept-apart"), name),
  labelled(say("phone"), phone), submit);
  fill(node, el("h2", {}, both(say("a-new-dossier"))), form).hidden = false;
  choose();
}
