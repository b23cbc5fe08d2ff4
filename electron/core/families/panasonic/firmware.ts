// Firmware that phones are told to take: which assignment counts for a phone, and the parameters that say so.
import type { FirmwareFact } from '../../configs/facts';
import type { Parameter } from '../../configs/layers';
import type { Model } from '../family';
import type { Knows } from './facts-to-parameters';
import { fileOfLibrary, firmwarePathName } from './library-address';

/** UT and UTG have one version; the DECT bases of KX-TGP one for each region, and nothing tells the region of a base for sure.
 *  Both are written: a base reads its own, and there is only one file to take. */
const versionNames = ['FIRM_VERSION', 'FIRM_VER_EUDECT', 'FIRM_VER_USDECT'];

/** Those of a group before those of all, a longer model name before a shorter, a newer before an older. */
export function firmwareFor(
  assignments: readonly FirmwareFact[],
  model: string,
  group: string | null,
): FirmwareFact | null {
  let best: { readonly fact: FirmwareFact; readonly wave: boolean; readonly length: number } | null = null;
  for (const fact of assignments) {
    if (fact.groups !== null && (group === null || !fact.groups.includes(group))) continue;
    const fitting = fact.models.filter((name) => model.startsWith(name));
    if (fitting.length === 0) continue;
    const wave = fact.groups !== null;
    const length = Math.max(...fitting.map((name) => name.length));
    if (best && best.wave && !wave) continue;
    if (best && best.wave === wave && best.length > length) continue;
    best = { fact, wave, length };
  }
  return best?.fact ?? null;
}

/** Whether the catalogue knows any way to tell a series of firmware. It knows none for HDV. */
export function takesFirmware(series: string, knows: Knows): boolean {
  return knows(firmwarePathName, series) && versionNames.some((name) => knows(name, series));
}

/** Version and address always together, in the phone's own file: never a new version with the address of the old file. */
export function firmwareParameters(
  assignments: readonly FirmwareFact[] | undefined,
  model: Model,
  group: string | null,
  knows: Knows,
): Parameter[] {
  if (!assignments || !takesFirmware(model.series, knows)) return [];
  const firmware = firmwareFor(assignments, model.name, group);
  if (!firmware) return [];
  const values = [
    ['FIRM_UPGRADE_ENABLE', 'Y'],
    ['FIRM_UPGRADE_AUTO', 'Y'],
    ...versionNames.map((name) => [name, firmware.version]),
    [firmwarePathName, fileOfLibrary(firmware.file)],
  ] as const;
  return values.filter(([name]) => knows(name, model.series)).map(([name, value]) => ({ name, value }));
}
