// The exact bytes of every file of a site. Addresses and tokens are put in last; the rest belongs to the revision.
import type { RenderedFile, ServedFileName } from '../../core/families/family';
import { effectiveValues } from '../../core/configs/layers';
import type { PhoneRecord } from '../phones/phone-store';
import type { Source } from '../configs/site-layers';
import type { SiteState, Surroundings } from '../site-state';

export class SiteFiles {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
  ) {}

  /** What GET answers now. `phone` may be null for the files that are the same for all. */
  bytes(file: ServedFileName, phone: PhoneRecord | null, model: string, at: number): Uint8Array {
    if (file === 'bootstrap') return this.bootstrap(model).bytes;
    if (file === 'master' || file === 'product') {
      return this.state.contents.sharedFile(file, this.anyPhone(file === 'master' ? this.anyModel() : model)).bytes;
    }
    if (!phone) throw new Error(`${file} belongs to a phone`);
    return this.own(file, phone, 'published', at).bytes;
  }

  /** Every file of one phone, as served now or as the draft would be. */
  all(phone: PhoneRecord, source: Source, at: number): RenderedFile[] {
    const content = this.state.contents.of(phone, source);
    const { family } = this.around;
    const shared =
      content.served === 'three-files' ? [family.renderMaster(content), family.renderProduct(content)] : [];
    return [
      this.bootstrap(phone.model, source),
      this.own('first', phone, source, at),
      ...shared,
      this.own('standard', phone, source, at),
    ];
  }

  /** Master is the same for every model, so any will do to render it. */
  anyModel(): string {
    return this.around.family.models[0]?.name ?? '';
  }

  private own(file: 'first' | 'standard', phone: PhoneRecord, source: Source, at: number): RenderedFile {
    const content = this.state.contents.of(phone, source);
    const addresses = {
      baseUrl: this.around.toldBaseUrl(),
      siteToken: this.state.site.siteToken,
      phoneToken: this.state.tokens.current(phone.id, at).token,
    };
    return file === 'first'
      ? this.around.family.renderFirst(content, addresses)
      : this.around.family.renderStandard(content, addresses);
  }

  private bootstrap(model: string, source: Source = 'published'): RenderedFile {
    const layers = this.state.contents.layersOf(this.anyPhone(model), source);
    return this.around.family.renderBootstrap(model, effectiveValues(layers), this.around.toldBaseUrl());
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
