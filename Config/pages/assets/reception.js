// The reception desk: numbers for others, and putting right what went wrong with one.

import { ask, askUntilAnswered, both, calmly, el, fill, find, fullName, newKey, shortName } from "/assets/core.js";
import { HallClock, listen, wait } from "/assets/live.js";
import { showProblem, signedIn } from "/assets/session.js";

const clock = new HallClock();
let hall = null;
let unanswered = null; // { body, key } of a number that was asked for without an answer

const domainOf = (id) => hall.domains.find((domain) => domain.id === id);
const errandOf = (id) => hall.errands.find((errand) => errand.id === id);
const errandName = (id) => {
  const errand = errandOf(id);
  const domain = errand && domainOf(errand.domain);
  return domain ? fullName(errand, domain).vi : (errand?.name.vi ?? id);
};

// A number for somebody else --------------------------------------------------------------------

function drawErrands() {
  fill("#errands", hall.domains.map((domain) =>
    el("div", { class: "group", "data-domain": domain.id },
      el("div", {}, el("strong", {}, `${domain.prefix} · ${domain.name.vi}`), " ",
        el("span", { class: "quiet" }, domain.open ? `(${domain.waiting} chờ)` : "(đang nghỉ)")),
      el("div", { class: "buttons" }, domain.errands.map(errandOf).filter(Boolean).map((errand) =>
        el("button", { "data-errand": errand.id, title: errand.name.en, onclick: (event) => give(errand, event.currentTarget) },
          shortName(errand, domain).vi))))));
}

async function give(errand, button) {
  button.disabled = true;
  const priority = find("#priority").value;
  const body = { errand: errand.id, origin: "reception", ...(priority ? { priority } : {}) };
  const same = unanswered && JSON.stringify(unanswered.body) === JSON.stringify(body);
  const key = same ? unanswered.key : newKey();
  try {
    const ticket = await askUntilAnswered("POST", "/api/tickets", body, { key });
    unanswered = null;
    showProblem(null);
    find("#priority").value = "";
    const time = wait(ticket.estimatedWaitSeconds);
    fill("#given", el("div", { class: "box good" },
      el("div", { class: "issued-number" },
        el("span", { class: "number", "data-number": ticket.number }, ticket.number),
        el("div", {}, el("p", {}, errandName(ticket.errand)),
          el("p", { class: "quiet" }, `trước còn ${ticket.ahead} người${time ? `, chờ ${time.vi}` : ""}`),
          ticket.print?.paperAt ? el("p", {}, `Giấy ra ở: ${ticket.print.paperAt.vi}`) : null)),
      ticket.print?.noPaper ? el("p", { class: "no-paper" }, both(
        "Chưa in được giấy: xin viết số này ra giấy cho người dân.",
        "No paper comes out: please write the number down for the visitor.")) : null));
    lookAtPrinters();
  } catch (problem) {
    unanswered = problem.isUnknown ? { body, key } : null;
    showProblem(problem);
  } finally {
    button.disabled = false;
  }
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
    el("b", {}, printer.place?.vi ?? printer.id, ": "), both(printer.trouble ?? printer.stateName))));
}

// One number, found again -----------------------------------------------------------------------

const states = {
  waiting: "đang chờ", called: "đang được gọi", serving: "đang được tiếp", parked: "đã cất, sẽ gọi lại",
  missed: "đã lỡ lượt", done: "đã xong", cancelled: "đã hủy", expired: "hết hiệu lực",
};

async function search(event) {
  event?.preventDefault();
  const number = find("#number").value.trim().toUpperCase();
  if (!number) return;
  try {
    const answer = await ask("GET", `/api/reception/tickets?number=${encodeURIComponent(number)}`);
    const tickets = Array.isArray(answer) ? answer : (answer.tickets ?? [answer]);
    showProblem(null);
    fill("#found", tickets.length ? tickets.map(ticketCard)
      : el("p", { class: "box warn" }, both(`Hôm nay không có số ${number}.`, `There is no ${number} today.`)));
  } catch (problem) {
    showProblem(problem);
  }
}

