// The exact bytes of every file of a site. Addresses and tokens are put in last; the rest belongs to the revision.
import type { ManagedAddresses, RenderedFile, ServedFileName } from '../../core/families/family';
import { effectiveValues } from '../../core/configs/layers';
import type { PhoneRecord } from '../phones/phone-store';
import type { Source } from '../configs/site-layers';
import type { SiteState, Surroundings } from '../site-state';
import { ServedFileCache, type ServedFile } from './served-file-cache';

export class SiteFiles {
  private readonly cache = new ServedFileCache();

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
  ) {}

  /** What GET answers now, rendered anew only when something it is made of has changed. `phone` may be null for the files that are
   *  the same for all. */
  served(file: ServedFileName, phone: PhoneRecord | null, model: string, at: number): ServedFile {
    const owned = file === 'first' || file === 'standard';
    if (owned && !phone) throw new Error(`${file} belongs to a phone`);
    const owner = owned ? phone : null;
    const phoneId = owner?.id ?? 0;
    const told = this.addressesOf(owner, at);
    const addresses = file === 'bootstrap' ? { ...told, ...this.around.toldFirst() } : told;
    const made = {
      file,
      phoneId,
      model: owner?.model ?? model,
      version: this.state.contents.versionOf(phoneId),
      addresses,
    };
    return this.cache.file(made, () => {
      const bytes = owner
        ? this.own(file as 'first' | 'standard', owner, 'published', addresses).bytes
        : this.shared(file, model);
      const sha256 = this.around.sha256(bytes);
      return { bytes, sha256, etag: `"${sha256.slice(0, 32)}"` };
    });
  }

  /** Every file of one phone, as served now or as the draft would be. */
  all(phone: PhoneRecord, source: Source, at: number): RenderedFile[] {
    const content = this.state.contents.of(phone, source);
    const { family } = this.around;
    const shared =
      content.served === 'three-files' ? [family.renderMaster(content), family.renderProduct(content)] : [];
    return [
      this.bootstrap(phone.model, source),
      this.own('first', phone, source, this.addressesOf(phone, at)),
      ...shared,
      this.own('standard', phone, source, this.addressesOf(phone, at)),
    ];
  }

  /** Master is the same for every model, so any will do to render it. */
  anyModel(): string {
    return this.around.family.models[0]?.name ?? '';
  }

  /** Everything that is put in last; without a phone only what is the same for all. */
  private addressesOf(phone: PhoneRecord | null, at: number): ManagedAddresses {
    return {
      baseUrl: this.around.toldBaseUrl(),
      siteToken: this.state.site.siteToken,
      phoneToken: phone ? this.state.tokens.current(phone.id, at).token : '',
      asLogin: this.state.access.asLogin,
      rootUrl: this.around.toldFirst().rootUrl,
    };
  }

  private shared(file: ServedFileName, model: string): Uint8Array {
    if (file === 'bootstrap') return this.bootstrap(model).bytes;
    if (file !== 'master' && file !== 'product') throw new Error(`${file} belongs to a phone`);
    return this.state.contents.sharedFile(file, this.anyPhone(file === 'master' ? this.anyModel() : model)).bytes;
  }

  private own(
    file: 'first' | 'standard',
    phone: PhoneRecord,
    source: Source,
    addresses: ManagedAddresses,
  ): RenderedFile {
    const content = this.state.contents.of(phone, source);
    return file === 'first'
      ? this.around.family.renderFirst(content, addresses)
      : this.around.family.renderStandard(content, addresses);
  }

  private bootstrap(model: string, source: Source = 'published'): RenderedFile {
    const layers = this.state.contents.layersOf(this.anyPhone(model), source);
    const { baseUrl, rootUrl } = this.around.toldFirst();
    return this.around.family.renderBootstrap(model, effectiveValues(layers), baseUrl, rootUrl);
  }

  /** A phone of no owner: it has only the layers that are the same for every phone of its model. */
  private anyPhone(model: string): PhoneRecord {
    return {
      id: 0,
      siteId: this.state.site.id,
      mac: '' as PhoneRecord['mac'],
      model,
      ip: null,
      addedAt: 0,
      armed: null,
      lastFetch: null,
      firmware: null,
      trouble: null,
      takenRevision: null,
      takenHash: null,
      takenFiles: {},
    };
  }
}
