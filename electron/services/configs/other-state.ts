// The site as it is not: with an old revision's layers, or with a part of its drafts. In memory, to look at.
import { formatScope, type Scope } from '../../core/configs/scope';
import type { SiteState, Surroundings } from '../site-state';
import { ContentHash } from './content-hash';
import { PhoneContents } from './phone-contents';
import type { SiteLayers } from './site-layers';

export function withLayers(state: SiteState, around: Surroundings, layers: SiteLayers): SiteState {
  const { site } = state;
  const hash = new ContentHash(around.fingerprint, (parameter) => around.family.comparable(parameter));
  const contents = new PhoneContents(layers, around.family, hash, () => site.name, around.toldBaseUrl);
  return { ...state, layers, contents };
}

/** What publishing these scopes alone would make of the site; all of its drafts where none are named. */
export function withDraftsOf(state: SiteState, around: Surroundings, scopes: readonly Scope[] | undefined): SiteState {
  if (!scopes) return state;
  return withLayers(state, around, state.layers.withDraftsOf(new Set(scopes.map(formatScope))));
}