function ticketCard(ticket) {
  const isOver = ["done", "cancelled", "expired"].includes(ticket.state);
  const priority = ticket.priority && (ticket.priority.vi
    ?? hall.priorities.find((entry) => entry.id === ticket.priority)?.name.vi ?? ticket.priority);
  const counter = ticket.counter && hall.counters.find((entry) => entry.id === (ticket.counter.id ?? ticket.counter));
  const can = (id, label, action, when) => when ? el("button", { id, onclick: action }, label) : null;
  return el("div", { class: "box", "data-ticket": ticket.id },
    el("div", { class: "issued-number" }, el("span", { class: "number" }, ticket.number),
      el("div", {}, el("p", {}, el("strong", {}, states[ticket.state] ?? ticket.state),
        counter ? ` · ${counter.name.vi}` : ""),
      el("p", {}, errandName(ticket.errand)),
      el("p", { class: "quiet" }, `lấy lúc ${clock.time(ticket.issuedAt)}`, priority ? ` · ưu tiên: ${priority}` : ""))),
    el("div", { class: "row" },
      can("correct", "Sửa việc · Wrong errand", () => correct(ticket), !isOver && ticket.state !== "serving"),
      can("came-back", "Đã quay lại · Returned", () => act(ticket, "return"), ["missed", "parked", "expired"].includes(ticket.state)),
      can("reprint", "In lại · Reprint", () => act(ticket, "reprint"), !isOver),
      can("cancel", "Hủy số · Cancel", () => confirmCancel(ticket), !isOver)));
}

async function act(ticket, action, body) {
  try {
    await ask("POST", `/api/reception/tickets/${encodeURIComponent(ticket.id)}/${action}`, body);
    await search();
    if (action === "reprint") {
      find("#found").append(el("p", { class: "good-news" }, both("Đã gửi in lại; trên giấy có ghi IN LẠI.", "Sent to the printer again; the paper says REPRINT.")));
    }
  } catch (problem) {
    showProblem(problem);
  }
}

function dialog(title, english, ...content) {
  const node = find("#dialog");
  fill(node, el("h2", {}, both(title, english)), ...content,
    el("div", { class: "row" }, el("button", { onclick: () => node.close() }, both("Thôi (Esc)", "Leave"))));
  node.showModal();
  return node;
}

function correct(ticket) {
  const select = errandSelect();
  select.value = ticket.errand;
  const node = dialog(`Sửa việc của số ${ticket.number}`, "Correct the errand",
    el("p", { class: "quiet" }, both("Người dân giữ thời điểm lấy số.", "The visitor keeps the place in time.")),
    el("form", { class: "fields", onsubmit: (event) => {
      event.preventDefault();
      node.close();
      act(ticket, "correct", { errand: select.value });
    } }, select, el("button", { class: "main", type: "submit" }, both("Sửa", "Correct"))));
}

function confirmCancel(ticket) {
  const node = dialog(`Hủy số ${ticket.number}?`, "Cancel this number?",
    el("div", { class: "row" }, el("button", {
      class: "danger", id: "cancel-yes", onclick: () => { node.close(); act(ticket, "cancel"); },
    }, both("Hủy số", "Cancel it"))));
}

const errandSelect = (attributes = {}) => el("select", { required: true, ...attributes },
  hall.domains.map((domain) => el("optgroup", { label: domain.name.vi },
    domain.errands.map(errandOf).filter(Boolean)
      .map((errand) => el("option", { value: errand.id }, fullName(errand, domain).vi)))));

// Numbers of the paper pad, entered after a blackout --------------------------------------------

async function enterPad(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const today = clock.civil().toISOString().slice(0, 10);
  const body = {
    number: form.number.value.trim().toUpperCase(), errand: form.errand.value,
    at: `${today}T${form.at.value}:00${clock.offset}`,
  };
  try {
    const ticket = await ask("POST", "/api/reception/pad", body);
    showProblem(null);
    fill("#entered", el("p", { class: "good-news" },
      both(`Đã nhập ${ticket?.number ?? body.number}.`, "Entered.")));
    form.number.value = "";
    form.number.focus();
  } catch (problem) {
    showProblem(problem);
  }
}

// A button that is being answered stays as it is.
const drawIfIdle = () => { if (!document.querySelector("#errands button:disabled")) drawErrands(); };

async function begin() {
  await signedIn();
  const learn = (value) => {
    hall = value;
    calmly(drawIfIdle);
  };
  learn(await ask("GET", "/api/hall"));
  clock.learn((await ask("GET", "/api/board")).asOf);
  fill("#priority", el("option", { value: "" }, "không · none"),
    (hall.priorities ?? []).map((entry) => el("option", { value: entry.id }, `${entry.name.vi} · ${entry.name.en}`)));
  const pad = find("#pad");
  pad.errand.replaceWith(errandSelect({ name: "errand" }));
  find("#search").addEventListener("submit", search);
  pad.addEventListener("submit", enterPad);
  find("#desk").hidden = false;
  await lookAtPrinters();
  setInterval(lookAtPrinters, 3000);
  listen("/api/board/stream", { board: (board) => {
    clock.learn(board.asOf);
    for (const line of board.lines) {
      const domain = domainOf(line.id);
      if (domain) domain.waiting = line.waiting;
    }
    learn(hall);
  } }, { stale: (isStale) => { find("#lost").hidden = !isStale; } });
}

begin().catch(showProblem);
