// The state of a dossier by its code, scanned or typed, or by its day and last four digits.

import { ask, askUntilAnswered, both, el, fill, find, newKey, Problem, problemBox } from "/assets/core.js";
import { HallClock, listen, longDate, scannedPlace } from "/assets/live.js";
import { picture } from "/assets/pictograms.js";

const atKiosk = new URLSearchParams(location.search).get("at") === "kiosk";
const leaveAfter = 45000; // ms without a touch at the kiosk: the next person finds nothing of the last
const clock = new HallClock();
const code = find("#code");
const proof = find("#proof");
let idle = 0;
let working = false;

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

const identityCard = {
  vi: "Đây là thẻ căn cước. Máy cần mã hồ sơ in trên giấy hẹn. Thông tin trên thẻ không được lưu lại.",
  en: "This is an identity card. The code printed on your slip is needed. Nothing of the card was kept.",
};

async function byCode(event) {
  event?.preventDefault();
  const typed = read(code.value);
  if (typed.isIdentityCard) {
    code.value = "";
    showBox(identityCard);
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
  if (!parts || !/^\d{1,4}$/.test(ordinal)) {
    showBox({ vi: "Mời nhập ngày theo mẫu 23/11/2026 và bốn số cuối của mã hồ sơ.",
      en: "Type the day as 23/11/2026 and the last four digits of the code." });
    return;
  }
  const year = parts[3].length === 2 ? `20${parts[3]}` : parts[3];
  const day = `${year}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}`;
  await look(`/api/dossiers?day=${day}&ordinal=${ordinal.padStart(4, "0")}`);
}

async function look(path) {
  if (working) return;
  working = true;
  stayAwake();
  try {
    show(await ask("GET", path));
    find("#by-code").reset();
    find("#by-day").reset();
  } catch (problem) {
    fill("#answer", problemBox(problem));
  } finally {
    working = false;
    code.select();
    if (!touchOnly()) code.focus();
    find("#answer").scrollIntoView({ block: "nearest" });
  }
}

const showBox = (sentence) => { fill("#answer", el("div", { class: "box warn" }, both(sentence))); stayAwake(); };
const touchOnly = () => matchMedia("(pointer: coarse)").matches && !atKiosk;

function show(dossier) {
  clock.learn(dossier.asOf);
  fill("#answer", el("div", { class: "result", "data-state": dossier.state },
    el("p", { class: "code" }, dossier.code),
    el("p", { class: "state" }, both(dossier.stateName)),
    dossier.dueDate ? el("p", {}, both(
      `Hẹn trả kết quả: ${longDate(dossier.dueDate)}`, `Result due on ${dossier.dueDate}`)) : null,
    dossier.nextAction ? el("p", { class: "next" }, both(dossier.nextAction)) : null,
    dossier.details ? el("p", { class: "asof" }, both(dossier.details.procedureName ?? dossier.details.procedure)) : null,
    bring(dossier),
    collectButton(dossier),
    dossier.toldAt ? el("p", { class: "asof" }, both(
      `Theo hệ thống của tỉnh, cập nhật ${clock.time(dossier.toldAt)}, ${clock.day(dossier.toldAt)}`,
      `by the province's system, updated ${clock.time(dossier.toldAt)}`)) : null,
    el("p", { class: "asof" }, both(
      `Tính đến ${clock.time(dossier.asOf)}, ${clock.day(dossier.asOf)}`,
      `as of ${clock.time(dossier.asOf)}`))));
}

/** The papers that are missing, for whoever has the slip. */
function bring(dossier) {
  const list = dossier.details?.bring ?? [];
  if (!list.length) return null;
  return el("div", { class: "bring" }, el("p", {}, both("Mời mang theo:", "Please bring:")),
    el("ul", {}, list.map((paper) => el("li", {}, both(paper.name),
      el("span", { class: "quiet" }, ` ${paper.copies} ${paper.original ? "bản chính" : "bản"}`)))));
}

/** At the kiosk, one touch gives the number for collecting a result that is ready. */
function collectButton(dossier) {
  if (!atKiosk || !dossier.collectErrand) return null;
  const key = newKey();
  const button = el("button", { class: "main", id: "collect", onclick: async () => {
    button.disabled = true;
    try {
      const ticket = await askUntilAnswered("POST", "/api/tickets", { errand: dossier.collectErrand }, { key });
      fill("#answer", el("div", { class: "result" },
        el("p", {}, both("Số của ông/bà", "Your number")),
        el("p", { class: "state number", "data-number": ticket.number }, ticket.number),
        el("p", { class: "next" }, both("Mời lấy giấy số và chờ gọi.", "Please take your paper and wait for the call."))));
      stayAwake(8000);
    } catch (problem) {
      button.disabled = false;
      find("#answer").append(problemBox(problem instanceof Problem ? problem : new Problem(0)));
    }
  } }, both("Lấy số nhận kết quả", "Take a number to collect it"));
  return button;
}

// At the kiosk ----------------------------------------------------------------------------------

function stayAwake(time = leaveAfter) {
  clearTimeout(idle);
  if (atKiosk) idle = setTimeout(() => location.replace("/kiosk"), time);
}

/** A keypad, because a kiosk has no keyboard: it fills the day, then the four digits. */
function drawPad() {
  const day = find("#day");
  const ordinal = find("#ordinal");
  let field = day;
  const choose = (input) => {
    field = input;
    day.classList.toggle("active", field === day);
    ordinal.classList.toggle("active", field === ordinal);
  };
  for (const input of [day, ordinal]) input.addEventListener("focus", () => choose(input));
  find("#by-day").addEventListener("reset", () => choose(day));
  for (const input of [day, ordinal, code]) input.setAttribute("inputmode", "none");
  const put = (digit) => {
    if (field.value.length >= field.maxLength) return;
    const needsSlash = field === day && /^\d{2}$|^\d{2}\/\d{2}$/.test(field.value);
    field.value += needsSlash ? `/${digit}` : digit;
    if (field === day && field.value.length === day.maxLength) choose(ordinal);
  };
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => padKey(digit, () => put(digit)));
  keys.push(
    padKey("Xóa hết", () => { day.value = ordinal.value = ""; choose(day); }, true),
    padKey("0", () => put("0")),
    padKey("Xóa một số", () => {
      if (field === ordinal && !ordinal.value) choose(day);
      field.value = field.value.slice(0, -1).replace(/\/$/, "");
    }, true));
  fill("#pad", ...keys).hidden = false;
  choose(day);
}

