// Where check times come from: phones by what makes them ask, and by the layer that sets it today.
import { effectiveValues, type LayerName } from '../../core/configs/layers';
import type { DownloadTiming } from '../../core/timing/download-timing';
import { layerKeyOf, placeWords } from '../configs/layer-places';
import { describeDownloadTiming } from '../phones/describe-download-timing';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState } from '../site-state';
import type { CheckPlans } from './check-plans';

export interface CheckSource {
  readonly words: string;
  readonly parameter: string;
  /** Null when no layer sets it any more: it stays on the phones. */
  readonly layer: string | null;
  readonly phones: number;
  readonly nextAt: number | null;
}

export interface CheckSources {
  /** Most phones first. */
  readonly sources: CheckSource[];
  /** Phones that ask by themselves. */
  readonly predicted: number;
  readonly neverSeen: number;
}

type Layers = ReadonlyMap<string, LayerName>;

/** `inTurns` takes steps a few at a time, so that phones are served meanwhile. */
export async function checkSources(
  state: SiteState,
  plans: Pick<CheckPlans, 'outlook'>,
  inTurns: (steps: Iterable<void>) => Promise<void>,
): Promise<CheckSources> {
  const outlook = plans.outlook();
  const groups = new Map<string, { source: CheckSource; phones: number; nextAt: number | null }>();
  const layersByCase = new Map<string, Layers>();
  let predicted = 0;
  let neverSeen = 0;
  const steps = function* (): Generator<void> {
    for (const phone of state.phones.all()) {
      yield;
      const nextAt = outlook.nextCheckAt(phone);
      if (!phone.lastFetch) neverSeen++;
      if (nextAt === null) continue;
      predicted++;
      const { words, parameter } = sourceOf(outlook.timing(phone));
      const layer = layerOf(state, phone, parameter, layersByCase);
      const key = JSON.stringify([words, parameter, layer]);
      const known = groups.get(key);
      if (known) {
        known.phones++;
        known.nextAt = Math.min(known.nextAt ?? nextAt, nextAt);
      } else groups.set(key, { source: { words, parameter, layer, phones: 0, nextAt: null }, phones: 1, nextAt });
    }
  };
  await inTurns(steps());
  const sources = [...groups.values()].map(({ source, phones, nextAt }) => ({ ...source, phones, nextAt }));
  sources.sort((a, b) => b.phones - a.phones || (a.nextAt ?? 0) - (b.nextAt ?? 0));
  return { sources, predicted, neverSeen };
}

function sourceOf(timing: DownloadTiming): Pick<CheckSource, 'words' | 'parameter'> {
  const words = describeDownloadTiming(timing);
  const { names, cyclic } = timing.written;
  if (timing.fixedTimeMinutes !== null) return { words: capital(words), parameter: names.fixedTime };
  return { words: `${capital(words)} after start`, parameter: cyclic.is === 'set' ? cyclic.name : names.cyclic };
}

/** Phones without anything of their own share all their layers. */
function layerOf(
  state: SiteState,
  phone: PhoneRecord,
  parameter: string,
  layersByCase: Map<string, Layers>,
): string | null {
  const { group, hasFile } = state.contents.caseOf(phone, 'published');
  const key = JSON.stringify([phone.model, group, hasFile ? phone.mac : null]);
  let layers = layersByCase.get(key);
  if (!layers) {
    const values = effectiveValues(state.contents.layersOf(phone, 'published'));
    layersByCase.set(key, (layers = new Map(values.map(({ name, layer }) => [name, layer]))));
  }
  const layer = layers.get(parameter);
  return layer === undefined
    ? null
    : capital(placeWords(layerKeyOf(state, phone, layer, 'published')).replace(/^the /, ''));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
