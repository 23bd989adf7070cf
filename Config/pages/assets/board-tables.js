// The board's tables: who sits at which counter, and how many wait in which line.

import { both, el, fill, find } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { say } from "/texts/board.js";

const mostRows = 10; // more counters than can be read at once are shown in turn; a small screen shows fewer
const turn = 8000; // ms a page of counters stays
let counters = [];
let page = 0;
let drawn = "";
let room = Infinity; // rows that stand whole beside a long notice; the others come in their turn

/** Letters become smaller until everything stands whole inside its field; whether it does. */
export function shrinkToFit(node, field, least = 0.55) {
  for (let size = 1; ; size -= 0.05) {
    node.style.setProperty("--fit", size.toFixed(2));
    const fits = node.scrollHeight <= field.clientHeight + 1 && node.scrollWidth <= field.clientWidth + 1;
    if (fits || size <= least) return fits;
  }
}

/** Draws the table of counters; what has not changed is left alone. */
export function drawCounters(now) {
  counters = now;
  drawPage();
}

/** How many counters this screen shows at once. */
const rowsAtOnce = () => Number(getComputedStyle(find("#counters")).getPropertyValue("--most")) || mostRows;

function drawPage() {
  find("#counters").classList.toggle("unmanned", !counters.some((counter) => counter.officer));
  const most = Math.min(rowsAtOnce(), room);
  const pages = Math.max(1, Math.ceil(counters.length / most));
  page %= pages;
  const rows = counters.slice(page * most, (page + 1) * most);
  const state = JSON.stringify([page, pages, rows]);
  if (state === drawn) return;
  drawn = state;
  fill("#counters tbody", rows.map(row));
  fill("#page", pages > 1 ? both(say("page-of", { page: page + 1, pages })) : null);
  if (shrinkToFit(find("#counters"), find("#side")) || rows.length < 4) return;
  room = rows.length - 1;
  drawPage();
}

function row(counter) {
  const called = plain(counter.name);
  const long = called.length > 12 ? " long" : "";
  const lines = (counter.lines ?? []).map(plain).filter((line) => line !== called).join(" · ");
  const name = el("td", { class: `name${long}` }, called, lines ? el("small", {}, lines) : null);
  if (counter.state !== "open" && !counter.number) {
    return el("tr", { class: "resting", "data-counter": counter.id }, name,
      el("td", { class: "reason", colspan: 2 }, both(why(counter))));
  }
  const post = [counter.officerTitle, counter.officerAgency].filter(Boolean).join(", ");
  return el("tr", { "data-counter": counter.id }, name,
    el("td", {}, el("span", { class: "number" }, counter.number ?? "–")),
    el("td", { class: "officer" }, counter.officer ?? "", post ? el("small", {}, post) : null));
}

function why(counter) {
  if (counter.state !== "paused") return say("counter-closed");
  const paused = say("counter-paused");
  const back = counter.back ? say("counter-back", { time: counter.back.slice(0, 5) }) : {};
  const joined = {};
  for (const code of Object.keys(paused)) {
    const reason = counter.reason?.[code] ? `: ${counter.reason[code]}` : "";
    joined[code] = paused[code] + reason + (back[code] ? `, ${back[code]}` : "");
  }
  return joined;
}

setInterval(() => {
  if (counters.length <= rowsAtOnce()) return;
  page += 1;
  drawPage();
}, turn);

/** The lines with how many wait, and who is the next. */
export function drawLines(lines) {
  find("#lines").style.setProperty("--columns", Math.ceil(lines.length / 2));
  fill("#lines", lines.map((line) => {
    const look = ["line", line.waiting ? "" : "empty", plain(line.name).length > 22 ? "long" : ""].join(" ");
    const next = line.unattended ? plain(say("unattended"))
      : line.next ? plain(say("next-in-line", { number: line.next })) : null;
    return el("div", { class: look, "data-line": line.id },
      el("span", { class: "what" }, plain(line.name), next ? el("small", {}, next) : null),
      el("span", { class: "count" }, String(line.waiting)));
  }));
}

// A notice that comes, or a line more, leaves the table less room; another screen shows more rows or fewer.
new ResizeObserver(() => {
  room = Infinity;
  drawn = "";
  drawPage();
}).observe(find("#side"));
