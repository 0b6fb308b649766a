// The block of data that dimai.view.container packs: gzip of a head and of columns of whole numbers.

const NOT_A_NUMBER = -(2 ** 31);

/** Undo gzip; `bytes` is a Uint8Array. */
async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers of one column: 7 bits a byte, lowest first, the sign in the lowest bit. */
function readColumn(data, place) {
  const out = new Float64Array(place.n);
  const end = place.$ + place.bytes;
  let value = 0;
  let factor = 1;
  let last = 0;
  let row = 0;
  for (let i = place.$; i < end; i++) {
    const byte = data[i];
    value += (byte & 127) * factor;
    if (byte & 128) {
      factor *= 128;
      continue;
    }
    const number = value % 2 ? -(value + 1) / 2 : value / 2;
    last = place.delta ? last + number : number;
    out[row++] = last === NOT_A_NUMBER ? NaN : last / place.per;
    value = 0;
    factor = 1;
  }
  return out;
}

function withColumns(value, data) {
  if (Array.isArray(value)) return value.map((item) => withColumns(item, data));
  if (value === null || typeof value !== "object") return value;
  if ("$" in value) return readColumn(data, value);
  return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, withColumns(item, data)]));
}

/** Everything in a block, columns as Float64Array. */
export async function unpackBlock(bytes) {
  const whole = await inflate(bytes);
  const length = new DataView(whole.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  return withColumns(head, whole.subarray(4 + length));
}

/** Bytes of base64, as the single file holds the block. */
export function fromBase64(text) {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
