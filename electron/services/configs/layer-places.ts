// Where a layer's values stand, for people and for programs.
import type { LayerName } from '../../core/configs/layers';
import type { Scope } from '../../core/configs/scope';
import { lineOfParameter } from '../../core/configs/variable-problems';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState } from '../site-state';
import { factsKey, fileKey, type Source } from './site-layers';
import type { LayerKey } from './config-store';

/** The stored layer behind a layer of a phone; null for managed values and for the group file of a phone in no group. */
export function layerKeyOf(state: SiteState, phone: PhoneRecord, layer: LayerName, source: Source): LayerKey | null {
  const own: Scope = { kind: 'phone', mac: phone.mac };
  switch (layer) {
    case 'site facts':
      return factsKey({ kind: 'site' });
    case 'site file':
      return fileKey({ kind: 'site' });
    case 'model file':
      return fileKey(state.layers.modelScope(phone.model, source));
    case 'group file': {
      const { group } = state.layers.phoneFacts(phone.mac, source);
      return group ? fileKey({ kind: 'group', group }) : null;
    }
    case 'phone facts':
      return factsKey(own);
    case 'phone file':
      return fileKey(own);
    case 'managed':
      return null;
  }
}

/** `group:Reception`, `facts:site`. */
export function placeText(key: LayerKey): string {
  return key.kind === 'facts' ? `facts:${key.scope}` : key.scope;
}

/** `group Reception`, `the facts of the site`: for the middle of a sentence. */
export function placeWords(key: LayerKey | null): string {
  if (!key) return 'Cordboard itself';
  const [kind, name = ''] = split(key.scope);
  if (key.kind === 'facts') return kind === 'site' ? 'the facts of the site' : 'the facts of the phone';
  if (kind === 'site') return 'the site file';
  if (kind === 'phone') return 'the file of the phone';
  return `${kind} ${name}`;
}

/** The line of a parameter in a layer; null in facts. */
export function lineIn(state: SiteState, key: LayerKey | null, name: string, source: Source): number | null {
  if (key?.kind !== 'file') return null;
  const text = state.layers.content(key, source);
  return text === null ? null : lineOfParameter(text, name);
}

function split(scope: string): [kind: string, name?: string] {
  const colon = scope.indexOf(':');
  return colon < 0 ? [scope] : [scope.slice(0, colon), scope.slice(colon + 1)];
}
