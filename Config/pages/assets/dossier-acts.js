// One act on a dossier: its form, and the request that is repeated with the same key until it is answered.

import { askUntilAnswered, both, el, fill, find, newKey, problemBox } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { dayField, momentField, openDialog } from "/assets/staff.js";
import { findings, members, ofAct } from "/assets/dossier-words.js";
import { say } from "/texts/dossiers.js";

/** A dossier in a path: by its code, and by its number while it has none. */
export const dossierPath = (dossier) => `/api/dossiers/${encodeURIComponent(dossier.code ?? dossier.id)}`;

const labelled = (name, input) => el("label", {}, el("span", {}, both(name)), input);

/** Does what an act of the file says; `done` is given the dossier as it is then. */
export function carryOut(file, act, clock, done, { ticket = null } = {}) {
  const key = newKey();
  const parts = [...new Set(act.members)].map((name) => part(name, act.act, file, clock)).filter(Boolean);
  const needsWords = act.act === "record" || act.members.includes("reason") || act.act === "ask-intake-supplement";
  const words = el("textarea", { name: "text", maxlength: 500 });
  const answer = el("div", { role: "alert" });
  const submit = el("button", { class: "main", type: "submit" }, both(act.name));
  const send = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const body = Object.assign({}, ...parts.map((one) => one.value()));
    if (words.value.trim()) body.text = words.value.trim();
    if (ticket) body.ticket = ticket;
    try {
      const dossier = await askUntilAnswered("POST", `${dossierPath(file)}/acts/${act.act}`, body, { key });
      find("#dialog").close();
      done(dossier);
    } catch (problem) {
      fill(answer, problemBox(byName(problem, file)));
      submit.disabled = false;
    }
  };
  const node = openDialog(el("h2", {}, both(act.name)),
    act.clause ? el("p", { class: "quiet" }, both(say("by-clause", { clause: act.clause }))) : null,
    el("form", { class: "fields", onsubmit: send }, parts.map((one) => one.node),
      needsWords ? labelled(say("in-words"), words) : null,
      answer, submit));
  (node.querySelector("select, input, textarea") ?? submit).focus();
}

/** A refusal that lists papers by their ids, with their names. */
function byName(problem, file) {
  for (const value of problem.values ?? []) {
    const papers = String(value).split(", ").map((id) => file.components.find((one) => one.id === id)?.name);
    if (!papers.every(Boolean)) continue;
    problem.vi = problem.vi.replace(value, () => papers.map((name) => name.vi).join("; "));
    problem.en = problem.en.replace(value, () => papers.map((name) => name.en).join("; "));
  }
  return problem;
}

/** One member of an act's body: its node, and what it adds to the body. */
function part(name, act, file, clock) {
  switch (name) {
    case "checked": return checkedPart(act, file);
    case "items": return act === "bring-intake-supplement" ? broughtPart(file) : linesPart(file);
    case "originals": return originalsPart(act, file);
    case "parts": return chainPart();
    default: break;
  }
  const spec = ofAct[act]?.[name] ?? members[name];
  return spec ? simplePart(name, spec, clock) : null;
}

function simplePart(name, spec, clock) {
  const optional = Boolean(spec.optional);
  const put = (value) => (value === "" || value === null ? {} : { [name]: value });
  if (spec.as === "check") {
    const input = el("input", { type: "checkbox", checked: spec.isOn });
    return { node: el("label", { class: "check" }, input, el("span", {}, both(spec.name))),
      value: () => (input.checked || spec.always ? { [name]: input.checked } : {}) };
  }
  if (spec.as === "checks") {
    const inputs = spec.choices.map(([value, name]) => [value, el("input", { type: "checkbox" }), name]);
    return { node: el("fieldset", { class: "papers" }, el("legend", {}, both(spec.name)), inputs.map(([, input, name]) =>
      el("label", { class: "check" }, input, el("span", {}, both(name))))),
    value: () => ({ [name]: inputs.filter(([, input]) => input.checked).map(([value]) => value) }) };
  }
  if (spec.as === "choice") {
    const select = el("select", { required: !optional }, spec.preset ? null : el("option", { value: "" }, "–"),
      spec.choices.map(([value, name]) => el("option", { value }, plain(name))));
    return { node: labelled(spec.name, select), value: () => put(select.value) };
  }
  if (spec.as === "day" || spec.as === "moment") return timePart(name, spec, clock);
  const input = el("input", { required: !optional, ...kinds[spec.as](spec) });
  const read = {
    amount: () => put(input.value === "" ? "" : Number(input.value)),
    count: () => put(input.value === "" ? "" : Number(input.value)),
    marks: () => {
      const list = input.value.split(/[,;]/).map((word) => word.trim()).filter(Boolean);
      return list.length ? { [name]: list } : {};
    },
  };
  return { node: labelled(spec.name, input), value: read[spec.as] ?? (() => put(input.value.trim())) };
}

const kinds = {
  text: (spec) => ({ maxlength: spec.most, autocomplete: "off" }),
  mark: () => ({ maxlength: 64, autocomplete: "off", spellcheck: "false" }),
  marks: () => ({ maxlength: 1000, autocomplete: "off", spellcheck: "false" }),
  amount: () => ({ type: "number", min: 1, max: 1000000000, step: 1 }),
  count: () => ({ type: "number", min: 0, max: 10000, step: 1 }),
};

