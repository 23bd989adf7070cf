// The kiosk: a field of law, an errand, a number. Two touches at most, then free for the next person.

import { both, calmly, el, fill, find, shortName } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { HallClock, listen, scannedPlace, wait } from "/assets/live.js";
import { domainPicture, picture } from "/assets/pictograms.js";
import { drawComfort, forgetComfort, guide } from "/assets/comfort.js";
import { beginSearch, drawProcedure, drawSearch } from "/assets/kiosk-find.js";
import { closedDomain, closedHall, hours, warningFor } from "/assets/kiosk-hours.js";
import { forget, issued, learnPrint, result, spokenOfNumber, strip, takeNumber } from "/assets/kiosk-number.js";
import { askPriority, priorityButton } from "/assets/kiosk-priority.js";
import { watchQuiet } from "/assets/quiet.js";
import { say } from "/texts/kiosk.js";

const clock = new HallClock();
const touchRest = 450; // ms after a change of screen in which a second, unmeant tap is not a choice

let hall = null;
let lost = false;
let busy = false;
let place = { at: "home" }; // home, errands of a domain, a kind of errand, find, one procedure
let priority = null;
let resting = 0; // the timer of the rest after a change of screen; 0 when touches count
let said = null; // a sentence standing in the upper third until the next touch

const domainOf = (id) => hall.domains.find((domain) => domain.id === id);
const errandsOf = (domain) =>
  domain.errands.map((id) => hall.errands.find((errand) => errand.id === id)).filter(Boolean);

/** A listener that forgets double taps and touches made before the eye could see the new screen. */
function touch(action) {
  return () => {
    if (busy || resting) return;
    rest();
    action();
  };
}

function rest() {
  clearTimeout(resting);
  document.body.classList.add("resting");
  resting = setTimeout(() => {
    resting = 0;
    document.body.classList.remove("resting");
  }, touchRest);
}

function home() {
  priority = null;
  go({ at: "home" });
}

function go(next) {
  place = next;
  draw();
}

const isServing = () => hall.open || hall.domains.some((domain) => domain.open);
const helps = { errands: "choose-errand", kind: "choose-domain", find: "find", procedure: "procedure" };

/** The spoken help that fits what stands on the screen. */
function spokenHere() {
  if (lost || !hall) return "lost";
  if (find("#quiet").open) return "still-here";
  if (find("#priority").open) return "priority";
  if (said) return "refused";
  if (place.at === "home") return spokenOfNumber() ?? (isServing() ? "welcome" : "closed");
  return helps[place.at];
}

function draw() {
  if (!hall) return;
  document.body.classList.toggle("busy", busy);
  document.body.dataset.place = place.at;
  find("#lost").hidden = !lost;
  strip(place.at !== "home");
  const domain = place.domain && domainOf(place.domain);
  if (place.at === "errands" && domain) drawErrands(domain);
  else if (place.at === "kind") drawKind(place.kind);
  else if (place.at === "find") drawSearch(hall, keysOf(place));
  else if (place.at === "procedure") drawProcedure(hall, place.procedure, keysOf(place));
  else drawHome();
  guide();
}

// First touch -----------------------------------------------------------------------------------

function drawHome() {
  const shown = issued();
  if (said) fill("#stage", el("div", { class: "box warn", role: "alert" }, both(said)));
  else if (shown) fill("#stage", shown);
  else fill("#stage", ...(hall.open ? welcome() : closedHall(hall)), hours(hall));
  const serves = isServing();
  fill("#choices",
    el("div", { class: serves ? "ways" : "ways alone" },
      serves ? kindTile("collect") : null, serves ? kindTile("pay") : null,
      wayTile("lookup", "lookup", say("lookup"), () => location.assign("/lookup?at=kiosk")),
      wayTile("find", "search", say("find"), () => { beginSearch(); go({ at: "find" }); })),
    serves ? el("h2", { class: "heading" }, both(say("by-domain"))) : null,
    serves ? el("div", { class: "domains" }, hall.domains.map((domain) => domainTile(domain, chooseDomain))) : null);
}

