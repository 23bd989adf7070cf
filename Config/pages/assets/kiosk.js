// The kiosk: a field of law, an errand, a number. Two touches at most, then free for the next person.

import { ask, both, calmly, el, fill, find, shortName } from "/assets/core.js";
import { HallClock, listen, scannedPlace, wait } from "/assets/live.js";
import { domainPicture, picture, priorityPicture } from "/assets/pictograms.js";
import { forget, issued, learnPrint, result, strip, takeNumber } from "/assets/kiosk-number.js";

const clock = new HallClock();
const idleReturn = 30000; // ms until an abandoned choice makes room for the next person
const touchRest = 450; // ms after a change of screen in which a second, unmeant tap is not a choice

let hall = null;
let lost = false;
let busy = false;
let chosenDomain = null;
let priority = null;
let resting = 0; // the timer of the rest after a change of screen; 0 when touches count
let idleTimer = 0;
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
  chosenDomain = null;
  priority = null;
  clearTimeout(idleTimer);
  draw();
}

function draw() {
  if (!hall) return;
  document.body.classList.toggle("busy", busy);
  find("#lost").hidden = !lost;
  const domain = chosenDomain && domainOf(chosenDomain);
  if (domain) drawErrands(domain);
  else drawDomains();
}

// First touch -----------------------------------------------------------------------------------

function drawDomains() {
  strip(false);
  const shown = issued();
  if (said) fill("#stage", el("div", { class: "box warn", role: "alert" }, both(said)));
  else if (shown) fill("#stage", shown);
  else fill("#stage", ...welcome());
  const tiles = hall.open || hall.domains.some((domain) => domain.open) ? hall.domains.map(domainTile) : [];
  const size = tiles.length === 0 ? "alone" : tiles.length <= 9 ? "few" : "";
  fill("#choices", el("div", { class: `domains ${size}` }, tiles, lookupTile()));
}

function welcome() {
  if (!hall.open) {
    const why = hall.notice ?? hall.domains.find((domain) => domain.closedBecause)?.closedBecause;
    return [
      el("h2", {}, both("Hiện chưa lấy số được", "No numbers at the moment")),
      why ? el("div", { class: "box warn" }, el("p", {}, both(why))) : null,
      el("p", {}, both("Vẫn tra cứu được hồ sơ. Cần giúp đỡ, mời đến bàn lễ tân.",
        "You can still look up a dossier. For help, go to the reception desk.")),
    ];
  }
  return [
    hall.demo ? el("p", {}, el("span", { class: "demo" }, "BẢN DÙNG THỬ · DEMO")) : null,
    el("h2", {}, both("Ông/bà cần làm việc gì?", "What are you here for?")),
    el("p", {}, both("Chạm vào một ô bên dưới để lấy số.", "Touch a square below to take a number.")),
    hall.notice ? el("div", { class: "box" }, both(hall.notice)) : null,
    el("p", { class: "quiet" }, both("Cần giúp đỡ: mời gọi nhân viên hoặc đến bàn lễ tân.",
      "Need help? Please ask the staff at the reception desk.")),
  ];
}

function domainTile(domain) {
  const choose = touch(() => {
    said = null;
    forget();
    if (!domain.open) return explain(domain.closedBecause ?? shutWithoutReason(domain));
    const errands = errandsOf(domain);
    chosenDomain = domain.id;
    if (errands.length === 1 && !domain.warning) return take(errands[0]);
    draw();
    wakeIdle();
  });
  const look = ["tile", domain.open ? "" : "shut", domain.name.vi.length > 30 ? "long" : ""].join(" ");
  return el("button", { class: look, "data-domain": domain.id, onclick: choose },
    domain.open && domain.waiting > 0
      ? el("span", { class: "count", title: "đang chờ" }, picture("people"), String(domain.waiting)) : null,
    picture(domainPicture(domain.id)),
    el("span", { class: "vi" }, domain.name.vi),
    el("span", { class: "en", lang: "en" }, domain.open ? domain.name.en : "Đang nghỉ · Closed"));
}

const shutWithoutReason = (domain) => ({
  vi: `Lĩnh vực ${domain.name.vi} hiện không nhận số. Mời ông/bà hỏi bàn lễ tân.`,
  en: `${domain.name.en} takes no visitors at the moment. Please ask at the reception desk.`,
});

function lookupTile() {
  const go = touch(() => location.assign("/lookup?at=kiosk"));
  return el("button", { class: "tile lookup", id: "lookup", onclick: go },
    picture("lookup"), el("span", { class: "vi" }, "Tra cứu hồ sơ"),
    el("span", { class: "en", lang: "en" }, "Look up a dossier"));
}

const noAnswer = {
  vi: "Máy chưa lấy được số. Mời ông/bà chạm lại, hoặc đến bàn lễ tân.",
  en: "No number yet. Please touch again, or go to the reception desk.",
};

function explain(sentence, stay = false) {
  said = sentence;
  if (!stay) chosenDomain = null;
  draw();
  wakeIdle();
}

// Second touch ----------------------------------------------------------------------------------