/** A day, or a day and a time, as people here write them. */
function timePart(name, spec, clock) {
  const isDay = spec.as === "day";
  const field = (isDay ? dayField : momentField)({ required: !spec.optional, name });
  return {
    node: labelled(spec.name, field),
    value: () => (field.typed ? { [name]: isDay ? field.typed : `${field.typed}:00${clock.offset}` } : {}),
  };
}

/** The list of components with what was found of each; also used by the counter's intake. */
export function componentList(components) {
  const rows = components.map((component) => {
    const select = el("select", { "data-component": component.id, "aria-label": plain(component.name) },
      findings.map(([value, name]) => el("option", { value }, plain(name))));
    select.value = component.held ? "held" : component.optional ? "missing" : "complete";
    const kept = component.original ? el("input", { type: "checkbox", "data-original": component.id }) : null;
    return { component, select, kept };
  });
  const small = (component) => [plain(say("copies", { count: component.copies })), component.optional ? plain(say("if-any")) : null, component.legalBasis].filter(Boolean).join(" · ");
  return {
    node: el("fieldset", { class: "papers" }, el("legend", {}, both(say("papers"))),
      rows.map(({ component, select, kept }) => el("div", { class: "line" },
        el("div", {}, both(component.name), el("div", { class: "quiet" }, small(component)),
          kept ? el("label", { class: "check" }, kept, el("span", {}, both(say("the-original-is-kept")))) : null), select))),
    checked: () => rows.map(({ component, select }) => ({ id: component.id, finding: select.value })),
    originals: () => rows.filter(({ kept }) => kept?.checked).map(({ component }) => component.id),
    missing: () => rows.filter(({ component, select }) => !component.optional && select.value === "missing").map(({ component }) => component),
    onchange: (hear) => rows.forEach(({ select }) => select.addEventListener("change", hear)),
  };
}

function checkedPart(act, file) {
  const wanted = act === "bring-supplement"
    ? file.wanted.map((id) => ({ id, name: { vi: id, en: id }, copies: 1, ...file.components.find((one) => one.id === id), original: false, optional: false }))
    : file.components;
  const list = componentList(wanted);
  const isIntake = act === "accept";
  return { node: list.node, value: () => ({ checked: list.checked(), ...(isIntake ? { originals: list.originals() } : {}) }) };
}

/** A supplement slip: one complete list of published papers, and any other with its own provision. */
function linesPart(file) {
  const rows = file.components.map((component) => [component, el("input", { type: "checkbox" })]);
  const extra = el("input", { maxlength: 64, autocomplete: "off", "aria-label": plain(say("other-paper")), placeholder: plain(say("other-paper")), pattern: "[^\\s]+" });
  const basis = el("input", { maxlength: 200, autocomplete: "off", "aria-label": plain(say("legal-basis")), placeholder: plain(say("legal-basis")) });
  return {
    node: el("fieldset", { class: "papers" }, el("legend", {}, both(say("what-is-missing-all"))),
      rows.map(([component, input]) => el("label", { class: "check" }, input, el("span", {}, both(component.name),
        component.held ? el("span", { class: "badge" }, plain(say("held-already"))) : null))),
      el("div", { class: "line" }, extra, basis)),
    value: () => {
      const items = rows.filter(([, input]) => input.checked).map(([component]) => ({
        item: component.id, ...(component.held ? { verification: true } : {}),
      }));
      if (extra.value.trim()) items.push({ item: extra.value.trim(), ...(basis.value.trim() ? { legalBasis: basis.value.trim() } : {}) });
      return { items };
    },
  };
}

const nameOf = (file, id) => file.components.find((one) => one.id === id)?.name ?? { vi: id, en: id };

function broughtPart(file) {
  return choose("items", say("brought"), file.wanted.map((id) => [id, nameOf(file, id)]), true);
}

function originalsPart(act, file) {
  // At acceptance they are ticked in the list of components.
  if (act === "accept" || !file.originals.length) return null;
  return choose("originals", say("given-back"), file.originals.map((id) => [id, nameOf(file, id)]), true);
}

function choose(name, words, list, isOn) {
  const rows = list.map(([id, label]) => [id, el("input", { type: "checkbox", checked: isOn }), label]);
  return {
    node: el("fieldset", { class: "papers" }, el("legend", {}, both(words)),
      rows.map(([, input, label]) => el("label", { class: "check" }, input, el("span", {}, both(label))))),
    value: () => ({ [name]: rows.filter(([, input]) => input.checked).map(([id]) => id) }),
  };
}

/** The agencies of a linked procedure, one a line with its days. */
function chainPart() {
  const body = el("div", { class: "papers" });
  const add = () => {
    const agency = el("input", { maxlength: 120, "aria-label": plain(say("an-agency")), placeholder: plain(say("an-agency")), "data-agency": true });
    const days = el("input", { type: "number", min: 1, max: 3650, "aria-label": plain(say("days")), placeholder: plain(say("days")), "data-days": true });
    body.append(el("div", { class: "line" }, agency, days));
  };
  add();
  add();
  return {
    node: el("fieldset", { class: "papers" }, el("legend", {}, both(say("agencies-and-working-days"))), body,
      el("button", { type: "button", onclick: add }, both(say("add")))),
    value: () => ({ parts: [...body.querySelectorAll(".line")].map((line) => ({
      agency: line.querySelector("[data-agency]").value.trim(), days: Number(line.querySelector("[data-days]").value),
    })).filter((one) => one.agency) }),
  };
}
