// Who sits here: one personal account, a cookie, and a form when there is none.

import { ask, both, el, fill, find, problemBox } from "/assets/core.js";

/** The session of this browser; asks for name and password until there is one. */
export async function signedIn() {
  let session = null;
  try {
    session = await ask("GET", "/api/session");
  } catch (problem) {
    if (problem.status !== 401) showProblem(problem);
    session = await signIn();
  }
  const leave = async () => {
    try {
      await ask("DELETE", "/api/session");
    } finally {
      location.reload();
    }
  };
  fill("#who", el("strong", { title: roles[session.role] ?? session.role }, session.account), " ",
    el("button", { id: "sign-out", onclick: leave }, "Đăng xuất · Sign out"));
  return session;
}

const roles = {
  receptionist: "Lễ tân", officer: "Cán bộ tiếp nhận", feeDesk: "Thu phí", agency: "Cơ quan chuyên môn",
  leader: "Lãnh đạo", supervision: "Giám sát", administration: "Hành chính", post: "Bưu điện", director: "Giám đốc",
};

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
    el("h2", {}, both("Mời đăng nhập", "Please sign in")),
    el("label", {}, el("span", {}, both("Tài khoản", "Account")), account),
    el("label", {}, el("span", {}, both("Mật khẩu", "Password")), password), answer, submit);
    fill("#login", form);
    account.focus();
  });
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
