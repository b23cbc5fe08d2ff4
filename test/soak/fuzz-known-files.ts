// All that a host may ever give away, fetched as its phones would: what a stranger gets of anything else came from outside the library.
import { Buffer } from 'node:buffer';
import { toNetascii } from '../../electron/adapters/tftp-server/to-netascii';

export class KnownFiles {
  private readonly whole: ReadonlySet<string>;
  private readonly anyForm: readonly string[];

  private constructor(files: readonly Uint8Array[]) {
    const texts = files.map((bytes) => Buffer.from(bytes).toString('latin1'));
    this.whole = new Set(texts);
    this.anyForm = [...texts, ...files.map((bytes) => Buffer.from(toNetascii(bytes)).toString('latin1'))];
  }

  /** Every path must be served. */
  static async fetch(port: number, paths: readonly string[]): Promise<KnownFiles> {
    const files: Uint8Array[] = [];
    for (const path of paths) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      if (answer.status !== 200) throw new Error(`${path} is answered ${answer.status}`);
      files.push(new Uint8Array(await answer.arrayBuffer()));
    }
    return new KnownFiles(files);
  }

  isWhole(body: string): boolean {
    return this.whole.has(body);
  }

  /** Also of a file as netascii has it. */
  isPart(body: string): boolean {
    return this.anyForm.some((text) => text.includes(body));
  }
}
