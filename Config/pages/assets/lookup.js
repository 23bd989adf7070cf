// The state of a dossier by its code, scanned or typed, or by its day and last four digits.

import { ask, askUntilAnswered, both, el, fill, find, newKey, Problem, problemBox } from "/assets/core.js";
import { dateInWords, HallClock } from "/assets/live.js";
import { languageKeys, translate } from "/assets/translate.js";
import { say } from "/texts/lookup.js";

const atKiosk = new URLSearchParams(location.search).get("at") === "kiosk";
const clock = new HallClock();
const code = find("#code");
const proof = find("#proof");
let working = false;
let draw = () => {}; // shows the last answer again, in another language

/** What a scanner or a hand gave: a dossier's code, an identity card (forgotten at once), or neither. */
function read(text) {
  const plain = text.trim();
  // A chip card's QR holds number, name, birthday and address, parted by "|"; its plain number has 12 digits.
  if (plain.includes("|") || /^\d{12}$/.test(plain.replaceAll(" ", ""))) return { isIdentityCard: true };
  const address = /[?#&]code=([^&#]+)/.exec(plain);
  const given = /[?#&]proof=([^&#]+)/.exec(plain);
  if (address) return { code: decodeURIComponent(address[1]), proof: given ? decodeURIComponent(given[1]) : "" };
  return { code: plain.toUpperCase().replaceAll(/\s+/g, ""), proof: "" };
}

async function byCode(event) {
  event?.preventDefault();
  const typed = read(code.value);
  if (typed.isIdentityCard) {
    code.value = "";
    showBox(say("identity-card"));
    code.focus();
    return;
  }
  if (!typed.code) return;
  const secret = proof.value.trim() || typed.proof;
  await look(`/api/dossiers/${encodeURIComponent(typed.code)}${secret ? `?proof=${encodeURIComponent(secret)}` : ""}`);
}

async function byDay(event) {
  event.preventDefault();
  const parts = /^(\d{1,2})\D?(\d{1,2})\D?(\d{4}|\d{2})$/.exec(find("#day").value.trim());
  const ordinal = find("#ordinal").value.trim();
  if (!parts || !/^\d{1,4}$/.test(ordinal)) return showBox(say("day-needed"));
  const year = parts[3].length === 2 ? `20${parts[3]}` : parts[3];
  const day = `${year}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
  await look(`/api/dossiers?day=${day}&ordinal=${ordinal.padStart(4, "0")}`);
}

async function look(path) {
  if (working) return;
  working = true;
  try {
    const dossier = await ask("GET", path);
    clock.learn(dossier.asOf);
    show(() => dossierBox(dossier));
    find("#by-code").reset();
    find("#by-day").reset();
  } catch (problem) {
    show(() => problemBox(problem));
  } finally {
    working = false;
    code.select();
    if (!touchOnly()) code.focus();
    find("#answer").scrollIntoView({ block: "nearest" });
  }
}

function show(box) {
  draw = () => fill("#answer", box());
  draw();
  dispatchEvent(new Event("answer"));
}

/** A sentence instead of an answer. */
const showBox = (sentence) => show(() => el("div", { class: "box warn" }, both(sentence)));
const touchOnly = () => matchMedia("(pointer: coarse)").matches && !atKiosk;
const moment = (at) => ({ time: clock.time(at), day: dateInWords(clock.civil(at).toISOString()) });

function dossierBox(dossier) {
  return el("div", { class: "result", "data-state": dossier.state },
    el("p", { class: "code" }, dossier.code),
    el("p", { class: "state" }, both(dossier.stateName)),
    dossier.dueDate ? el("p", {}, both(say("due", { day: dateInWords(dossier.dueDate) }))) : null,
    dossier.nextAction ? el("p", { class: "next" }, both(dossier.nextAction)) : null,
    dossier.details ? el("p", { class: "asof" }, both(dossier.details.procedureName ?? dossier.details.procedure)) : null,
    bring(dossier),
    collectButton(dossier),
    dossier.toldAt ? el("p", { class: "asof" }, both(say("told", moment(dossier.toldAt)))) : null,
    el("p", { class: "asof" }, both(say("as-of", moment(dossier.asOf)))));
}

/** The papers that are missing, for whoever has the slip. */
function bring(dossier) {
  const list = dossier.details?.bring ?? [];
  if (!list.length) return null;
  const copies = (paper) => (paper.original ? say("originals", { copies: paper.copies }) : say("copies", { copies: paper.copies }));
  return el("div", { class: "bring" }, el("p", {}, both(say("bring"))),
    el("ul", {}, list.map((paper) => el("li", {}, both(paper.name), " ", el("span", { class: "quiet" }, both(copies(paper)))))));
}

/** At the kiosk, one touch gives the number for collecting a result that is ready. */
function collectButton(dossier) {
  if (!atKiosk || !dossier.collectErrand) return null;
  const key = newKey();
  const button = el("button", { class: "main", id: "collect", onclick: async () => {
    button.disabled = true;
    try {
      const ticket = await askUntilAnswered("POST", "/api/tickets", { errand: dossier.collectErrand }, { key });
      show(() => el("div", { class: "result" },
        el("p", {}, both(say("your-number"))),
        el("p", { class: "state number", "data-number": ticket.number }, ticket.number),
        el("p", { class: "next" }, both(say("take-paper")))));
    } catch (problem) {
      button.disabled = false;
      find("#answer").append(problemBox(problem instanceof Problem ? problem : new Problem(0)));
    }
  } }, both(say("collect")));
  return button;
}

/**
 * A scanner types into whatever has the focus. At a kiosk nothing else types, so every letter goes to
 * the code; elsewhere only letters typed outside a field do.
 */
function catchScanner(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.target === code) return;
  if (event.target.tagName !== "INPUT" || atKiosk) code.focus();
}

find("#by-code").addEventListener("submit", byCode);
find("#by-day").addEventListener("submit", byDay);
document.addEventListener("keydown", catchScanner);
code.addEventListener("input", () => {
  if (!read(code.value).isIdentityCard) return;
  // Nothing of a card stays on the screen, not even until the scanner's last character.
  code.value = "";
  showBox(say("identity-card"));
});
addEventListener("language", () => draw());
translate(say);
if (atKiosk) {
  find("#proof").hidden = find("#proof-label").hidden = true;
  const { standAtKiosk } = await import("/assets/lookup-kiosk.js");
  standAtKiosk({ byCode, show, showBox });
} else languageKeys(find("#languages"));
if (!touchOnly()) code.focus();

// A slip's address carries the code behind "#", which browsers do not send.
const linked = read(location.hash);
if (location.hash.includes("code=")) {
  code.value = linked.code;
  proof.value = linked.proof;
  history.replaceState(null, "", location.pathname + location.search);
  byCode();
}
