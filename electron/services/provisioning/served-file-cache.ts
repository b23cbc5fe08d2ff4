// The files as they were rendered last, with their hashes, for as long as nothing they are made of has changed.
import type { ManagedAddresses, ServedFileName } from '../../core/families/family';

export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** With its quotes. */
  readonly etag: string;
}

/** Everything a file's bytes are made of. */
export interface MadeOf {
  readonly file: ServedFileName;
  /** 0 for a file that belongs to no phone. */
  readonly phoneId: number;
  readonly model: string;
  /** Of the phone's published content. */
  readonly version: number;
  readonly addresses: ManagedAddresses;
}

/** Of all files together; room for those of ten thousand phones as they commonly are. */
const keptBytes = 24 * 1024 * 1024;
/** What an entry costs besides its bytes. */
const entryBytes = 400;

interface Entry {
  readonly made: MadeOf;
  readonly served: ServedFile;
}

export class ServedFileCache {
  private recent = new Map<string, Entry>();
  private older = new Map<string, Entry>();
  private recentBytes = 0;

  /** `limitBytes` bounds what is kept. */
  constructor(private readonly limitBytes = keptBytes) {}

  /** The kept file, or what `render` makes now. */
  file(made: MadeOf, render: () => ServedFile): ServedFile {
    const key = made.phoneId === 0 ? `${made.file} ${made.model}` : `${made.file} ${made.phoneId}`;
    const kept = this.recent.get(key);
    if (kept && isSame(kept.made, made)) return kept.served;
    const older = this.older.get(key);
    const entry = older && isSame(older.made, made) ? older : { made, served: render() };
    if (kept) this.recentBytes -= costBytes(kept);
    this.recent.set(key, entry);
    this.recentBytes += costBytes(entry);
    // Two generations: what nobody asked for while the newer one filled up is forgotten.
    if (this.recentBytes > this.limitBytes / 2) {
      this.older = this.recent;
      this.recent = new Map();
      this.recentBytes = 0;
    }
    return entry.served;
  }
}

function costBytes({ served }: Entry): number {
  return served.bytes.length + entryBytes;
}

function isSame(one: MadeOf, other: MadeOf): boolean {
  if (one.version !== other.version || one.model !== other.model) return false;
  const names = Object.keys(one.addresses) as (keyof ManagedAddresses)[];
  for (const name of names) if (one.addresses[name] !== other.addresses[name]) return false;
  return names.length === Object.keys(other.addresses).length;
}
