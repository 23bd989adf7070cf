// What happened beside the ordinary course, from the log: who, what, when and why; latest first.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { dayField } from "/assets/staff.js";
import { say } from "/texts/supervise.js";

const kinds = ["", "outOfTurn", "correction", "agent", "cancellation", "backEntry", "reading", "erasure", "account", "session", "attack", "device",
  "incident", "arrangement", "machine"];

let next = null;
let asked = "";
let acts = [];
let day = null;

const hour = (at) => at.slice(11, 19);

/** A row as one reads it: when, who, did what, to what, why. */
function row(act) {
  const later = act.occurredAt.slice(0, 16) !== act.at.slice(0, 16);
  return el("tr", { "data-kind": act.kind, "data-event": act.event },
    el("td", { class: "when" }, hour(act.at),
      later ? el("div", { class: "quiet" }, both(say("happened-at", { time: hour(act.occurredAt).slice(0, 5) }))) : null),
    el("td", {}, el("div", {}, act.by.split(":").slice(1).join(":") || act.by),
      act.byRole ? el("div", { class: "quiet" }, both(act.byRole)) : null),
    el("td", {}, both(act.eventName), act.count === null ? null : el("strong", {}, ` (${act.count})`)),
    el("td", {}, both(act.subjectName)),
    el("td", {}, act.reason ?? "–"));
}

function query(form) {
  const parts = new URLSearchParams();
  const dossier = form.dossier.value.trim();
  if (dossier) parts.set("dossier", dossier);
  else if (day.typed) parts.set("day", day.typed);
  if (form.kind.value) parts.set("kind", form.kind.value);
  return parts.toString();
}

async function show(more) {
  const form = find("#act-form");
  if (!more) asked = query(form);
  fill("#act-problem");
  try {
    const answer = await ask("GET", `/api/supervision/acts?${asked}${more ? `&before=${next}` : ""}`);
    next = answer.next;
    acts = more ? [...acts, ...answer.acts] : answer.acts;
    drawRows();
  } catch (problem) {
    fill("#act-problem", problemBox(problem));
    // A card that was scanned here by mistake does not stay on the screen.
    if (problem.code === "identity-card") form.dossier.value = "";
  }
}

function drawRows() {
  fill("#act-rows", acts.map(row));
  find("#acts-none").hidden = acts.length > 0;
  find("#act-list").hidden = acts.length === 0;
  find("#act-more").hidden = next === null;
}

/** The filters in the language now shown, as they were filled in. */
function drawFilters(today) {
  const form = find("#act-form");
  const kept = { day: day?.typed ?? today, kind: form.kind?.value ?? "", dossier: form.dossier?.value ?? "" };
  day = dayField({ id: "act-day", name: "day" });
  const kind = el("select", { id: "act-kind", name: "kind" }, kinds.map((value) => el("option", { value }, plain(say(`act-${value || "all"}`)))));
  const dossier = el("input", {
    id: "act-dossier", name: "dossier", placeholder: plain(say("dossier-code")), maxlength: 64, autocomplete: "off", spellcheck: "false",
  });
  const labelled = (key, input) => el("label", {}, el("span", {}, both(say(key))), input);
  fill(form, labelled("which-day", day), labelled("act-kind", kind), labelled("act-dossier", dossier), el("button", { type: "submit" }, both(say("show"))));
  day.typed = kept.day;
  [kind.value, dossier.value] = [kept.kind, kept.dossier];
  for (const input of [kind, day]) input.addEventListener("change", () => { if (form.reportValidity()) show(false); });
}

/** Fills the filters and shows today. */
export function beginActs(today) {
  drawFilters(today);
  find("#act-form").addEventListener("submit", (event) => { event.preventDefault(); show(false); });
  find("#act-more").addEventListener("click", () => show(true));
  addEventListener("language", () => { drawFilters(today); drawRows(); });
  show(false);
}
