// The number itself: asked for once however often it is tapped, shown large, then making room.

import { askUntilAnswered, both, el, fill, find, fullName, newKey } from "/assets/core.js";
import { wait } from "/assets/live.js";
import { picture } from "/assets/pictograms.js";

const fullScreen = 1500; // ms; then the next person may choose, while the number stays in the upper third
const largeFor = 45000; // ms the number stays large when nobody else comes

let ticket = null;
let unanswered = null; // { errand, priority, key } of a request that got no answer
let oldTimer = 0;

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
    ticket = { ...answer, what: fullName(errand, domain).vi };
    if (printNews.has(answer.id)) learnPrint(printNews.get(answer.id));
    clearTimeout(oldTimer);
    oldTimer = setTimeout(() => { forget(); dispatchEvent(new Event("number-old")); }, largeFor);
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
  ticket = { ...ticket, print: { ...ticket.print, state: event.state, noPaper: event.noPaper, paperAt: event.paperAt ?? ticket.print?.paperAt } };
  if (!find("#result").hidden) drawResult();
}

/** The number leaves the screen: the next person has begun. */
export function forget() {
  if (ticket) last = ticket.number;
  ticket = null;
}

let last = null;

/** Over an unfinished choice, the number given before stays readable as a strip. */
export function strip(isChoosing) {
  const node = find("#strip");
  node.hidden = !(isChoosing && last);
  if (!node.hidden) {
    fill(node, el("span", { class: "vi" }, "Số vừa cấp"), el("span", { class: "en", lang: "en" }, "last number"),
      el("span", { class: "number" }, last));
  }
}

/** The number over the whole screen; any tap, or one and a half seconds, frees the choices. */
export function result(done) {
  const node = find("#result");
  drawResult();
  node.hidden = false;
  const free = () => {
    if (node.hidden) return;
    node.hidden = true;
    node.onpointerdown = null;
    done();
  };
  setTimeout(free, fullScreen);
  // The touch that chose the errand may bounce; only a later one is meant for this screen.
  setTimeout(() => { node.onpointerdown = free; }, 350);
}

function drawResult() {
  const node = find("#result");
  node.classList.toggle("unprinted", isUnprinted());
  node.dataset.number = ticket.number;
  fill(node, el("p", { class: "yours" }, both("Số của ông/bà", "Your number")),
    el("div", { class: "number" }, ticket.number), facts(), paper(true));
}

/** The number as a panel for the upper third, or null when there is none to show. */
export function issued() {
  if (!ticket) return null;
  const number = el("div", { class: "which" }, el("p", { class: "yours" }, both("Số của ông/bà", "Your number")),
    el("div", { class: "number" }, ticket.number));
  const attributes = { class: isUnprinted() ? "issued unprinted" : "issued", "data-number": ticket.number };
  return el("div", attributes, number, isUnprinted() ? code() : facts(), paper(false));
}

const isUnprinted = () => ticket.print?.noPaper || ["failed", "unknown"].includes(ticket.print?.state);

function facts() {
  const time = wait(ticket.estimatedWaitSeconds);
  return el("div", { class: "facts" },
    el("p", {}, both(ticket.what)),
    el("p", {}, ...people()),
    time && ticket.ahead > 0 ? el("p", {}, both(`Chờ ${time.vi}`, time.en)) : null,
    ticket.warning ? el("p", {}, both(ticket.warning === "lunch"
      ? { vi: "Có thể được gọi sau giờ nghỉ trưa", en: "You may be called after lunch" }
      : { vi: "Hôm nay có thể chưa đến lượt", en: "Your turn may not come today" })) : null);
}

const people = () => ticket.ahead > 0
  ? both(`Trước ông/bà còn ${ticket.ahead} người`, `${ticket.ahead} ahead of you`)
  : both("Ông/bà là người tiếp theo", "You are next");

function paper(withCode) {
  if (isUnprinted()) {
    return el("div", { class: "paper" }, withCode ? code() : null,
      el("span", {}, both(
        "Chưa in được giấy. Số vẫn có giá trị: xin nhớ số, hoặc chụp mã này. Bàn lễ tân in lại được.",
        "No paper came out. Your number is valid: remember it or scan the code; reception can print it.")));
  }
  const where = ticket.print?.paperAt;
  return el("div", { class: "paper" }, picture("paper"), el("span", {}, where
    ? both(`Mời lấy giấy ở: ${where.vi}`, `Your paper comes out at: ${where.en}`)
    : both("Mời lấy giấy số và chờ gọi.", "Please take your paper and wait for the call.")));
}

/** The slip's own code, drawn by the server: what the paper would have shown. */
const code = () => el("img", {
  class: "qr", src: `/t/${encodeURIComponent(ticket.token)}/qr.svg`, alt: ticket.token,
});
