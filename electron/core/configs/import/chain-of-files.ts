// The files one phone took, and what it had by them.
import type { MacAddress } from '../../shared/mac-address';
import type { SourceFile } from './read-import-file';

/** A phone of the folder and its files, strongest first: its own, its product's, the master, the one of first contact. */
export interface ImportedPhone {
  readonly mac: MacAddress;
  readonly model: string;
  readonly guessedModel: boolean;
  readonly own: SourceFile;
  readonly product: SourceFile | null;
  readonly master: SourceFile | null;
  readonly boot: SourceFile | null;
}

/** What the phone had before: the strongest of its files that says so. */
export function original(phone: ImportedPhone, name: string): string | undefined {
  const { own, product, master, boot } = phone;
  for (const file of [own, product, master, boot]) {
    const value = file?.values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function namesOf({ own, product, master, boot }: ImportedPhone): Set<string> {
  return new Set([own, product, master, boot].flatMap((file) => [...(file?.values.keys() ?? [])]));
}

/** MACs of phones a layer's file was taken by, for telling whose files its values went into. */
export function takersOf(file: SourceFile, phones: readonly ImportedPhone[]): MacAddress[] {
  return phones.filter((phone) => phone.master === file || phone.product === file).map((phone) => phone.mac);
}
