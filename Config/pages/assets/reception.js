// The reception desk: numbers for others, given with one press, and what the desk has to look at.

import { ask, askUntilAnswered, both, calmly, el, fill, find, fullName, newKey, shortName } from "/assets/core.js";
import { language, plain, unmarked } from "/assets/language.js";
import { HallClock, listen, wait } from "/assets/live.js";
import { drawDeclared, listenToDesk } from "/assets/reception-number.js";
import { drawPad } from "/assets/reception-pad.js";
import { showProblem, signedIn } from "/assets/session.js";
import { displayChoices, keepFocus, openDialog } from "/assets/staff.js";
import { translate } from "/assets/translate.js";
import { drawRegister } from "/assets/dossier-register.js";
import { say } from "/texts/reception.js";

const clock = new HallClock();
let hall = null;
let session = null;
let unanswered = null; // { body, key } of a number that was asked for without an answer
let given = null; // the number given last, said again in another language

const domainOf = (id) => hall.domains.find((domain) => domain.id === id);
const errandOf = (id) => hall.errands.find((errand) => errand.id === id);
const errandName = (id) => {
  const errand = errandOf(id);
  const domain = errand && domainOf(errand.domain);
  return domain ? fullName(errand, domain) : (errand?.name ?? { vi: id });
};
/** The post gives numbers for what it brings; everybody else here for whoever stands before them. */
const isPost = () => session.role === "post";

// For whom ------------------------------------------------------------------------------------

/** Search, priority, and who acts for others; what was typed stays when the words change. */
function drawWhom() {
  const form = find("#whom");
  const kept = Object.fromEntries(new FormData(form));
  const isAgent = form.agent?.checked ?? isPost();
  const search = el("input", { name: "words", autocomplete: "off", spellcheck: "false", oninput: drawErrands });
  const priority = el("select", { id: "priority", name: "priority" }, el("option", { value: "" }, plain(say("no-priority"))),
    hall.priorities.map((entry) => el("option", { value: entry.id }, plain(entry.name))));
  const agent = el("input", { type: "checkbox", name: "agent", onchange: () => {
    details.hidden = !agent.checked;
    if (agent.checked) count.focus();
  } });
  const most = hall.dossiersPerTurn;
  const count = el("input", { type: "number", name: "dossiers", min: 1, max: most || 1000, value: 1, required: true });
  const mandate = el("input", { name: "mandate", maxlength: 200, autocomplete: "off", spellcheck: "false" });
  const details = el("div", { class: "agent" },
    el("label", {}, el("span", {}, both(most ? say("dossiers-brought", { limit: most }) : say("dossiers-brought-any"))), count),
    el("label", {}, el("span", {}, both(say("mandate"))), mandate),
    el("p", { class: "quiet" }, both(say("mandate-note"))));
  fill(form, el("label", {}, el("span", {}, both(say("find-errand"))), search),
    el("label", {}, el("span", {}, both(say("priority"))), priority),
    el("label", { class: "check" }, agent, el("span", {}, both(say("agent")))), details);
  for (const [name, value] of Object.entries(kept)) if (form[name] && name !== "agent") form[name].value = value;
  agent.checked = isAgent;
  details.hidden = !isAgent;
}

/** What the form says of the visitor; `null` while it is not filled in. */
function whom() {
  const form = find("#whom");
  const priority = form.priority.value;
  const asked = { origin: isPost() ? "post" : "reception", ...(priority ? { priority } : {}) };
  if (!form.agent.checked) return asked;
  // Who acts for others shows by which paper; the post has an account of its own.
  form.mandate.required = !isPost();
  form.mandate.setCustomValidity(form.mandate.required && !form.mandate.value.trim() ? plain(say("mandate")) : "");
  if (!form.reportValidity()) return null;
  const mandate = form.mandate.value.trim();
  return { ...asked, dossiers: Number(form.dossiers.value), ...(mandate ? { mandate } : {}) };
}

// A number for somebody else --------------------------------------------------------------------

function drawErrands() {
  const words = unmarked(find("#whom").words.value).split(/\s+/).filter(Boolean);
  const fits = (errand, domain) => {
    const text = unmarked(`${domain.name.vi} ${errand.name.vi} ${domain.name.en} ${errand.name.en} ${domain.prefix}`);
    return words.every((word) => text.includes(word));
  };
  const groups = hall.domains.map((domain) => [domain, domain.errands.map(errandOf).filter((errand) => errand && fits(errand, domain))])
    .filter(([, errands]) => errands.length);
  fill("#errands", groups.length ? groups.map(([domain, errands]) =>
    el("div", { class: "group", "data-domain": domain.id },
      el("div", {}, el("strong", {}, `${domain.prefix} · ${plain(domain.name)}`), " ",
        el("span", { class: "quiet" }, plain(domain.open ? say("waiting", { count: domain.waiting }) : say("resting")))),
      el("div", { class: "buttons" }, errands.map((errand) =>
        el("button", { type: "button", "data-errand": errand.id, "data-focus": `errand ${errand.id}`, onclick: (event) => give(errand, event.currentTarget) },
          plain(shortName(errand, domain)))))))
    : el("p", { class: "quiet" }, both(say("no-errand"))));
}