function welcome() {
  return [
    hall.demo ? el("p", {}, el("span", { class: "demo" }, plain(say("demo")))) : null,
    el("h2", {}, both(say("ask"))),
    el("p", {}, both(say("how"))),
    hall.notice ? el("div", { class: "box" }, both(hall.notice)) : null,
    el("p", { class: "help" }, both(say("help"))),
  ];
}

/** Any touch of a choice: what was said, and the number before, make room. */
const freshly = (action) => touch(() => {
  said = null;
  forget();
  action();
});

const wayTile = (id, image, words, action) =>
  el("button", { class: "tile way", id, onclick: freshly(action) },
    picture(image), el("span", { class: "words" }, both(words)));

const kindWords = { collect: say("kind-collect"), pay: say("kind-pay") };

/** Collecting and paying are errands of their own: who comes for them need not know the field first. */
function kindTile(kind) {
  const errands = hall.errands.filter((errand) => errand.kind === kind);
  if (!errands.length) return null;
  const choose = () => (errands.length === 1 ? take(errands[0]) : go({ at: "kind", kind }));
  return wayTile(`kind-${kind}`, kind, kindWords[kind], choose);
}

function domainTile(domain, choose, isOpen = domain.open) {
  const name = plain(domain.name);
  const isWide = name.split(/\s/).some((word) => word.length > 13); // no room for it beside a picture
  const look = ["tile", isOpen ? "" : "shut", isWide ? "wide" : name.length > 26 ? "long" : ""].join(" ");
  return el("button", { class: look, "data-domain": domain.id, onclick: freshly(() => choose(domain)) },
    isOpen && domain.waiting > 0
      ? el("span", { class: "count", "aria-label": plain(say("people-waiting", { people: domain.waiting })) },
        picture("people"), String(domain.waiting))
      : null,
    picture(domainPicture(domain.id)),
    el("span", { class: "words" }, both(isOpen ? domain.name : { ...domain.name, en: plain(say("shut")) })));
}

function chooseDomain(domain) {
  if (!domain.open) return explain(domain.closedBecause ?? closedDomain(domain));
  const errands = errandsOf(domain);
  if (errands.length === 1 && !domain.warning) return take(errands[0]);
  go({ at: "errands", domain: domain.id });
}

function explain(sentence, stay = false) {
  said = sentence;
  go(stay ? place : { at: "home" });
}

// Second touch ----------------------------------------------------------------------------------

function drawErrands(domain) {
  const time = wait(domain.estimatedWaitSeconds);
  fill("#stage",
    el("div", { class: "domain" }, picture(domainPicture(domain.id)), el("h2", {}, both(domain.name))),
    said ? null : el("div", { class: "facts" },
      el("p", {}, both(domain.waiting > 0 ? say("people-waiting", { people: domain.waiting }) : say("nobody-waiting"))),
      time && domain.waiting > 0 ? el("p", {}, both(say("wait", { time }))) : null),
    said ? el("div", { class: "box bad", role: "alert" }, both(said))
      : domain.warning ? el("div", { class: "box warn", id: "warning", role: "alert" }, both(warningFor(domain))) : null);
  const errands = errandsOf(domain);
  fill("#choices",
    el("h2", { class: "heading" }, both(say("what-for"))),
    el("div", { class: errands.length > 6 ? "errands many" : "errands" }, errands.map((errand) => errandButton(errand, domain))),
    el("div", { class: "below" }, backButton(home),
      hall.procedures.some((procedure) => procedure.domain === domain.id)
        ? el("button", { id: "papers", onclick: touch(() => { beginSearch(domain.id); go({ at: "find", domain: domain.id }); }) },
          picture("other"), el("span", {}, both(say("papers-needed"))))
        : null,
      hall.priorities?.length ? priorityButton(hall, priority, touch(choosePriority)) : null));
}

const errandButton = (errand, domain) => el("button", {
  class: errand.open ? "errand" : "errand shut", "data-errand": errand.id, disabled: !errand.open,
  onclick: touch(() => take(errand)),
}, picture(errand.kind ?? "other"), el("span", { class: "words" }, both(shortName(errand, domain))));

