// Names people gave to variables and secrets of a site, for checks and completion.
import type { GivenNames } from '../../core/configs/variables';
import { factsKey, type Source } from './site-layers';
import type { SiteState } from '../site-state';

/** Looked up anew only when facts have changed: `phone.vars` of ten thousand phones are not gathered for every keystroke. */
export class GivenNamesBook {
  private readonly kept = new Map<Source, { readonly changes: number; readonly names: GivenNames }>();

  constructor(private readonly state: SiteState) {}

  of(source: Source): GivenNames {
    const { layers, phones } = this.state;
    const changes = layers.factsVersion;
    const kept = this.kept.get(source);
    if (kept?.changes === changes) return kept.names;
    const site = layers.siteFacts(source);
    const phoneVars = new Set<string>();
    for (const phone of phones.all()) {
      if (!layers.identity(factsKey({ kind: 'phone', mac: phone.mac }), source)) continue;
      const { vars } = layers.phoneFacts(phone.mac, source);
      if (vars) for (const name of Object.keys(vars)) phoneVars.add(name);
    }
    const names = {
      siteVars: new Set(Object.keys(site.vars ?? {})),
      phoneVars,
      secrets: new Set(Object.keys(site.secrets ?? {})),
    };
    this.kept.set(source, { changes, names });
    return names;
  }
}