async function give(errand, button) {
  const asked = whom();
  if (!asked) return;
  button.disabled = true;
  const body = { errand: errand.id, ...asked };
  const same = unanswered && JSON.stringify(unanswered.body) === JSON.stringify(body);
  const key = same ? unanswered.key : newKey();
  try {
    given = { ticket: await askUntilAnswered("POST", "/api/tickets", body, { key }), dossiers: body.dossiers ?? 1 };
    unanswered = null;
    showProblem(null);
    // The next visitor is another one.
    find("#whom").reset();
    drawWhom();
    drawErrands();
    drawGiven();
    find("#given").scrollIntoView({ block: "nearest" });
    lookAtPrinters();
  } catch (problem) {
    unanswered = problem.isUnknown ? { body, key } : null;
    showProblem(problem);
  } finally {
    button.disabled = false;
  }
}

function drawGiven() {
  if (!given) return;
  const { ticket, dossiers } = given;
  const time = wait(ticket.estimatedWaitSeconds);
  const counters = hall.counters.filter((counter) => counter.errands.includes(ticket.errand)).map((counter) => counter.name);
  const list = (code) => counters.map((name) => name[code] ?? name.vi).join(", ");
  fill("#given", el("div", { class: "box good" },
    el("div", { class: "issued-number" },
      el("span", { class: "number", "data-number": ticket.number }, ticket.number),
      el("div", {}, el("p", {}, both(errandName(ticket.errand))),
        dossiers > 1 ? el("p", {}, el("strong", {}, plain(say("for-dossiers", { count: dossiers })))) : null,
        el("p", { class: "quiet" }, both(time ? say("ahead-wait", { count: ticket.ahead, wait: time }) : say("ahead", { count: ticket.ahead }))),
        counters.length ? el("p", {}, both(say("served-at", { counters: { vi: list("vi"), en: list("en") } }))) : null,
        ticket.print?.paperAt ? el("p", {}, both(say("paper-at", { place: ticket.print.paperAt }))) : null)),
    ticket.print?.noPaper ? el("p", { class: "no-paper" }, both(say("no-paper"))) : null));
}

// Printers that somebody should look after, as at the counters; the desk is the nearest to the kiosk.
async function lookAtPrinters() {
  let printers;
  try {
    printers = (await (await fetch("/health", { cache: "no-store" })).json()).printers ?? [];
  } catch {
    return; // Lost connections have a banner of their own.
  }
  const needy = printers.filter((printer) => printer.trouble || printer.state === "paperLow");
  find("#printers").hidden = !needy.length;
  fill("#printers", needy.map((printer) => el("p", { "data-state": printer.state },
    el("b", {}, printer.place ? plain(printer.place) : printer.id, ": "), both(printer.trouble ?? printer.stateName))));
}

/** A dossier has begun away from the counters: its code, and the way to its file. */
function begun(dossier) {
  const code = dossier.code ?? dossier.id;
  fill("#begun", el("div", { class: "good-news" }, both(say("begun", { code })), " ",
    el("a", { href: `/dossiers#code=${encodeURIComponent(code)}` }, both(say("open-file")))));
}

// A button that is being answered stays as it is.
const drawIfIdle = () => { if (!document.querySelector("#errands button:disabled")) keepFocus(drawErrands); };

function drawAll() {
  drawWhom();
  drawErrands();
  drawGiven();
  find("#number").setAttribute("aria-label", plain(say("number")));
  if (!isPost()) drawPad(hall, clock);
  drawRegister(hall, begun);
  document.title = `${plain(say("title"))} · ${hall.centre[language()] ?? hall.centre.vi}`;
}

async function begin() {
  session = await signedIn();
  hall = await ask("GET", "/api/hall");
  clock.learn((await ask("GET", "/api/board")).asOf);
  for (const id of ["#find-ticket", "#declared", "#pad-entry"]) find(id).hidden = isPost();
  drawAll();
  find("#whom").addEventListener("submit", (event) => event.preventDefault());
  find("#display").addEventListener("click", () => openDialog(el("h2", {}, both(say("display"))), displayChoices()));
  if (!isPost()) listenToDesk(hall, clock, errandName);
  translate(say, () => { drawAll(); if (!isPost()) drawDeclared(); });
  find("#desk").hidden = false;
  await lookAtPrinters();
  setInterval(lookAtPrinters, 3000);
  listen("/api/board/stream", { board: (board) => {
    clock.learn(board.asOf);
    for (const line of board.lines) {
      const domain = domainOf(line.id);
      if (domain) domain.waiting = line.waiting;
    }
    calmly(drawIfIdle);
    if (!isPost()) drawDeclared();
  } }, { stale: (isStale) => { find("#lost").hidden = !isStale; } });
}

begin().catch(showProblem);
