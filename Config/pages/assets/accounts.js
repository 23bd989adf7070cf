// Administration's list: who may sign in, as what, at which counters; which screens are paired.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { roles, showProblem, signedIn } from "/assets/session.js";

let counters = [];
let manages = false;

const cell = (...parts) => el("td", {}, parts);
const path = (id, act) => `/api/${act[0]}/${encodeURIComponent(id)}/${act[1]}`;

/** Carries something out, shows what came of it, and draws the lists anew. */
async function act(work) {
  try {
    const answer = await work();
    showProblem(null);
    if (answer?.oneTimePassword) await showSecret(answer.account, answer.oneTimePassword, "Mật khẩu dùng một lần", "One-time password",
      "Đưa cho chủ tài khoản; lần đăng nhập đầu phải đổi.", "Hand it over; it must be changed at the first signing in.");
    if (answer?.token) await showSecret(answer.id, answer.token, "Mã ghép thiết bị", "Pairing token",
      "Mở trang /pair trên màn hình đó và nhập mã này.", "Open /pair on that screen and type this.");
  } catch (problem) {
    showProblem(problem);
  }
  await draw();
}

function dialog(...parts) {
  const node = find("#dialog");
  fill(node, ...parts);
  node.showModal();
  return new Promise((resolve) => { node.onclose = resolve; });
}

const leave = (vi, en) => el("button", { type: "button", onclick: () => find("#dialog").close() }, both(vi, en));

const showSecret = (name, secret, vi, en, then, thenEn) => dialog(
  el("h2", {}, both(vi, en)), el("p", {}, el("strong", {}, name)), el("p", { class: "code" }, secret),
  el("p", {}, both(`${then} Mã chỉ hiện lần này.`, `${thenEn} It is shown this once.`)),
  el("div", { class: "row" }, leave("Đã ghi lại, đóng", "Noted, close")));

const confirmed = (vi, en, go) => new Promise((resolve) => {
  dialog(el("h2", {}, both(vi, en)), el("div", { class: "row" },
    el("button", { class: "danger", type: "button", onclick: () => { resolve(true); find("#dialog").close(); } }, both(go)),
    leave("Thôi", "Cancel"))).then(() => resolve(false));
});

/** The form of a person: new, or one that exists. */
function edit(account) {
  const field = (name, vi, en, attributes = {}) => {
    const input = el("input", { name, value: account?.[name] ?? "", ...attributes });
    return [input, el("label", {}, el("span", {}, both(vi, en)), input)];
  };
  const [name, nameRow] = field("account", "Tên tài khoản: chữ thường không dấu, số, dấu chấm, gạch nối", "Account name",
    { required: true, maxlength: 40, pattern: "[a-z0-9.\\-]+", autocapitalize: "none", disabled: Boolean(account) });
  const [fullName, fullNameRow] = field("fullName", "Họ và tên (hiện ở quầy đang mở)", "Full name, shown at the open counter", { required: true, maxlength: 80 });
  const [title, titleRow] = field("title", "Chức danh", "Title", { maxlength: 80 });
  const [agency, agencyRow] = field("agency", "Cơ quan", "Agency", { maxlength: 120 });
  const role = el("select", { name: "role" }, Object.entries(roles).map(([id, label]) =>
    el("option", { value: id, selected: account?.role === id }, label)));
  const boxes = counters.map((counter) => {
    const box = el("input", { type: "checkbox", value: counter.id, checked: account?.counters.includes(counter.id) });
    return [box, el("label", { class: "check" }, box, counter.name.vi)];
  });
  const places = el("fieldset", { class: "places" }, el("legend", {}, both("Quầy được làm việc", "Counters")), boxes.map(([, row]) => row));
  const fit = () => { places.hidden = !["officer", "feeDesk"].includes(role.value); };
  role.addEventListener("change", fit);
  fit();
  const answer = el("div", { role: "alert" });
  dialog(el("h2", {}, account ? both(`Sửa ${account.account}`, "Change") : both("Thêm tài khoản", "Add an account")),
    el("form", { class: "fields", onsubmit: async (event) => {
      event.preventDefault();
      const body = { fullName: fullName.value.trim(), role: role.value };
      if (title.value.trim()) body.title = title.value.trim();
      if (agency.value.trim()) body.agency = agency.value.trim();
      if (!places.hidden) body.counters = boxes.map(([box]) => box).filter((box) => box.checked).map((box) => box.value);
      if (!account) body.account = name.value;
      try {
        const made = await ask("POST", account ? path(account.account, ["accounts", "change"]) : "/api/accounts", body);
        find("#dialog").close();
        await act(() => made);
      } catch (problem) {
        fill(answer, problemBox(problem));
      }
    } }, nameRow, fullNameRow, titleRow, agencyRow,
    el("label", {}, el("span", {}, both("Vai trò", "Role")), role), places, answer,
    el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, both("Ghi", "Save")), leave("Thôi", "Cancel"))));
}

