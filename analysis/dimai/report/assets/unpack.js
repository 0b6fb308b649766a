"use strict";
// R is everything of this page: the data, texts, formats and one function a section.
const R = {
  data: JSON.parse(document.getElementById("data").textContent),
  texts: JSON.parse(document.getElementById("texts").textContent),
};

/** Array from what report/pack.py wrote: base64 of 7 bits a byte, signs in the lowest bit. */
R.unpack = function (text, delta) {
  const bytes = atob(text || "");
  const out = [];
  let value = 0,
    factor = 1,
    last = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    value += (byte & 127) * factor;
    if (byte & 128) {
      factor *= 128;
      continue;
    }
    const number = value % 2 ? -(value + 1) / 2 : value / 2;
    last = delta ? last + number : number;
    out.push(last);
    value = 0;
    factor = 1;
  }
  return Float64Array.from(out);
};
