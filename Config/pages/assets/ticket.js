// One number on its owner's phone: where it stands, where to go, and how to give it back.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { HallClock, listen, scannedPlace, wait } from "/assets/live.js";

const token = document.body.dataset.token || location.pathname.split("/").pop();
const path = `/api/tickets/${encodeURIComponent(token)}`;
const every = 5000; // ms between two questions
const staleAfter = 15000; // ms without an answer until the page says that it may be old
const atKiosk = location.hash === "#kiosk"; // opened by the kiosk's scanner
const leaveAfter = 20000; // ms without a touch at the kiosk: the next person finds nothing of the last
const clock = new HallClock();
let ticket = null;
let heard = performance.now();
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  try {
    const news = await ask("GET", path);
    heard = performance.now();
    clock.learn(news.asOf);
    if (news.state === "called" && ticket?.state !== "called") navigator.vibrate?.([400, 150, 400]);
    ticket = news;
    draw();
  } catch (problem) {
    if (problem.status === 404 || problem.status === 410) {
      heard = performance.now();
      fill("#ticket", problemBox(problem));
      fill("#actions");
      return;
    }
  }
  drawStale();
  if (!isOver()) timer = setTimeout(refresh, every);
}

const isOver = () => ["done", "cancelled", "expired"].includes(ticket?.state);

function drawStale() {
  const isStale = performance.now() - heard > staleAfter;
  document.body.classList.toggle("stale", isStale);
  const node = find("#lost");
  node.hidden = !isStale;
  if (isStale) {
    fill(node, both(`Mất kết nối${ticket ? ` từ ${clock.time(ticket.asOf)}` : ""}. Xin nhìn bảng trong sảnh.`,
      "Connection lost: please look at the screens in the hall."));
  }
}

function draw() {
  const node = find("#ticket");
  node.className = ticket.state === "called" ? "called" : isOver() ? "over" : "";
  node.dataset.state = ticket.state;
  const sentences = say();
  fill(node,
    el("p", { class: "detail" }, both("Số của ông/bà", "Your number")),
    el("div", { class: ticket.number.length > 4 ? "number wide" : "number" }, ticket.number),
    el("p", { class: "say" }, both(sentences[0])),
    ...sentences.slice(1).map((sentence) => el("p", { class: "detail" }, both(sentence))),
    el("p", { class: "quiet" }, `Cập nhật lúc ${clock.time(ticket.asOf)}`));
  drawActions();
}

/** The first sentence is what to do now; the others say why and how long. */
function say() {
  const counter = ticket.counter?.name ?? { vi: "quầy", en: "the counter" };
  const time = wait(ticket.estimatedWaitSeconds);
  switch (ticket.state) {
  case "waiting":
    return ticket.ahead > 0
      ? [{ vi: `Trước ông/bà còn ${ticket.ahead} người`, en: `${ticket.ahead} ahead of you` },
        ...(time ? [{ vi: `Chờ ${time.vi}`, en: time.en }] : [])]
      : [{ vi: "Sắp đến lượt ông/bà. Mời ở gần quầy.", en: "You are next. Please stay near the counters." }];
  case "called":
    return [{ vi: `Mời đến ${counter.vi} ngay`, en: `Please go to ${counter.en} now` }];
  case "serving":
    return [{ vi: `Đang được phục vụ tại ${counter.vi}`, en: `Being served at ${counter.en}` }];
  case "parked":
    return [{ vi: "Số được giữ lại và sẽ được gọi lại. Mời ở gần quầy.",
      en: "Your number is kept and will be called again. Please stay near the counters." }];
  case "missed":
    return [{ vi: "Ông/bà đã lỡ lượt gọi.", en: "You missed your call." },
      ticket.returnUntil
        ? { vi: `Nếu đã có mặt, chạm nút bên dưới trước ${clock.time(ticket.returnUntil)}.`,
          en: `If you are here, touch the button below before ${clock.time(ticket.returnUntil)}.` }
        : { vi: "Mời đến bàn lễ tân.", en: "Please go to the reception desk." }];
  case "done":
    return [{ vi: "Đã phục vụ xong. Cảm ơn ông/bà.", en: "Served. Thank you." }];
  case "cancelled":
    return [{ vi: "Số này đã được hủy.", en: "This number was cancelled." }];
  default:
    return [{ vi: "Số này đã hết hiệu lực. Cần tiếp tục, mời lấy số mới.", en: "This number has expired. Please take a new one." }];
  }
}

function drawActions() {
  const buttons = [];
  if (ticket.state === "missed") {
    buttons.push(el("button", { class: "main", id: "return", onclick: () => act("return") },
      both("Tôi đã quay lại", "I am back")));
  }
  if (["waiting", "parked", "missed"].includes(ticket.state)) {
    buttons.push(el("button", { class: "danger", id: "cancel", onclick: confirmCancel },
      both("Hủy số này", "Cancel this number")));
  }
  fill("#actions", ...buttons);
}

function confirmCancel() {
  const dialog = find("#dialog");
  fill(dialog,
    el("h2", {}, both(`Hủy số ${ticket.number}?`, "Cancel it?")),
    el("p", {}, both("Số đã hủy không lấy lại được.", "A cancelled number cannot be taken back.")),
    el("div", { class: "row" },
      el("button", { class: "danger", id: "cancel-yes", onclick: () => { dialog.close(); act("cancel"); } },
        both("Hủy số", "Cancel it")),
      el("button", { onclick: () => dialog.close() }, both("Giữ số", "Keep it"))));
  dialog.showModal();
}

async function act(action) {
  try {
    await ask("POST", `${path}/${action}`);
    fill("#answer");
  } catch (problem) {
    fill("#answer", problemBox(problem));
  }
  refresh();
}

/** At a kiosk the page gives way to the next person, by a button or by itself. */
function atTheKiosk() {
  const leave = () => location.replace("/kiosk");
  let idle = setTimeout(leave, leaveAfter);
  document.addEventListener("pointerdown", () => { clearTimeout(idle); idle = setTimeout(leave, leaveAfter); });
  find("#leave").hidden = false;
  listen("/api/kiosk/stream", { scan: (scan) => {
    const place = scannedPlace(scan);
    if (!place) return fill("#answer", el("div", { class: "box warn" }, both(scan.refused)));
    location.assign(place);
  } });
}

if (atKiosk) atTheKiosk();
setInterval(drawStale, 1000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
refresh();
