// How a dossier begins away from the counters: registered with its slip, come by post, filed from afar.

import { askUntilAnswered, both, el, fill, find, newKey } from "/assets/core.js";
import { showProblem } from "/assets/session.js";

const openings = [
  ["register", "Đăng ký, in Phiếu hồ sơ", "Register, print its slip"],
  ["post", "Hồ sơ đến qua bưu điện", "Come by post"], ["online", "Hồ sơ nộp trực tuyến", "Filed online"],
];

/** The slip before intake is printed only where the centre's rules have it. */
const usual = () => openings.filter(([value]) => value !== "register" || "registers" in document.body.dataset);

const labelled = (vi, en, input) => el("label", {}, el("span", {}, both(vi, en)), input);

/** Draws the form; `done` is given the dossier that has begun. */
export function drawRegister(hall, done) {
  const procedures = hall.procedures ?? [];
  const node = find("#register");
  if (!procedures.length) return;
  const opening = el("select", { name: "opening" }, usual().map(([value, vi, en]) => el("option", { value }, `${vi} · ${en}`)));
  const procedure = el("select", { name: "procedure", required: true }, procedures.map((one) => el("option", { value: one.id }, one.name.vi)));
  const matched = el("input", { type: "checkbox", name: "accountMatched" });
  const code = el("input", { name: "code", maxlength: 64, autocomplete: "off", spellcheck: "false" });
  const stamp = el("input", { type: "date", name: "arrivalStamp" });
  const agency = el("input", { name: "viaAgency", maxlength: 120, autocomplete: "off" });
  const arrived = el("input", { type: "date", name: "arrivedThere" });
  const name = el("input", { name: "name", maxlength: 120, autocomplete: "off" });
  const phone = el("input", { name: "phone", maxlength: 20, autocomplete: "off", inputmode: "tel" });
  const submit = el("button", { class: "main", type: "submit", id: "begin" }, both("Ghi nhận", "Begin"));
  const ofRegister = el("div", { class: "fields" },
    el("label", { class: "check" }, matched, el("span", {}, both("Đã đối chiếu tài khoản của người nộp", "The applicant's account was compared"))),
    labelled("Mã hồ sơ (chỉ khi hệ thống của tỉnh cấp mã)", "Code, only where the province's system gives it", code));
  const ofPost = el("div", { class: "fields" }, labelled("Ngày dấu bưu điện đến", "The post's arrival stamp", stamp),
    labelled("Bưu điện đã giao nhầm cho cơ quan (nếu có)", "By mistake to the agency, if so", agency),
    labelled("Ngày cơ quan nhận", "Arrived there on", arrived));
  let key = newKey();
  const choose = () => {
    ofRegister.hidden = opening.value !== "register";
    ofPost.hidden = opening.value !== "post";
    stamp.required = opening.value === "post";
    key = newKey();
  };
  opening.addEventListener("change", choose);
  const form = el("form", { class: "fields", autocomplete: "off", onsubmit: async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const body = { opening: opening.value, procedure: procedure.value };
    if (opening.value === "register") {
      body.accountMatched = matched.checked;
      if (code.value.trim()) body.code = code.value.trim();
    }
    if (opening.value === "post") {
      body.arrivalStamp = stamp.value;
      if (agency.value.trim()) Object.assign(body, { viaAgency: agency.value.trim(), arrivedThere: arrived.value });
    }
    if (name.value.trim()) body.name = name.value.trim();
    if (phone.value.trim()) body.phone = phone.value.trim();
    try {
      const dossier = await askUntilAnswered("POST", "/api/dossiers", body, { key });
      form.reset();
      choose();
      showProblem(null);
      done(dossier);
    } catch (problem) {
      if (!problem.isUnknown) key = newKey();
      // A card that was scanned here by mistake does not stay on the screen.
      if (problem.code === "identity-card") name.value = phone.value = "";
      showProblem(problem);
    } finally {
      submit.disabled = false;
    }
  } },
  labelled("Cách đến", "How it comes", opening), labelled("Thủ tục", "Procedure", procedure), ofRegister, ofPost,
  labelled("Họ tên người nộp (giữ riêng, xóa theo hạn)", "Applicant's name; kept apart, erased in time", name),
  labelled("Số điện thoại", "Phone", phone), submit);
  fill(node, el("h2", {}, both("Ghi nhận hồ sơ mới", "A new dossier")), form).hidden = false;
  choose();
}