/** Which field a result or a fee is about. */
function drawKind(kind) {
  fill("#stage",
    said ? el("div", { class: "box bad", role: "alert" }, both(said))
      : el("h2", {}, both(kind === "collect" ? say("collect-where") : say("pay-where"))),
    kind === "collect" && !said ? el("div", { class: "box scan" }, picture("scan"), el("p", {}, both(say("collect-scan")))) : null);
  const errands = hall.errands.filter((errand) => errand.kind === kind);
  const domains = hall.domains.filter((domain) => errands.some((errand) => errand.domain === domain.id));
  const choose = (domain) => {
    const errand = errands.find((one) => one.domain === domain.id);
    return errand.open ? take(errand) : explain(domain.closedBecause ?? closedDomain(domain));
  };
  fill("#choices",
    el("div", { class: "domains" }, domains.map((domain) => domainTile({ ...domain, waiting: 0 }, choose,
      errands.some((errand) => errand.domain === domain.id && errand.open)))),
    el("div", { class: "below" }, backButton(home)));
}

const backButton = (action, image = "house", words = say("home")) =>
  el("button", { id: "back", onclick: touch(() => { said = null; action(); }) }, picture(image), el("span", {}, both(words)));

function choosePriority() {
  askPriority(hall, touch, (id) => { priority = id; draw(); });
  guide();
}

/** What the pages of procedures need of this screen. */
function keysOf(here) {
  return {
    touch,
    back: here.at === "procedure"
      ? backButton(() => go({ at: "find", domain: here.domain }), "back", say("back"))
      : here.domain ? backButton(() => go({ at: "errands", domain: here.domain }), "back", say("back")) : backButton(home),
    home: backButton(home),
    open: (procedure) => go({ at: "procedure", procedure, domain: here.domain }),
    take,
    said,
    redraw: draw,
  };
}

async function take(errand) {
  busy = true;
  said = null;
  document.body.classList.add("busy");
  try {
    await takeNumber(errand, domainOf(errand.domain), priority);
    busy = false;
    home();
    result(() => { rest(); home(); });
  } catch (problem) {
    busy = false;
    rest();
    // Without an answer the same errand may be touched again; a refusal is final and leads back.
    explain(problem.isUnknown ? say("no-number-yet") : { vi: problem.vi, en: problem.en }, problem.isUnknown);
  }
}

// Around it -------------------------------------------------------------------------------------

watchQuiet({
  isAtRest: () => busy || (place.at === "home" && !said && !find("#priority").open),
  changed: guide,
  leave: () => {
    find("#priority").close();
    said = null;
    forgetComfort();
    home();
  },
});

let drawn = "";

function learnHall(value) {
  if (hall && hall.open !== value.open) said = null;
  hall = value;
  if (value.asOf) clock.learn(value.asOf);
  // Every ticket anywhere brings news; only what can be seen here is drawn again.
  const { seq, asOf, ...seen } = value;
  const words = JSON.stringify(seen);
  if (words === drawn) return;
  drawn = words;
  fill("#centre", both(value.centre));
  calmly(drawIfIdle);
}

const drawIfIdle = () => { if (!busy) draw(); };

/** A slip under the scanner opens what it stands for; who is taking a number is not disturbed. */
function learnScan(scan) {
  if (busy) return;
  const where = scannedPlace(scan);
  if (where) location.assign(where);
  else if (scan.refused) {
    find("#priority").close();
    forget();
    explain(scan.refused);
  }
}

listen("/api/kiosk/stream", { scan: learnScan, hall: learnHall, print: (event) => { learnPrint(event); calmly(drawIfIdle); } }, {
  silence: 6000,
  stale: (isStale) => { lost = isStale; find("#lost").hidden = !isStale; guide(); },
});
const tick = () => fill("#clock", clock.time());
tick();
setInterval(tick, 1000);
drawComfort(spokenHere);
document.addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("number-old", () => calmly(drawIfIdle));
addEventListener("language", () => {
  if (hall) fill("#centre", both(hall.centre));
  drawIfIdle();
});
