// Administration's list: who may sign in, as what, at which counters; which screens are paired.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { plainDate } from "/assets/live.js";
import { roles, showProblem, signedIn } from "/assets/session.js";
import "/assets/staff.js";
import { translate } from "/assets/translate.js";
import { say } from "/texts/accounts.js";

let counters = [];
let manages = false;

const cell = (...parts) => el("td", {}, parts);
const path = (id, act) => `/api/${act[0]}/${encodeURIComponent(id)}/${act[1]}`;
const nameOf = (account) => account.fullName || account.account;

/** Carries something out, shows what came of it, and draws the lists anew. */
async function act(work) {
  try {
    const answer = await work();
    showProblem(null);
    if (answer?.oneTimePassword) await showSecret(answer.account, answer.oneTimePassword, say("one-time-password"), say("hand-over"));
    if (answer?.token) await showSecret(answer.id, answer.token, say("pairing-token"), say("type-there"));
  } catch (problem) {
    showProblem(problem);
  }
  await draw();
}

function dialog(title, ...parts) {
  const node = find("#dialog");
  fill(node, el("h2", { id: "dialog-title" }, both(title)), ...parts);
  node.showModal();
  return new Promise((resolve) => { node.onclose = resolve; });
}

const leave = (words) => el("button", { type: "button", onclick: () => find("#dialog").close() }, both(words));

const showSecret = (name, secret, title, then) => dialog(title,
  el("p", {}, el("strong", {}, name)), el("p", { class: "code" }, secret), el("p", {}, both(then)),
  el("div", { class: "row" }, leave(say("noted"))));

const confirmed = (question, go) => new Promise((resolve) => {
  dialog(question, el("div", { class: "row" },
    el("button", { class: "danger", type: "button", id: "sure", onclick: () => { resolve(true); find("#dialog").close(); } }, both(go)),
    leave(say("leave")))).then(() => resolve(false));
});

/** The form of a person: new, or one that exists. */
function edit(account) {
  const field = (name, words, attributes = {}) => {
    const input = el("input", { name, value: account?.[name] ?? "", ...attributes });
    return [input, el("label", {}, el("span", {}, both(words)), input)];
  };
  const [name, nameRow] = field("account", say("name"),
    { required: true, maxlength: 40, pattern: "[a-z0-9.\\-]+", autocapitalize: "none", disabled: Boolean(account) });
  const [fullName, fullNameRow] = field("fullName", say("full-name"), { required: true, maxlength: 80 });
  const [title, titleRow] = field("title", say("role-title"), { maxlength: 80 });
  const [agency, agencyRow] = field("agency", say("agency"), { maxlength: 120 });
  const role = el("select", { name: "role" }, Object.entries(roles).map(([id, label]) =>
    el("option", { value: id, selected: account?.role === id }, plain(label))));
  const boxes = counters.map((counter) => {
    const box = el("input", { type: "checkbox", value: counter.id, checked: account?.counters.includes(counter.id) });
    return [box, el("label", { class: "check" }, box, plain(counter.name))];
  });
  const places = el("fieldset", { class: "places" }, el("legend", {}, both(say("counters"))), boxes.map(([, row]) => row));
  const fit = () => { places.hidden = !["officer", "feeDesk"].includes(role.value); };
  role.addEventListener("change", fit);
  fit();
  const answer = el("div", { role: "alert" });
  dialog(account ? say("change-one", { account: account.account }) : say("add"),
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
    el("label", {}, el("span", {}, both(say("role"))), role), places, answer,
    el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, both(say("save"))), leave(say("leave")))));
}

const key = (words, onclick, attributes = {}) => el("button", { onclick, ...attributes }, both(words));

function keys(account) {
  const send = (verb) => act(() => ask("POST", path(account.account, ["accounts", verb])));
  const sure = async (question, words, verb) => { if (await confirmed(question, words)) send(verb); };
  const name = nameOf(account);
  return [
    key(say("change"), () => edit(account)),
    key(say("new-password"), () => sure(say("new-password-sure", { name }), say("new-password"), "password")),
    account.sessions ? key(say("end-sessions", { count: account.sessions }), () => send("end-sessions")) : null,
    account.active
      ? key(say("disable"), () => sure(say("disable-sure", { name }), say("disable"), "disable"), { class: "danger" })
      : key(say("enable"), () => send("enable")),
  ];
}

function standing(account) {
  const [look, words] = !account.active ? ["", say("disabled")]
    : account.mustChangePassword ? ["paused", say("must-change")]
      : ["open", account.sessions ? say("signed-in") : say("in-use")];
  return el("span", { class: `state ${look}` }, plain(words));
}

let lists = null; // what was last heard, to be said again in another language

async function draw() {
  lists = await Promise.all([ask("GET", "/api/accounts"), ask("GET", "/api/devices")]);
  show();
}

function show() {
  if (!lists) return;
  const [people, screens] = lists;
  const head = (names) => el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, both(name)))));
  fill("#accounts", el("table", { class: "list" },
    head([say("head-name"), say("head-title"), say("role"), say("head-counters"), say("head-state"), say("head-acts")]),
    el("tbody", {}, people.accounts.map((account) => el("tr", { "data-account": account.account },
      cell(el("strong", {}, nameOf(account)), el("div", { class: "quiet" }, account.account)),
      cell(account.title, el("div", { class: "quiet" }, account.agency)), cell(plain(roles[account.role] ?? account.role)),
      cell(account.counters.join(", ") || "–"), cell(standing(account)),
      el("td", {}, el("div", { class: "acts" }, manages ? keys(account) : [])))))));
  fill("#devices", el("table", { class: "list" },
    head([say("head-device"), say("head-kind"), say("head-place"), say("head-paired"), say("head-acts")]),
    el("tbody", {}, screens.devices.map((device) => el("tr", { "data-device": device.id },
      cell(el("strong", {}, device.id)), cell(plain(device.kind === "kiosk" ? say("kiosk") : say("board"))), cell(device.place),
      cell(plain(device.paired ? say("paired", { count: device.paired, day: plainDate(device.pairedAt) }) : say("not-paired"))),
      el("td", {}, el("div", { class: "acts" }, manages ? deviceKeys(device) : [])))))));
}

const deviceKeys = (device) => [
  key(say("pair"), () => act(() => ask("POST", path(device.id, ["devices", "pair"]), { kind: device.kind }))),
  device.paired ? key(say("unpair"), async () => {
    if (await confirmed(say("unpair-sure", { name: device.id }), say("unpair"))) {
      act(() => ask("POST", path(device.id, ["devices", "unpair"])));
    }
  }, { class: "danger" }) : null,
];

async function begin() {
  translate(say, show);
  const session = await signedIn();
  manages = session.role === "administration";
  find("#add").hidden = !manages;
  find("#add").addEventListener("click", () => edit(null));
  find("#desk").hidden = false;
  counters = (await ask("GET", "/api/hall")).counters;
  await draw();
}

begin().catch(showProblem);
