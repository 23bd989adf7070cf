// The foot of the board: guidance on procedures in turn, and how the dossiers of each agency stand.

import { ask, both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { shrinkToFit } from "/assets/board-tables.js";
import { say } from "/texts/board.js";

const slideStays = 15000; // ms
const dossiersEvery = 60000;
const slidesEvery = 3600000;
const mostPapers = 5;
let slides = [];
let place = 0;
let turns = 0;

/** Begins to fetch and to show; the clock is the hall's. */
export function begin(clock) {
  document.body.dataset.foot = "slide";
  const dossiers = () => quietly("/api/board/dossiers", (answer) => drawDossiers(answer, clock));
  const guidance = () => quietly("/api/board/slides", (answer) => {
    slides = answer.slides;
    if (!find("#slide").firstChild) drawSlide();
  });
  dossiers();
  guidance();
  setInterval(dossiers, dossiersEvery);
  setInterval(guidance, slidesEvery);
  setInterval(() => {
    turns += 1;
    // Where there is room for one of them only, they take turns.
    const hasDossiers = !find("#dossiers").hidden;
    document.body.dataset.foot = hasDossiers && turns % 3 === 0 ? "dossiers" : "slide";
    place = slides.length ? (place + 1) % slides.length : 0;
    drawSlide();
  }, slideStays);
}

/** What cannot be had now is had the next time; the calls go on meanwhile. */
async function quietly(address, use) {
  try {
    use(await ask("GET", address));
  } catch {
    setTimeout(() => quietly(address, use), 5000);
  }
}

function drawSlide() {
  const slide = slides[place];
  const node = find("#slide");
  node.hidden = !slide;
  if (!slide) return;
  node.dataset.procedure = slide.id;
  const papers = slide.papers.slice(0, mostPapers).map((paper) => el("li", {}, plain(paper)));
  const more = slide.papers.length - papers.length;
  if (more > 0) papers.push(el("li", {}, both(say("and-more", { count: more }))));
  fill(node,
    el("div", {}, el("p", { class: "heading" }, both(say("guidance"))), el("h2", {}, both(slide.name)),
      el("p", {}, both(term(slide))), el("p", {}, both(fee(slide)))),
    el("div", {}, el("p", { class: "heading" }, both(say("bring"))),
      papers.length ? el("ul", {}, papers) : el("p", {}, both(say("bring-nothing")))));
  shrinkToFit(node, node, 0.45);
}

function term(slide) {
  if (slide.sameDay) return say("term-same-day");
  return slide.hours ? say("term-hours", { hours: slide.hours }) : say("term-days", { days: slide.days });
}

// What the catalogue does not know is not free of charge.
const fee = (slide) => (slide.fee === null ? say("fee-unknown") : slide.fee === 0 ? say("no-fee")
  : say("fee", { amount: String(slide.fee).replace(/\B(?=(\d{3})+$)/g, ".") }));

function drawDossiers(answer, clock) {
  const node = find("#dossiers");
  node.hidden = answer.agencies.length === 0;
  if (node.hidden) return;
  // The most burdened first; the rest in one line, so that the table keeps its height.
  const [first, rest] = [answer.agencies.slice(0, 3), answer.agencies.slice(3)];
  const all = answer.agencies.reduce(
    (sum, one) => ({ onTime: sum.onTime + one.onTime, overdue: sum.overdue + one.overdue }), { onTime: 0, overdue: 0 });
  const line = (name, counts) => el("tr", {}, el("td", {}, name), el("td", {}, String(counts.onTime)),
    el("td", { class: counts.overdue ? "late" : null }, String(counts.overdue)));
  fill(node, el("table", {},
    el("caption", {}, both(say("dossiers")), ` ${plain(say("as-of", { time: clock.time(answer.asOf) }))}`),
    el("thead", {}, el("tr", {}, ["agency", "on-time", "overdue"].map((key) => el("th", {}, both(say(key)))))),
    el("tbody", {}, first.map((one) => line(one.agency ?? plain(say("agency-unknown")), one)),
      rest.length || first.length > 1 ? line(plain(say("all-agencies")), all) : null)));
  shrinkToFit(node, node, 0.45);
}
