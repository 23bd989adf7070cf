// A QR code drawn by the page itself, for the moment when no printer can: ISO/IEC 18004, bytes, level L.

// Data bytes and error-correction bytes of versions 1 to 5 at level L, which have a single block each.
const versions = [null, [19, 7], [34, 10], [55, 15], [80, 20], [108, 26]];

/** The code as an SVG picture, for text of at most 106 bytes. */
export function qr(text) {
  const modules = matrix(new TextEncoder().encode(text));
  const size = modules.length;
  let path = "";
  modules.forEach((row, y) => row.forEach((dark, x) => { if (dark) path += `M${x + 4} ${y + 4}h1v1h-1z`; }));
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", `0 0 ${size + 8} ${size + 8}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR");
  const drawn = document.createElementNS(space, "path");
  drawn.setAttribute("d", path);
  drawn.setAttribute("shape-rendering", "crispEdges");
  svg.append(drawn);
  return svg;
}

function matrix(bytes) {
  const version = versions.findIndex((entry) => entry && entry[0] - 2 >= bytes.length);
  if (version < 0) throw new RangeError(`${bytes.length} bytes do not fit; at most 106 do`);
  const [dataCount, checkCount] = versions[version];
  const data = dataBytes(bytes, dataCount);
  const stream = [...data, ...remainder(data, checkCount)];
  const best = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => drawn(version, stream, mask));
  return best.reduce((a, b) => (penalty(b) < penalty(a) ? b : a));
}

function dataBytes(bytes, count) {
  const bits = [];
  const put = (value, length) => { for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(4, 4);
  put(bytes.length, 8);
  bytes.forEach((byte) => put(byte, 8));
  put(0, Math.min(4, count * 8 - bits.length));
  while (bits.length % 8) bits.push(0);
  const out = [];
  for (let i = 0; i < bits.length; i += 8) out.push(parseInt(bits.slice(i, i + 8).join(""), 2));
  for (let i = 0; out.length < count; i++) out.push(i % 2 ? 0x11 : 0xec);
  return out;
}

// Reed-Solomon over GF(256) with the polynomial 0x11d.
function multiply(x, y) {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((y >> i) & 1) * x;
  }
  return product;
}

function remainder(data, degree) {
  const divisor = new Array(degree).fill(0);
  divisor[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) {
      divisor[j] = multiply(divisor[j], root);
      if (j + 1 < degree) divisor[j] ^= divisor[j + 1];
    }
    root = multiply(root, 2);
  }
  const rest = new Array(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    divisor.forEach((coefficient, i) => { rest[i] ^= multiply(coefficient, factor); });
  }
  return rest;
}

const masks = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function drawn(version, stream, mask) {
  const size = version * 4 + 17;
  const modules = Array.from({ length: size }, () => new Array(size).fill(false));
  const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
  const set = (x, y, dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    modules[y][x] = Boolean(dark);
    fixed[y][x] = true;
  };
  for (let i = 0; i < size; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
  const ring = (cx, cy, radius, light) => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++)
        set(cx + dx, cy + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  ring(3, 3, 4, [2, 4]);
  ring(size - 4, 3, 4, [2, 4]);
  ring(3, size - 4, 4, [2, 4]);
  if (version > 1) ring(size - 7, size - 7, 2, [1]);
  format(set, size, mask);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      for (let side = 0; side < 2; side++) {
        const x = right - side;
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (fixed[y][x]) continue;
        const dark = bit < stream.length * 8 && (stream[bit >> 3] >> (7 - (bit & 7))) & 1;
        modules[y][x] = Boolean(dark) !== (masks[mask](x, y) === 0);
        bit++;
      }
    }
  }
  return modules;
}

function format(set, size, mask) {
  const data = (1 << 3) | mask; // level L
  let rest = data;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const bit = (i) => (bits >> i) & 1;
  for (let i = 0; i <= 5; i++) set(8, i, bit(i));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
  set(8, size - 8, true);
}

// The two penalties that matter for reading: long runs and solid squares; and the balance of dark.
function penalty(modules) {
  const size = modules.length;
  let sum = 0;
  for (let y = 0; y < size; y++) {
    for (const at of [(x) => modules[y][x], (x) => modules[x][y]]) {
      let run = 1;
      for (let x = 1; x <= size; x++) {
        if (x < size && at(x) === at(x - 1)) { run++; continue; }
        if (run >= 5) sum += run - 2;
        run = 1;
      }
    }
    for (let x = 0; y + 1 < size && x + 1 < size; x++) {
      const dark = modules[y][x];
      if (dark === modules[y][x + 1] && dark === modules[y + 1][x] && dark === modules[y + 1][x + 1]) sum += 3;
    }
  }
  const dark = modules.flat().filter(Boolean).length;
  return sum + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}
