const [lf, cr, nul] = [0x0a, 0x0d, 0x00];

/** Text as netascii has it (RFC 1350 §1, RFC 764): a new line is CR LF, a CR that is none is CR NUL. Config files end their
 *  lines with CR LF already, so they arrive as they are, in whatever mode a phone asks. */
export function toNetascii(bytes: Uint8Array): Uint8Array {
  let extra = 0;
  eachLoneEnd(bytes, () => extra++);
  if (extra === 0) return bytes;
  const text = new Uint8Array(bytes.length + extra);
  let from = 0;
  let to = 0;
  eachLoneEnd(bytes, (at) => {
    text.set(bytes.subarray(from, at), to);
    to += at - from;
    text.set(bytes[at] === lf ? [cr, lf] : [cr, nul], to);
    to += 2;
    from = at + 1;
  });
  text.set(bytes.subarray(from), to);
  return text;
}

/** Every LF without a CR before it, every CR without an LF after it. */
function eachLoneEnd(bytes: Uint8Array, found: (at: number) => void): void {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === cr && bytes[at + 1] === lf) at++;
    else if (bytes[at] === cr || bytes[at] === lf) found(at);
  }
}
