// Printers and the machine's health, as the daemon gives it: each part with its state and what it says beside it.

import { both, el } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { list, section } from "/assets/supervise-parts.js";
import { say } from "/texts/supervise.js";

const known = ["writer", "disk", "printers", "peripherals", "clock", "guessing", "connections", "checkpoint", "backup", "log", "incidents",
  "accounts", "streams", "speech"];
const kinds = ["display", "scanner", "keypad"];
const nameOf = (part) => (known.includes(part) ? say(`part-${part}`) : { vi: part });

/** "Máy in Lối vào (slips)": where to go, and the name by which the technician knows it. */
function deviceName(label, one) {
  const kind = kinds.includes(one.kind) ? say(`kind-${one.kind}`) : label;
  return say("device", { kind, place: one.place ?? "", id: one.id ?? "" });
}

function* partsOf(health) {
  for (const [name, part] of Object.entries(health ?? {})) {
    if (Array.isArray(part)) {
      for (const one of part) yield [name, deviceName(nameOf(name), one), one];
    } else if (part && typeof part === "object") {
      yield [name, nameOf(name), part];
    }
  }
}

// A device has its own words for being well, and a sentence when it is not.
const isBad = (part) => (part.id === undefined
  ? part.status !== undefined && !["ok", "unchecked"].includes(part.status) : Boolean(part.trouble));

/** Sentences on what does not work. */
export function alarmsOfMachines(health) {
  // Guessing is said door by door.
  return [...partsOf(health)].filter(([name, , part]) => name !== "guessing" && isBad(part))
    .map(([, label, part]) => say("alarm-part", { name: label, why: part.trouble ?? part.problem ?? part.status ?? "" }));
}

function describe(part) {
  if (part.stateName) return both(part.waiting ? say("printer-queue", { state: part.stateName, count: part.waiting }) : part.stateName);
  if (part.kind) return both(part.trouble ?? say(part.status === "ready" ? "ready" : "unclear"));
  return Object.entries(part).filter(([key, value]) => key !== "id" && value !== null)
    .map(([key, value]) => (key === "status" ? String(value) : typeof value === "object" ? plain(value) : `${key}: ${value}`)).join(", ");
}

const table = (parts) => el("table", { class: "list" }, el("tbody", {}, parts.map(([name, label, part]) =>
  el("tr", { "data-part": name, class: isBad(part) ? "still" : null }, el("th", { scope: "row" }, both(label)), el("td", {}, describe(part))))));

/** Printers in sight, the rest behind its heading; what is folded out stays so. */
export function drawMachines(health) {
  const parts = [...partsOf(health)];
  const wasOpen = document.querySelector("#health")?.open ?? false;
  section("#machines", "printers", table(parts.filter(([name]) => name === "printers")),
    el("details", { id: "health", open: wasOpen }, el("summary", {}, both(say("health"))), table(parts.filter(([name]) => name !== "printers"))));
}
