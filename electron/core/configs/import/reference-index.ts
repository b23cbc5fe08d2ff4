// Which files the references of a folder mean. Most references name their file outright and are looked up; only those with a macro
// are tried against many, and of those only so many that a folder made to be slow is not.
import type { Family, FileReference } from '../../families/family';
import type { SourceFile } from './read-import-file';

const mostWithMacro = 200;

interface Counted {
  readonly reference: FileReference;
  times: number;
}

export class ReferenceIndex {
  private readonly outright = new Map<string, Counted[]>();
  private readonly withMacro: Counted[] = [];
  private readonly filesByName = new Map<string, SourceFile[]>();
  private readonly found = new Map<string, SourceFile | null>();

  constructor(
    private readonly files: readonly SourceFile[],
    private readonly family: Family,
  ) {
    for (const file of files) append(this.filesByName, file.name.toLowerCase(), file);
    const known = new Map<string, Counted>();
    for (const reference of files.flatMap((file) => file.hints.references)) {
      const key = `${reference.role} ${reference.address}`;
      const before = known.get(key);
      if (before) before.times += 1;
      else known.set(key, this.add({ reference, times: 1 }));
    }
  }

  /** How many references of the role mean the file, whatever the phone. */
  times(file: SourceFile, role: FileReference['role']): number {
    return [...(this.outright.get(file.name.toLowerCase()) ?? []), ...this.withMacro]
      .filter(({ reference }) => reference.role === role && this.family.referenceMatch(reference, file.path, null) > 0)
      .reduce((sum, { times }) => sum + times, 0);
  }

  /** The file a phone of the model finds there: the one with most of the address's folders. Files of other phones are none. */
  find(reference: FileReference, model: string): SourceFile | null {
    const key = `${model} ${reference.address}`;
    const before = this.found.get(key);
    if (before !== undefined) return before;
    const file = best(this.candidates(reference), (one) =>
      one.mac === null ? this.family.referenceMatch(reference, one.path, model) : 0,
    );
    this.found.set(key, file);
    return file;
  }

  /** Addresses no file answers to. */
  missing(): string[] {
    const all = [...this.outright.values(), this.withMacro].flat().map(({ reference }) => reference);
    const answered = (reference: FileReference): boolean =>
      this.candidates(reference).some((file) => this.family.referenceMatch(reference, file.path, null) > 0);
    return [...new Set(all.filter((reference) => !answered(reference)).map(({ address }) => address))];
  }

  private candidates(reference: FileReference): readonly SourceFile[] {
    const name = nameIn(reference);
    if (!name.includes('{')) return this.filesByName.get(name) ?? [];
    return this.withMacro.some((one) => one.reference.address === reference.address) ? this.files : [];
  }

  private add(counted: Counted): Counted {
    const name = nameIn(counted.reference);
    if (!name.includes('{')) append(this.outright, name, counted);
    else if (this.withMacro.length < mostWithMacro) this.withMacro.push(counted);
    return counted;
  }
}

/** The item with the highest count, the first of equals; null when none has any. */
export function best<T>(items: readonly T[], count: (item: T) => number): T | null {
  let first: T | null = null;
  let most = 0;
  for (const item of items) {
    const times = count(item);
    if (times > most) [first, most] = [item, times];
  }
  return first;
}

function nameIn({ address }: FileReference): string {
  const path = address.replace(/\?.*$/u, '');
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
