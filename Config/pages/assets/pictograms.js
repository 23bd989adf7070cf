// Pictures for people who do not read: one sprite, fetched once, drawn with the colour of the text.

// A domain's id is configuration, so its picture is found by a word inside the id.
const words = [
  ["health", /y-te|dan-toc|health/], ["civil", /ho-tich|tu-phap|chung-thuc|civil/],
  ["education", /giao-duc|education/], ["culture", /van-hoa|vien-thong|culture/],
  ["merit", /co-cong|lao-dong|thuong-binh|merit|labou?r/], ["home", /noi-vu|home/],
  ["farm", /nong-nghiep|kinh-te(?!-ha-tang)|agric|econom/],
  ["nature", /moi-truong|tai-nguyen|environment|nature/],
  ["build", /xay-dung|do-thi|ha-tang|construct|build/], ["money", /tai-chinh|ke-hoach|financ/],
  ["land", /dat-dai|dia-chinh|land/], ["identity", /can-cuoc|cu-tru|cong-an|ident|police/],
  ["tax", /thue|tax/], ["insurance", /bao-hiem|insur/],
];

export const domainPicture = (id) => words.find(([, word]) => word.test(id))?.[0] ?? "other";

const priorityWords = [
  ["elderly", /elder|old|cao-tuoi/], ["disabled", /disab|khuyet-tat/], ["pregnant", /pregn|thai/],
  ["merit", /merit|co-cong/], ["child", /child|tre/],
];

export const priorityPicture = (id) =>
  priorityWords.find(([, word]) => word.test(id))?.[0] ?? "people";

const space = "http://www.w3.org/2000/svg";

/** A picture by its name in pictograms.svg; readers of the screen hear the text beside it instead. */
export function picture(name) {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "picture");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `/assets/pictograms.svg#p-${name}`);
  svg.append(use);
  return svg;
}