const key = (vi, en, onclick, attributes = {}) => el("button", { onclick, title: en, ...attributes }, vi);

function keys(account) {
  const send = (verb) => act(() => ask("POST", path(account.account, ["accounts", verb])));
  return [
    key("Sửa", "Change", () => edit(account)),
    key("Đặt lại mật khẩu", "New one-time password", async () => {
      if (await confirmed(`Đặt lại mật khẩu của ${account.fullName || account.account}? Các phiên đang mở sẽ kết thúc.`,
        "A new one-time password? Open sessions end.", "Đặt lại")) send("password");
    }),
    account.sessions ? key(`Kết thúc ${account.sessions} phiên`, "End sessions", () => send("end-sessions")) : null,
    account.active
      ? key("Khóa", "Disable", async () => {
        if (await confirmed(`Khóa tài khoản ${account.fullName || account.account}? Những việc đã làm vẫn còn trong nhật ký.`,
          "Disable this account? What it did stays in the log.", "Khóa")) send("disable");
      }, { class: "danger" })
      : key("Mở lại", "Enable", () => send("enable")),
  ];
}

const standing = (account) => {
  if (!account.active) return el("span", { class: "state" }, "đã khóa");
  if (account.mustChangePassword) return el("span", { class: "state paused" }, "chờ đổi mật khẩu");
  return el("span", { class: "state open" }, account.sessions ? "đang đăng nhập" : "được dùng");
};

async function draw() {
  const [people, screens] = await Promise.all([ask("GET", "/api/accounts"), ask("GET", "/api/devices")]);
  const head = (names) => el("thead", {}, el("tr", {}, names.map((name) => el("th", {}, name))));
  fill("#accounts", el("table", { class: "list" }, head(["Họ tên, tài khoản", "Chức danh, cơ quan", "Vai trò", "Quầy", "Tình trạng", ""]),
    el("tbody", {}, people.accounts.map((account) => el("tr", { "data-account": account.account },
      cell(el("strong", {}, account.fullName || account.account), el("div", { class: "quiet" }, account.account)),
      cell(account.title, el("div", { class: "quiet" }, account.agency)), cell(roles[account.role] ?? account.role),
      cell(account.counters.join(", ") || "–"), cell(standing(account)),
      el("td", {}, el("div", { class: "acts" }, manages ? keys(account) : [])))))));
  fill("#devices", el("table", { class: "list" }, head(["Thiết bị", "Loại", "Nơi đặt", "Ghép", ""]),
    el("tbody", {}, screens.devices.map((device) => el("tr", { "data-device": device.id },
      cell(el("strong", {}, device.id)), cell(device.kind === "kiosk" ? "Kiosk lấy số" : "Bảng gọi số"), cell(device.place),
      cell(device.paired ? `${device.paired} màn hình, lần cuối ${device.pairedAt.slice(0, 10).split("-").reverse().join("/")}` : "chưa ghép"),
      el("td", {}, el("div", { class: "acts" }, manages ? [
        key("Ghép màn hình", "Pair a screen", () => act(() => ask("POST", path(device.id, ["devices", "pair"]), { kind: device.kind }))),
        device.paired ? key("Bỏ ghép", "Unpair", () => act(() => ask("POST", path(device.id, ["devices", "unpair"]))), { class: "danger" }) : null,
      ] : [])))))));
}

async function begin() {
  const session = await signedIn();
  manages = session.role === "administration";
  find("#add").hidden = !manages;
  find("#add").addEventListener("click", () => edit(null));
  find("#desk").hidden = false;
  counters = (await ask("GET", "/api/hall")).counters;
  await draw();
}

begin().catch(showProblem);
