// Firmware that phones are told of while the library has no such file: they would ask for it again and again, and get a 404.
import type { FirmwareFact, SiteFacts } from '../../core/configs/facts';
import type { Problem } from '../../core/shared/problem';
import { siteAddresses } from '../library/site-addresses';
import type { SiteState, Surroundings } from '../site-state';
import type { Source } from './site-layers';

/** What of the library publishing must know. */
export interface LibraryContent {
  /** By its hash as well: another file under the same name is another firmware. */
  has(name: string, sha256: string): boolean;
  /** Another number whenever `has` may say something else. */
  readonly version: number;
}

export class MissingFirmware {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly library: LibraryContent,
  ) {}

  get version(): number {
    return this.library.version;
  }

  /** Of a value that assigned firmware gives a phone, the file it names when that is missing. */
  namedBy(value: { readonly name: string; readonly value: string }, source: Source): FirmwareFact | null {
    const { firmware = [] } = this.state.layers.siteFacts(source);
    const missing = firmware.filter((fact) => !this.library.has(fact.file, fact.sha256));
    if (missing.length === 0) return null;
    const { family } = this.around;
    const addresses = siteAddresses(this.state, this.around);
    const told = family.told(value, addresses);
    if (told.value === value.value) return null;
    return missing.find((fact) => family.libraryAddress(addresses, fact.file) === told.value) ?? null;
  }

  /** Problem LIBRARY_FILE_UNKNOWN when the site's facts of a revision would tell phones of firmware in vain. */
  inRevision(number: number, facts: string | null): Problem | null {
    const models = new Set([...this.state.phones.all()].map(({ model }) => model));
    const concerns = ({ models: names }: FirmwareFact): boolean =>
      [...models].some((model) => names.some((name) => model.startsWith(name)));
    const { firmware = [] } = JSON.parse(facts ?? '{}') as Partial<SiteFacts>;
    const missing = firmware.find((fact) => concerns(fact) && !this.library.has(fact.file, fact.sha256));
    if (!missing) return null;
    return {
      code: 'LIBRARY_FILE_UNKNOWN',
      message: `In r${number} phones are told to take firmware ${missing.version} from "${missing.file}", and the library has no such file any more.`,
      remedy: 'Upload the same file under this name again; then roll back. Nothing was published.',
    };
  }
}

export function firmwareMissing({ file, version }: FirmwareFact): Pick<Problem, 'message' | 'remedy'> {
  return {
    message: `Phones are told to take firmware ${version} from "${file}", and the library has no such file any more.`,
    remedy: 'Upload the same file under this name again, or take its assignment away.',
  };
}
