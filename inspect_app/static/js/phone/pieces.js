/* A photo whose connection broke goes in pieces: the server keeps each, and says where to go on. */
(function (self) {
  "use strict";
  const LARGEST = 65536;
  const QUICK = 1000;  /* milliseconds: where a piece takes no longer, the next is four times as large */

  /* CRC-32, which tells of what they are pieces. Browsers have a better one over https alone. */
  function checksum(bytes) {
    let sum = -1;
    bytes.forEach(function (byte) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) { sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320); }
    });
    return ~sum >>> 0;
  }

  /* ``send(query, part)`` returns what became of a part; so does this, and whether the server has more
     of it than before. The first part is empty: it asks how much there is. Where a connection let less
     through than a piece, it was cut again, and pieces are smaller from then on. */
  self.sendPieces = async function (full, cuts, send) {
    const all = full.byteLength;
    const query = "&of=" + all + "&sum=" + checksum(new Uint8Array(full)) + "&from=";
    const piece = Math.ceil(Math.min(LARGEST, all / 2) / cuts);
    let from = 0;
    let size = 0;
    let hasMoved = false;
    for (;;) {
      const began = Date.now();
      const outcome = await send(query + from, full.slice(from, from + size));
      if (outcome.kind !== "taken" || outcome.body.has === undefined) {
        return Object.assign({}, outcome, { hasMoved });
      }
      hasMoved = size > 0 && outcome.body.has > from;
      if (size > 0 && (!hasMoved || self.Turn.isTaken())) { return { kind: "later", least: 0, hasMoved }; }
      size = (Date.now() - began < QUICK ? 4 * size : size) || piece;
      from = outcome.body.has;
    }
  };
})(self);