/** Said before the second touch, so that nobody takes a number without knowing. */
function warningFor(domain) {
  const [vi, en] = domain.resumesAt ? [` (từ ${domain.resumesAt})`, `, from ${domain.resumesAt}`] : ["", ""];
  return domain.warning === "lunch"
    ? {
      vi: `Sắp đến giờ nghỉ trưa: nếu lấy số bây giờ, ông/bà có thể được gọi sau giờ nghỉ trưa${vi}. Số vẫn giữ nguyên giá trị.`,
      en: `Lunch break is near: with a number taken now you may be called after the break${en}. The number stays valid.`,
    }
    : {
      vi: "Sắp hết giờ làm việc: nếu lấy số bây giờ, hôm nay có thể chưa đến lượt ông/bà.",
      en: "Closing time is near: with a number taken now your turn may not come today.",
    };
}

function drawErrands(domain) {
  strip(true);
  const time = wait(domain.estimatedWaitSeconds);
  fill("#stage",
    el("div", { class: "domain" }, picture(domainPicture(domain.id)), el("h2", {}, both(domain.name))),
    said ? null : el("div", { class: "facts" },
      el("p", {}, both(domain.waiting > 0 ? `Đang chờ: ${domain.waiting} người` : "Chưa có ai chờ",
        domain.waiting > 0 ? `${domain.waiting} waiting` : "nobody waiting")),
      time && domain.waiting > 0 ? el("p", {}, both(`Chờ ${time.vi}`, time.en)) : null),
    said ? el("div", { class: "box bad", role: "alert" }, both(said))
      : domain.warning ? el("div", { class: "box warn", id: "warning", role: "alert" }, both(warningFor(domain))) : null);
  const errands = errandsOf(domain);
  fill("#choices",
    el("div", { class: errands.length > 6 ? "errands many" : "errands" }, errands.map((errand) => errandButton(errand, domain))),
    el("div", { class: "below" },
      el("button", { id: "back", onclick: touch(() => { said = null; home(); }) }, picture("back"),
        el("span", {}, both("Quay lại", "Back"))),
      hall.priorities?.length ? priorityButton() : null));
}

function errandButton(errand, domain) {
  return el("button", {
    class: errand.open ? "errand" : "errand shut", "data-errand": errand.id, disabled: !errand.open,
    onclick: touch(() => take(errand)),
  }, picture(errand.kind ?? "other"), el("span", {}, both(shortName(errand, domain))));
}

function priorityButton() {
  const chosen = hall.priorities.find((entry) => entry.id === priority);
  return el("button", { id: "need-priority", class: chosen ? "chosen" : "", onclick: touch(askPriority) },
    picture(chosen ? priorityPicture(chosen.id) : "elderly"),
    el("span", {}, chosen
      ? both(`Ưu tiên: ${chosen.name.vi}`, "Show your proof at the counter")
      : both("Tôi cần được ưu tiên", "I need priority")));
}

/** Asked only of those who say so; chosen before the errand, so that it costs nobody else a touch. */
function askPriority() {
  const dialog = find("#priority");
  const choose = (id) => touch(() => { priority = id; dialog.close(); draw(); wakeIdle(); });
  fill(dialog,
    el("h2", {}, both("Ông/bà thuộc diện nào?", "Which applies to you?")),
    el("p", { class: "quiet" }, both("Cán bộ có thể xin xem giấy tờ. Máy không lưu thông tin cá nhân.",
      "Staff may ask to see proof. This machine keeps no personal data.")),
    el("div", { class: "list" },
      hall.priorities.map((entry) =>
        el("button", { "data-priority": entry.id, onclick: choose(entry.id) },
          picture(priorityPicture(entry.id)), el("span", {}, both(entry.name)))),
      el("button", { onclick: choose(null) }, picture("back"),
        el("span", {}, both("Không, cảm ơn", "None, thank you")))));
  dialog.showModal();
  wakeIdle();
}

async function take(errand) {
  busy = true;
  said = null;
  clearTimeout(idleTimer);
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
    explain(problem.isUnknown ? noAnswer : { vi: problem.vi, en: problem.en }, problem.isUnknown);
  }
}

// Around it -------------------------------------------------------------------------------------

function wakeIdle() {
  clearTimeout(idleTimer);
  idleTimer = setTimeout(() => {
    find("#priority").close();
    said = null;
    home();
  }, idleReturn);
}

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
  if (!busy) calmly(drawIfIdle);
}

let drawn = "";
const drawIfIdle = () => { if (!busy) draw(); };

/** A slip under the scanner opens what it stands for; who is taking a number is not disturbed. */
function learnScan(scan) {
  if (busy) return;
  const place = scannedPlace(scan);
  if (place) location.assign(place);
  else if (scan.refused) {
    find("#priority").close();
    forget();
    explain(scan.refused);
  }
}

listen("/api/kiosk/stream", { scan: learnScan, hall: learnHall, print: (event) => { learnPrint(event); calmly(drawIfIdle); } }, {
  silence: 6000,
  stale: (isStale) => { lost = isStale; find("#lost").hidden = !isStale; },
});
ask("GET", "/api/hall").then(learnHall, () => { find("#lost").hidden = false; });
const tick = () => fill("#clock", clock.time());
tick();
setInterval(tick, 1000);
document.addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("number-old", () => calmly(drawIfIdle));
