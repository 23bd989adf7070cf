// The lookup at the kiosk: its scanner, a keypad, and the way back for the next person.

import { both, el, fill, find } from "/assets/core.js";
import { listen, scannedPlace } from "/assets/live.js";
import { drawComfort, forgetComfort, guide } from "/assets/comfort.js";
import { picture } from "/assets/pictograms.js";
import { watchQuiet } from "/assets/quiet.js";
import { say } from "/texts/lookup.js";

/** `page`: looking up what stands in the field, and showing a box or a sentence. */
export function standAtKiosk(page) {
  const code = find("#code");
  document.body.classList.add("at-kiosk");
  find("#by-code").classList.add("heard");
  find("#leave").hidden = find("#where").hidden = false;
  // Where the kiosk's other screens have their way back: below, in reach of every hand.
  find("main").append(find("#leave"));
  find("#comfort").hidden = false;
  drawComfort(spokenHere);
  addEventListener("answer", guide);
  drawPad();
  page.show(() => el("div", { class: "welcome" }, picture("scan"), el("p", {}, both(say("welcome")))));
  watchQuiet({ after: 45, changed: guide, leave: () => { forgetComfort(); location.replace("/kiosk"); } });
  listen("/api/kiosk/stream", { scan: (scan) => {
    if (scan.dossier) {
      code.value = scan.dossier;
      find("#proof").value = scan.proof ?? "";
      page.byCode();
    } else if (scan.ticket) location.replace(scannedPlace(scan));
    else if (scan.refused) page.showBox(scan.refused);
  } });
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("language", drawPad);
}

/** The spoken help that fits what stands on the screen. */
function spokenHere() {
  if (find("#quiet")?.open) return "still-here";
  if (find("#answer .result")) return "found";
  return find("#answer .box") ? "refused" : "lookup";
}

let field = null;

/** A keypad, because a kiosk has no keyboard: it fills the day, then the four digits. */
function drawPad() {
  const day = find("#day");
  const ordinal = find("#ordinal");
  const choose = (input) => {
    field = input;
    day.classList.toggle("active", field === day);
    ordinal.classList.toggle("active", field === ordinal);
  };
  if (!field) {
    for (const input of [day, ordinal]) input.addEventListener("focus", () => choose(input));
    find("#by-day").addEventListener("reset", () => choose(day));
    for (const input of [day, ordinal, find("#code")]) input.setAttribute("inputmode", "none");
    choose(day);
  }
  const put = (digit) => {
    if (field.value.length >= field.maxLength) return;
    const needsSlash = field === day && /^\d{2}$|^\d{2}\/\d{2}$/.test(field.value);
    field.value += needsSlash ? `/${digit}` : digit;
    if (field === day && field.value.length === day.maxLength) choose(ordinal);
  };
  const digit = (figure) => padKey({ "data-digit": figure }, figure, () => put(figure));
  fill("#pad", [..."123456789"].map(digit),
    padKey({ class: "word", id: "erase-all" }, both(say("erase-all")), () => { day.value = ordinal.value = ""; choose(day); }),
    digit("0"),
    padKey({ class: "word", id: "erase" }, both(say("erase")), () => {
      if (field === ordinal && !ordinal.value) choose(day);
      field.value = field.value.slice(0, -1).replace(/\/$/, "");
    })).hidden = false;
}

// The focus stays in the code, where the scanner types.
const padKey = (attributes, words, action) =>
  el("button", { type: "button", ...attributes, onclick: action, onpointerdown: (event) => event.preventDefault() }, words);
