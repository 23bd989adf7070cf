// Who sits here: one personal account, a cookie, and a form when there is none.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";
import { plain } from "/assets/language.js";
import { say } from "/texts/staff.js";

/** The session of this browser; asks for name and password, and for an own password, until there is one. */
export async function signedIn() {
  let session = null;
  try {
    session = await ask("GET", "/api/session");
  } catch (problem) {
    if (problem.status !== 401) showProblem(problem);
    session = await signIn();
  }
  if (session.mustChangePassword) session = await ownPassword(session);
  const leave = async () => {
    try {
      await ask("DELETE", "/api/session");
    } finally {
      location.reload();
    }
  };
  const who = () => fill("#who",
    // Name, title and agency of whoever serves (LC 4.6).
    el("button", { id: "own-account", type: "button", class: "person", title: plain(say("change-password")), onclick: () => ownAccount(session) },
      el("strong", { "data-role": session.role }, session.fullName),
      el("span", { class: "quiet" }, [session.title || plain(say(`role-${session.role}`)), session.agency].filter(Boolean).join(" · "))),
    el("button", { id: "sign-out", type: "button", onclick: leave }, both(say("sign-out"))));
  who();
  addEventListener("language", who);
  return session;
}

/** The roles by their names in the language of the office. */
export const roles = Object.fromEntries(["receptionist", "officer", "feeDesk", "agency", "leader", "supervision", "administration", "post", "director"]
  .map((id) => [id, say(`role-${id}`).vi]));

const field = (input, key) => el("label", {}, el("span", {}, both(say(key))), input);

function signIn() {
  return new Promise((resolve) => {
    const account = el("input", { name: "account", autocomplete: "username", required: true, autocapitalize: "none" });
    const password = el("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
    const answer = el("div", { role: "alert" });
    const submit = el("button", { class: "main", type: "submit" }, both(say("sign-in")));
    const form = el("form", { class: "fields", onsubmit: async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        await ask("POST", "/api/session", { account: account.value.trim(), password: password.value });
        const session = await ask("GET", "/api/session");
        fill("#login");
        fill("#problem");
        resolve(session);
      } catch (problem) {
        fill(answer, problemBox(problem));
        password.value = "";
        password.focus();
      } finally {
        submit.disabled = false;
      }
    } },
    el("h2", {}, both(say("please-sign-in"))), field(account, "account"),
    field(password, "password"), answer, submit);
    fill("#login", form);
    account.focus();
  });
}

/** The form of an own password; `done` is called once it is another one. */
function passwordForm(session, done, ...more) {
  const secret = (name, complete) =>
    el("input", { name, type: "password", required: true, maxlength: 512, autocomplete: complete });
  const current = secret("current", "current-password");
  const fresh = secret("new", "new-password");
  const again = secret("again", "new-password");
  const answer = el("div", { role: "alert" });
  return el("form", { class: "fields", onsubmit: async (event) => {
    event.preventDefault();
    if (fresh.value !== again.value) {
      fill(answer, problemBox(say("passwords-differ")));
      again.select();
      return;
    }
    try {
      await ask("POST", "/api/session/password", { current: current.value, new: fresh.value });
      done();
    } catch (problem) {
      fill(answer, problemBox(problem));
    }
  } },
  el("input", { type: "text", autocomplete: "username", value: session.account, hidden: true }),
  field(current, "password-present"), field(fresh, "password-new"), field(again, "password-again"), answer,
  el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, both(say("change-password"))), more));
}

/** Somebody else set the password: nothing goes on before its owner has chosen one. */
function ownPassword(session) {
  return new Promise((resolve) => {
    const done = async () => {
      fill("#login");
      resolve(await ask("GET", "/api/session"));
    };
    fill("#login", el("h2", {}, both(say("welcome", { name: session.fullName }))),
      el("p", {}, both(say("choose-own-password"))), passwordForm(session, done));
    find("#login input[name=current]").focus();
  });
}

const opened = (text) => say("signed-in-at", { time: text.slice(11, 16), day: `${text.slice(8, 10)}/${text.slice(5, 7)}` });

/** The own password, and where else this account is signed in. */
async function ownAccount(session) {
  const node = el("dialog", { class: "own" });
  document.body.append(node);
  node.addEventListener("close", () => node.remove());
  const leave = el("button", { type: "button", onclick: () => node.close() }, both(say("close")));
  const list = el("div");
  const draw = async () => {
    const { sessions } = await ask("GET", "/api/sessions");
    fill(list, el("table", { class: "list" }, el("tbody", {}, sessions.map((one) => el("tr", {},
      el("td", {}, both(opened(one.openedAt))),
      el("td", {}, one.current ? both(say("this-browser"))
        : el("button", { onclick: async () => { await ask("POST", `/api/sessions/${one.id}/end`); draw(); } }, both(say("end-session")))))))));
  };
  const changed = () => {
    fill(node, el("div", { class: "box good" }, both(say("password-changed"))), el("div", { class: "row" }, leave));
  };
  fill(node, el("h2", {}, both(say("change-password"))), passwordForm(session, changed, leave),
    el("h2", {}, both(say("where-signed-in"))), list);
  node.showModal();
  draw().catch((problem) => fill(list, problemBox(problem)));
}

/** Puts a problem where the eye is; a lost session leads back to the form. */
export function showProblem(problem) {
  if (problem === null) return fill("#problem");
  const close = el("button", { onclick: () => fill("#problem"), "aria-label": plain(say("close")) }, "✕");
  const box = problemBox(problem);
  box.append(close);
  fill("#problem", box);
  if (problem.status === 401 && find("#sign-out")) setTimeout(() => location.reload(), 1500);
  return box;
}