const padKey = (label, action, isWord) =>
  el("button", {
    type: "button", class: isWord ? "word" : "", onclick: action,
    // The focus stays in the code, where the scanner types.
    onpointerdown: (event) => event.preventDefault(),
  }, label);

/**
 * A scanner types into whatever has the focus. At a kiosk nothing else types, so every letter goes to
 * the code; elsewhere only letters typed outside a field do.
 */
function catchScanner(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1 || event.target === code) return;
  if (event.target.tagName !== "INPUT" || atKiosk) code.focus();
}

function welcome() {
  fill("#answer", el("div", { class: "welcome" }, picture("lookup"),
    el("p", {}, both("Đưa mã trên giấy hẹn vào máy quét, hoặc bấm ngày nộp và bốn số cuối.",
      "Hold the code on your slip under the scanner, or enter the day and the last four digits."))));
}

find("#by-code").addEventListener("submit", byCode);
find("#by-day").addEventListener("submit", byDay);
document.addEventListener("keydown", catchScanner);
code.addEventListener("input", () => {
  if (!read(code.value).isIdentityCard) return;
  // Nothing of a card stays on the screen, not even until the scanner's last character.
  code.value = "";
  showBox(identityCard);
});
if (atKiosk) {
  document.body.classList.add("at-kiosk");
  find("#leave").hidden = false;
  find("#proof").hidden = find("#proof-label").hidden = true;
  drawPad();
  welcome();
  document.addEventListener("pointerdown", () => stayAwake());
  stayAwake();
}
if (!touchOnly()) code.focus();

/** The kiosk's own scanner, which types into no field: what it read comes from the hall. */
function learnScan(scan) {
  if (scan.dossier) {
    code.value = scan.dossier;
    proof.value = scan.proof ?? "";
    byCode();
  } else if (scan.ticket) location.replace(scannedPlace(scan));
  else if (scan.refused) showBox(scan.refused);
}

if (atKiosk) listen("/api/kiosk/stream", { scan: learnScan });

// A slip's address carries the code behind "#", which browsers do not send.
const linked = read(location.hash);
if (location.hash.includes("code=")) {
  code.value = linked.code;
  proof.value = linked.proof;
  history.replaceState(null, "", location.pathname + location.search);
  byCode();
}
