// Which values of a folder are facts of the site: the same for all, and on no phone more than it had.
import type { Family } from '../../families/family';
import { emptySiteFacts, type SiteFacts } from '../facts';
import { namesOf, original } from './chain-of-files';
import type { PresentSite } from './import-plan';
import type { SortedFiles } from './sort-import-files';

/** Site facts that are read out of files. */
export const liftedFacts = ['sip', 'ntp', 'checkTime', 'adminPassword'] as const;
export type LiftedFact = (typeof liftedFacts)[number];

/** A site fact is lifted when it is the same on every phone, or stands in the master, and no phone would get a parameter by it
 *  that it never had. One that the site has is kept while it has other phones. */
export function liftSiteFacts(
  sorted: SortedFiles,
  present: PresentSite,
  family: Family,
): { readonly siteFacts: Partial<SiteFacts>; readonly keptFacts: readonly LiftedFact[] } {
  const { phones } = sorted;
  const imported = new Set(phones.map(({ mac }) => mac));
  const alone = [...present.phones.keys()].every((mac) => imported.has(mac));
  const found = phones.map((phone) => {
    const all = [...namesOf(phone)].map((name) => ({ name, value: original(phone, name) ?? '' }));
    return family.factsFrom(all, phone.model).site;
  });
  const models = [...new Set([...phones.map(({ model }) => model), ...sorted.products.keys()])];
  const inMaster = [...(sorted.master?.values ?? [])].map(([name, value]) => ({ name, value }));
  const ofMaster = models.map((model) => family.factsFrom(inMaster, model).site);
  let siteFacts: Partial<SiteFacts> = {};
  const keptFacts: LiftedFact[] = [];
  for (const fact of liftedFacts) {
    const everywhere = sameFact(fact, found) ?? sameFact(fact, ofMaster);
    if (!everywhere || (phones.length === 0 && fact === 'sip')) continue;
    const fits = phones.every((phone) => {
      const written = family.siteFactParameters({ ...noFacts, ...everywhere }, phone.model);
      return written.every(({ name }) => original(phone, name) !== undefined);
    });
    if (!fits) continue;
    const before = JSON.stringify(present.siteFacts[fact]);
    if (before === JSON.stringify(everywhere[fact])) continue;
    if (before === JSON.stringify(noFacts[fact]) || alone) siteFacts = { ...siteFacts, ...everywhere };
    else keptFacts.push(fact);
  }
  return { siteFacts, keptFacts };
}

const noFacts: SiteFacts = { ...emptySiteFacts, timeZone: '' };

/** The fact when all have it with the same value. */
function sameFact(fact: LiftedFact, found: readonly Partial<SiteFacts>[]): Partial<SiteFacts> | null {
  const [first] = found;
  const value = first?.[fact];
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return found.every((one) => JSON.stringify(one[fact]) === text) ? { [fact]: value } : null;
}
