// The number itself: asked for once however often it is tapped, shown large, then making room.

import { askUntilAnswered, both, el, fill, find, fullName, newKey } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { wait } from "/assets/live.js";
import { picture } from "/assets/pictograms.js";
import { say } from "/texts/kiosk.js";

const fullScreen = 1500; // ms; then the next person may choose, while the number stays in the upper third
const rememberFor = 15000; // ms the same without a slip: there is nothing else to take along
const largeFor = 45000; // ms the number stays large when nobody else comes

let ticket = null;
let unanswered = null; // { errand, priority, key } of a request that got no answer
let oldTimer = 0;
let oldAt = 0;

/**
 * Asks for a number. When no answer comes, nobody has seen a number, and the next touch for the same
 * errand repeats the request under its old key: it receives the number that may already exist.
 */
export async function takeNumber(errand, domain, priority) {
  const same = unanswered && unanswered.errand === errand.id && unanswered.priority === priority;
  const key = same ? unanswered.key : newKey();
  const body = priority ? { errand: errand.id, priority } : { errand: errand.id };
  try {
    const answer = await askUntilAnswered("POST", "/api/tickets", body, { key });
    unanswered = null;
    ticket = { ...answer, what: fullName(errand, domain) };
    if (printNews.has(answer.id)) learnPrint(printNews.get(answer.id));
    clearTimeout(oldTimer);
    oldAt = performance.now() + largeFor;
    oldTimer = setTimeout(end, largeFor);
  } catch (problem) {
    unanswered = problem.isUnknown ? { errand: errand.id, priority, key } : null;
    throw problem;
  }
}

// A printer can be faster than the answer with the number: its latest words are kept for a while.
const printNews = new Map();

/** What the printer says about a number, before or after it is on the screen. */
export function learnPrint(event) {
  printNews.delete(event.ticket);
  printNews.set(event.ticket, event);
  if (printNews.size > 20) printNews.delete(printNews.keys().next().value);
  if (!ticket || event.ticket !== ticket.id) return;
  const { state, noPaper, trouble } = event;
  ticket = { ...ticket, print: { ...ticket.print, state, noPaper, trouble, paperAt: event.paperAt ?? ticket.print?.paperAt } };
  if (!find("#result").hidden) drawResult();
}

/** The number leaves the screen: the next person has begun. */
export function forget() {
  if (ticket) last = ticket.number;
  ticket = null;
}

function end() {
  forget();
  dispatchEvent(new Event("number-old"));
}

let last = null;

/** Over an unfinished choice, the number given before stays readable as a strip. */
export function strip(isChoosing) {
  const node = find("#strip");
  node.hidden = !(isChoosing && last);
  if (!node.hidden) fill(node, both(say("last-number")), el("span", { class: "number" }, last));
}

/** The number over the whole screen; any tap, or one and a half seconds, frees the choices. */
export function result(done) {
  const node = find("#result");
  const shown = ticket;
  drawResult();
  node.hidden = false;
  const free = () => {
    if (node.hidden || ticket !== null && ticket.id !== shown.id) return;
    node.hidden = true;
    node.onpointerdown = null;
    done();
  };
  setTimeout(() => (ticket && isUnprinted() ? setTimeout(free, rememberFor - fullScreen) : free()), fullScreen);
  // The touch that chose the errand may bounce; only a later one is meant for this screen.
  setTimeout(() => {
    node.onpointerdown = (event) => {
      if (event.target.closest(".done")) forget();
      free();
    };
  }, 350);
}

function drawResult() {
  const node = find("#result");
  node.classList.toggle("unprinted", isUnprinted());
  node.dataset.number = ticket.number;
  node.dataset.print = ticket.print?.state ?? "";
  fill(node, el("p", { class: "yours" }, both(say("your-number"))), el("div", { class: "number" }, ticket.number), facts(), paper(),
    showsCode() ? code() : null, doneButton());
}

/** Whoever has read the number ends it; otherwise it goes by itself, and the button counts down. */
const doneButton = () => el("button", { class: "done", onclick: end }, el("span", { class: "words" }, both(say("done"))),
  el("span", { class: "left number", "aria-hidden": "true" }, secondsLeft()));
const secondsLeft = () => String(Math.max(0, Math.ceil((oldAt - performance.now()) / 1000)));

setInterval(() => {
  for (const node of document.querySelectorAll(".done .left")) fill(node, secondsLeft());
}, 1000);

/** The number as a panel for the upper third, or null when there is none to show. */
export function issued() {
  if (!ticket) return null;
  const number = el("div", { class: "which" }, el("p", { class: "yours" }, both(say("your-number"))),
    el("div", { class: "number" }, ticket.number));
  const attributes = { class: isUnprinted() ? "issued unprinted" : "issued", "data-number": ticket.number, "data-print": ticket.print?.state };
  return el("div", attributes, number, facts(), paper(), el("div", { class: "aside" }, showsCode() ? code() : null, doneButton()));
}

/** What is said of the number that can be seen; null when none can. */
export const spokenOfNumber = () => ticket && (isUnprinted() ? "no-paper" : "number");

const isUnprinted = () => ticket.print?.noPaper || ["failed", "unknown"].includes(ticket.print?.state);

// Without a public address the code says nothing to a phone; without paper it is what is left of the slip.
const leadsToPhone = () => /^https?:/.test(ticket.ticketUrl ?? "");
const showsCode = () => isUnprinted() || leadsToPhone();

function facts() {
  const time = wait(ticket.estimatedWaitSeconds);
  return el("div", { class: "facts" },
    el("p", {}, both(ticket.what)),
    el("p", {}, both(ticket.ahead > 0 ? say("people-ahead", { people: ticket.ahead }) : say("next"))),
    time && ticket.ahead > 0 ? el("p", {}, both(say("wait", { time }))) : null,
    ticket.warning ? el("p", {}, both(ticket.warning === "lunch" ? say("after-lunch") : say("maybe-not-today"))) : null);
}

const troubles = {
  paperOut: say("trouble-paper-out"), coverOpen: say("trouble-cover-open"), cutterJammed: say("trouble-cutter"),
  offline: say("trouble-printer"), unplugged: say("trouble-printer"), notAnswering: say("trouble-printer"),
};

/** How far the slip is, in words: being printed, where to take it, or why there is none. */
function paper() {
  if (isUnprinted()) {
    return el("div", { class: "paper", "data-trouble": ticket.print?.trouble ?? "" }, picture("warning"),
      el("span", {}, both(troubles[ticket.print?.trouble] ?? say("no-paper"))));
  }
  const at = ticket.print?.paperAt;
  const isOut = ["printed", "handedOver"].includes(ticket.print?.state);
  const words = isOut
    ? at ? say("printed-at", { place: at }) : say("printed")
    : at ? say("printing-at", { place: at }) : say("printing");
  return el("div", { class: isOut ? "paper" : "paper waiting" }, picture("paper"), el("span", {}, both(words)));
}

/** The slip's own code, drawn by the server: what the paper would have shown. */
const code = () => el("figure", { class: "follow" },
  el("img", { class: "qr", src: `/t/${encodeURIComponent(ticket.token)}/qr.svg`, alt: plain(say("code-of-slip", { number: ticket.number })) }),
  leadsToPhone() ? el("figcaption", {}, both(say("follow"))) : null);
