// What each phone gets, as values: its layers folded by the family's rules. Hashes are kept until a layer changes.
import { formatScope } from '../../core/configs/scope';
import type { SiteFacts } from '../../core/configs/facts';
import type { Layer, Parameter } from '../../core/configs/layers';
import type { Family, PhoneContent, RenderedFile } from '../../core/families/family';
import type { Sha256 } from '../../core/shared/digest';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteLayers, Source } from './site-layers';

export class PhoneContents {
  /** Only the hashes are kept for every phone; contents are cheap to make and heavy to hold. */
  private readonly publishedHashes = new Map<number, string>();
  private readonly shared = new Map<string, RenderedFile>();
  /** By the facts themselves, so that an edit never meets old parameters. */
  private readonly siteParameters = new WeakMap<SiteFacts, Map<string, readonly Parameter[]>>();

  constructor(
    private readonly layers: SiteLayers,
    private readonly family: Family,
    private readonly fingerprint: Sha256,
  ) {}

  of(phone: PhoneRecord, source: Source): PhoneContent {
    return this.family.content({
      mac: phone.mac,
      model: phone.model,
      served: this.layers.siteFacts(source).served,
      layers: this.layersOf(phone, source),
    });
  }

  /** Equal hashes mean equal values; managed addresses and tokens are no part of it. */
  hash(phone: PhoneRecord, source: Source): string {
    const kept = source === 'published' ? this.publishedHashes.get(phone.id) : undefined;
    if (kept !== undefined) return kept;
    const hash = valuesHash(this.of(phone, source).effective, this.fingerprint);
    if (source === 'published') this.publishedHashes.set(phone.id, hash);
    return hash;
  }

  /** Master is the same for every phone, product for every phone of a model; both are rendered once per revision. */
  sharedFile(name: 'master' | 'product', phone: PhoneRecord): RenderedFile {
    const key = name === 'master' ? name : `${name} ${phone.model}`;
    let file = this.shared.get(key);
    if (!file) {
      const content = this.of(phone, 'published');
      file = name === 'master' ? this.family.renderMaster(content) : this.family.renderProduct(content);
      this.shared.set(key, file);
    }
    return file;
  }

  layersOf(phone: PhoneRecord, source: Source): Layer[] {
    const site = this.layers.siteFacts(source);
    const facts = this.layers.phoneFacts(phone.mac, source);
    const { model } = phone;
    const group = facts.group;
    return [
      { name: 'site facts', parameters: this.siteFactParameters(site, model) },
      { name: 'site file', parameters: this.layers.fileParameters({ kind: 'site' }, model, source) },
      {
        name: 'model file',
        parameters: this.layers.fileParameters(this.layers.modelScope(model, source), model, source),
      },
      {
        name: 'group file',
        parameters: group ? this.layers.fileParameters({ kind: 'group', group }, model, source) : [],
      },
      { name: 'phone facts', parameters: this.family.phoneFactParameters(facts, site, model) },
      { name: 'phone file', parameters: this.layers.fileParameters({ kind: 'phone', mac: phone.mac }, model, source) },
    ];
  }

  private siteFactParameters(facts: SiteFacts, model: string): readonly Parameter[] {
    let byModel = this.siteParameters.get(facts);
    if (!byModel) this.siteParameters.set(facts, (byModel = new Map()));
    let parameters = byModel.get(model);
    if (!parameters) byModel.set(model, (parameters = this.family.siteFactParameters(facts, model)));
    return parameters;
  }

  /** The written scopes of the files and facts a phone's content is made of. */
  scopesOf(phone: PhoneRecord, source: Source): Set<string> {
    const group = this.layers.phoneFacts(phone.mac, source).group;
    const scopes = [
      formatScope({ kind: 'site' }),
      formatScope(this.layers.modelScope(phone.model, source)),
      formatScope({ kind: 'phone', mac: phone.mac }),
    ];
    if (group) scopes.push(formatScope({ kind: 'group', group }));
    return new Set(scopes);
  }

  /** Forgets what was kept: of one phone, or of all when a layer that many share has changed. */
  forget(phoneId?: number): void {
    this.shared.clear();
    if (phoneId === undefined) this.publishedHashes.clear();
    else this.publishedHashes.delete(phoneId);
  }
}

/** Hash of values sorted by name. */
export function valuesHash(values: Iterable<Parameter>, hash: Sha256): string {
  const lines = [];
  for (const { name, value } of values) lines.push(`${name}=${value}`);
  return hash(lines.sort().join('\n'));
}
