// What a person should know of the import as a whole, in sentences.
import { formatScope } from '../scope';
import type { PresentSite } from './import-plan';
import type { ImportLayers } from './layers-of-import';
import { liftedFacts, type LiftedFact } from './lift-site-facts';
import { withoutCredentials, type SourceFile } from './read-import-file';
import type { SortedFiles } from './sort-import-files';

const factWords: Readonly<Record<LiftedFact, string>> = {
  sip: 'SIP server',
  ntp: 'time server',
  adminPassword: 'admin password',
  checkTime: 'check time',
};

/** More names than this in one sentence help nobody. */
const mostNamed = 6;

export function importNotes(
  sources: readonly SourceFile[],
  sorted: SortedFiles,
  made: ImportLayers,
  present: PresentSite,
): string[] {
  const notes: string[] = [];
  const addresses = sources.flatMap((file) => file.managed.filter(({ value }) => value !== ''));
  const servers = new Set(addresses.flatMap(({ value }) => serverOf(value) ?? []));
  if (addresses.length > 0) {
    const from = servers.size === 0 ? '' : `: the phones were told to ask ${some([...servers])}`;
    notes.push(`${many(addresses.length, 'old address', 'old addresses')} taken out${from}. Cordboard sets its own.`);
  }
  if (sorted.missing.length > 0) {
    notes.push(`The files refer to ${some(sorted.missing.map(withoutCredentials))}, which is not in the folder.`);
  }
  const inNames = sorted.phones.filter(({ own }) => own.macOnlyInName).length;
  if (inNames > 0) notes.push(`The MAC address of ${many(inNames, 'phone', 'phones')} stands only in the file's name.`);
  const guessed = sorted.phones.filter((phone) => phone.guessedModel);
  if (guessed.length > 0) {
    notes.push(
      `${many(guessed.length, 'phone is', 'phones are')} taken for ${guessed[0]?.model}: the folder has files of no other model.`,
    );
  }
  const lifted = liftedFacts.filter((fact) => made.siteFacts[fact] !== undefined).map((fact) => factWords[fact]);
  if (lifted.length > 0) notes.push(`Facts of the site from now on: ${lifted.join(', ')}.`);
  for (const fact of made.keptFacts) {
    notes.push(`The ${factWords[fact]} of the site is kept; these phones have another one in their files.`);
  }
  const there = new Set(present.scopes.map(formatScope));
  const drafts = [...made.shared, ...made.phones.map((phone) => phone.own)];
  const replaced = drafts.map((layer) => formatScope(layer.scope)).filter((scope) => there.has(scope));
  if (replaced.length > 0) notes.push(`Replaces what is there now: ${some(replaced)}.`);
  if (made.extra.size > 0) {
    const names = [...made.extra].map(([name, phones]) => `${name} (${many(phones, 'phone', 'phones')})`);
    notes.push(`Beside the values of their files, phones get from this site: ${some(names)}.`);
  }
  return notes;
}

function serverOf(address: string): string | null {
  const [, host] = /^[a-z]+:\/\/(?:[^/]*@)?([^/]+)/iu.exec(address) ?? [];
  return host ?? null;
}

function some(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ');
}

function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
