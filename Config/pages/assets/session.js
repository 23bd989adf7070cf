// Who sits here: one personal account, a cookie, and a form when there is none.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";

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
  fill("#who", el("strong", { title: roles[session.role] ?? session.role }, session.fullName), " ",
    el("button", { id: "own-account", onclick: () => ownAccount(session) }, "Mật khẩu · Password"), " ",
    el("button", { id: "sign-out", onclick: leave }, "Đăng xuất · Sign out"));
  return session;
}

export const roles = {
  receptionist: "Lễ tân", officer: "Cán bộ tiếp nhận", feeDesk: "Thu phí, trả kết quả", agency: "Cơ quan chuyên môn",
  leader: "Lãnh đạo cơ quan", supervision: "Giám sát", administration: "Hành chính, quản trị", post: "Bưu điện", director: "Giám đốc",
};

const field = (input, vi, en) => el("label", {}, el("span", {}, both(vi, en)), input);

function signIn() {
  return new Promise((resolve) => {
    const account = el("input", { name: "account", autocomplete: "username", required: true, autocapitalize: "none" });
    const password = el("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
    const answer = el("div", { role: "alert" });
    const submit = el("button", { class: "main", type: "submit" }, both("Đăng nhập", "Sign in"));
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
    el("h2", {}, both("Mời đăng nhập", "Please sign in")), field(account, "Tài khoản", "Account"),
    field(password, "Mật khẩu", "Password"), answer, submit);
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
      fill(answer, problemBox({ vi: "Hai lần nhập mật khẩu mới không giống nhau. Mời nhập lại.", en: "The two new passwords differ. Please type them again." }));
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
  field(current, "Mật khẩu đang dùng", "Present password"),
  field(fresh, "Mật khẩu mới: ít nhất 12 ký tự, nên là một câu của riêng mình", "New password: at least 12 characters, best a sentence of your own"),
  field(again, "Nhập lại mật khẩu mới", "New password again"), answer,
  el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, both("Đổi mật khẩu", "Change")), more));
}

/** Somebody else set the password: nothing goes on before its owner has chosen one. */
function ownPassword(session) {
  return new Promise((resolve) => {
    const done = async () => {
      fill("#login");
      resolve(await ask("GET", "/api/session"));
    };
    fill("#login", el("h2", {}, both(`Chào ${session.fullName}`, "Welcome")),
      el("p", {}, both("Mật khẩu này do người khác đặt. Xin chọn mật khẩu của riêng mình để làm việc tiếp.",
        "Somebody else set this password. Choose your own to go on.")), passwordForm(session, done));
    find("#login input[name=current]").focus();
  });
}

const clock = (text) => `${text.slice(11, 16)} ngày ${text.slice(8, 10)}/${text.slice(5, 7)}`;

/** The own password, and where else this account is signed in. */
async function ownAccount(session) {
  const node = el("dialog", { class: "own" });
  document.body.append(node);
  node.addEventListener("close", () => node.remove());
  const leave = el("button", { type: "button", onclick: () => node.close() }, both("Đóng", "Close"));
  const list = el("div");
  const draw = async () => {
    const { sessions } = await ask("GET", "/api/sessions");
    fill(list, el("table", { class: "list" }, el("tbody", {}, sessions.map((one) => el("tr", {},
      el("td", {}, `Đăng nhập lúc ${clock(one.openedAt)}`),
      el("td", {}, one.current ? both("máy này", "this one")
        : el("button", { onclick: async () => { await ask("POST", `/api/sessions/${one.id}/end`); draw(); } }, "Kết thúc · End")))))));
  };
  const changed = () => {
    fill(node, el("div", { class: "box good" }, both("Đã đổi mật khẩu. Các phiên khác của tài khoản này đã kết thúc.",
      "The password is changed; other sessions of this account have ended.")), el("div", { class: "row" }, leave));
  };
  fill(node, el("h2", {}, both("Đổi mật khẩu", "Change the password")), passwordForm(session, changed, leave),
    el("h2", {}, both("Nơi đang đăng nhập", "Where you are signed in")), list);
  node.showModal();
  draw().catch((problem) => fill(list, problemBox(problem)));
}

/** Puts a problem where the eye is; a lost session leads back to the form. */
export function showProblem(problem) {
  if (problem === null) return fill("#problem");
  const close = el("button", { onclick: () => fill("#problem"), "aria-label": "Đóng · Close" }, "✕");
  const box = problemBox(problem);
  box.append(close);
  fill("#problem", box);
  if (problem.status === 401 && find("#sign-out")) setTimeout(() => location.reload(), 1500);
  return box;
}
