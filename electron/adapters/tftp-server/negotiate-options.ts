// Which options of a read request are taken, and how (RFC 2347: what is not understood is left out of the answer).

export interface TransferTerms {
  /** RFC 2348; 512 when not agreed. */
  readonly blockBytes: number;
  /** RFC 7440: blocks sent before an ACK is awaited; 1 when not agreed. */
  readonly windowBlocks: number;
  /** RFC 2349: the agreed time between repetitions; null: ours. */
  readonly timeoutMs: number | null;
  /** For the OACK; with none of them the first DATA is the answer. */
  readonly agreed: readonly (readonly [name: string, value: number])[];
}

const smallestBlockBytes = 8;
/** RFC 2348: what fits into a UDP datagram. macOS sends none above 9216 bytes unless told otherwise. */
const largestBlockBytes = process.platform === 'darwin' ? 9_000 : 65_464;
const mostWindowBlocks = 64;
/** A whole window has to fit into the receive buffer of an ordinary client. */
const largestWindowBytes = 128 * 1024;

/** `options` as the packet has them: names in lower case. `sizeBytes` is what will be sent, after any netascii conversion. */
export function negotiateOptions(options: ReadonlyMap<string, string>, sizeBytes: number): TransferTerms {
  const agreed: [string, number][] = [];
  const take = (name: string, least: number, most: number, largest = most): number | null => {
    const asked = wholeNumber(options.get(name));
    if (asked === null || asked < least || asked > largest) return null;
    agreed.push([name, Math.min(asked, most)]);
    return Math.min(asked, most);
  };
  // A block size above the limit is answered with the limit, as RFC 2348 lets us; so is a window (RFC 7440 §3).
  const blockBytes = take('blksize', smallestBlockBytes, largestBlockBytes, Number.MAX_SAFE_INTEGER) ?? 512;
  // The timeout must be taken as it is or not at all (RFC 2349 §2).
  const timeoutS = take('timeout', 1, 255);
  // curl takes a size of 0 for an error; without one it takes the empty file.
  if (wholeNumber(options.get('tsize')) !== null && sizeBytes > 0) agreed.push(['tsize', sizeBytes]);
  const fitting = Math.max(1, Math.min(mostWindowBlocks, Math.floor(largestWindowBytes / blockBytes)));
  const windowBlocks = take('windowsize', 1, fitting, 65_535) ?? 1;
  return { blockBytes, windowBlocks, timeoutMs: timeoutS === null ? null : timeoutS * 1_000, agreed };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
