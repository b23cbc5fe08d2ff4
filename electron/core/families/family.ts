// What the rest of the program may ask of a vendor's family. A new family is one folder here and one in resources/.
import type { PhoneFacts, ServedMode, SiteFacts } from '../configs/facts';
import type { EffectiveValue, Layer, Parameter } from '../configs/layers';
import type { MacAddress } from '../shared/mac-address';
import type { FileProblem, Problem } from '../shared/problem';

export interface Model {
  /** As the phone calls itself, upper case, with a regional suffix where it has one: `KX-UT670`, `KX-HDV130N`. */
  readonly name: string;
  readonly series: string;
  /** SIP accounts the model can hold; null when no guide we know says so (then nothing is limited). */
  readonly lines: number | null;
}

/** Names of the files a phone takes, by role. `first` is the flattened file of first contact. */
export type ServedFileName = 'bootstrap' | 'first' | 'master' | 'product' | 'standard';

export interface RenderedFile {
  readonly name: ServedFileName;
  readonly bytes: Uint8Array;
}

/** The addresses that make a phone's files its own. They are put in last and belong to no revision. */
export interface ManagedAddresses {
  /** `http://ADDRESS:PORT`, no slash at the end. */
  readonly baseUrl: string;
  readonly siteToken: string;
  readonly phoneToken: string;
}

/** What a path asks for. MACs and models are normalised, nothing is looked up. */
export type FileRequest =
  | { readonly kind: 'bootstrap'; readonly model: string }
  | { readonly kind: 'first'; readonly mac: MacAddress }
  | { readonly kind: 'standard'; readonly token: string; readonly mac: MacAddress }
  | { readonly kind: 'master'; readonly siteToken: string }
  | { readonly kind: 'product'; readonly siteToken: string; readonly model: string };

export interface CheckOptions {
  /** Narrows the rules to the series and line count of a model; without it only what holds for every series is told. */
  readonly model?: string;
  /** `layer`: text typed into Cordboard, where the magic line and the closing empty line may be left out because serving adds
   *  them, and line ends are normalised. `file`: a file as a phone would get it. */
  readonly as: 'layer' | 'file';
}

/** The content of a phone's files without addresses and tokens. */
export interface PhoneContent {
  readonly mac: MacAddress;
  readonly model: string;
  readonly served: ServedMode;
  /** All layers folded, managed ones not among them. */
  readonly effective: readonly EffectiveValue[];
  /** What master and product carry: the fold of site layers, and of the model layer, secrets left out. */
  readonly master: readonly Parameter[];
  readonly product: readonly Parameter[];
}

export interface CatalogueEntry {
  /** With placeholders for indexes: `PHONE_NUMBER_{line}`. */
  readonly name: string;
  readonly series: readonly string[];
  readonly category: string;
  readonly perLine: boolean;
  readonly type: string;
  readonly allowed: string;
  readonly default: string;
  readonly unit: string;
  readonly description: string;
  readonly secret: boolean;
}

export interface Family {
  readonly id: string;
  readonly models: readonly Model[];
  /** Finds a model by prefix, so that regional suffixes are known (`KX-HDV130N`); null when it is none of ours. */
  findModel(name: string): Model | null;

  /** Every departure from the rules, by line and column. Never throws, whatever the bytes. */
  check(bytes: Uint8Array, options: CheckOptions): FileProblem[];
  /** What a phone of the model would take from a file or layer: valid lines only, duplicates settled by the series' rule. */
  parametersOf(bytes: Uint8Array, model: string): Parameter[];
  /** The layer a parameter name belongs to is ours alone (addresses of files and certificates). */
  isManaged(name: string): boolean;
  isSecret(name: string): boolean;
  /** The catalogue row of a concrete name (`PHONE_NUMBER_1`) for a series, or of any series; null when unknown. */
  describe(name: string, series?: string): CatalogueEntry | null;
  /** All rows of a series, for completion. */
  catalogueOf(series: string): readonly CatalogueEntry[];

  /** Refuses (FACT_INVALID) text that no file of the family could carry; `fact` names it in the message: `name of line 1`. */
  checkFactText(fact: string, text: string): Problem | null;
  siteFactParameters(facts: SiteFacts, model: string): Parameter[];
  phoneFactParameters(facts: PhoneFacts, site: SiteFacts, model: string): Parameter[];

  /** Chooses what master, product and standard hold, by the three-file rule (product.md, "served files"). */
  content(input: {
    readonly mac: MacAddress;
    readonly model: string;
    readonly served: ServedMode;
    /** Weakest first: site facts, site file, model file, group file, phone facts, phone file. */
    readonly layers: readonly Layer[];
  }): PhoneContent;
  /** Exact bytes: magic line, CR LF, closing empty line. Master comes out the same from any phone of the site that is told its
   *  address (managedParameters); some models cannot read it and are not. */
  renderMaster(content: PhoneContent): RenderedFile;
  renderProduct(content: PhoneContent): RenderedFile;
  renderStandard(content: PhoneContent, addresses: ManagedAddresses): RenderedFile;
  /** One flattened file with everything, for first contact. */
  renderFirst(content: PhoneContent, addresses: ManagedAddresses): RenderedFile;
  /** The same for every phone of a model; `site` are the effective values of the site and model layers. Holds no secret. */
  renderBootstrap(model: string, site: readonly Parameter[], baseUrl: string): RenderedFile;
  /** The managed parameters as they stand in standard. */
  managedParameters(content: PhoneContent, addresses: ManagedAddresses): Parameter[];

  /** Which file a path means; tolerant of case in MAC and extension. Null for everything that is none of ours. */
  fileRequest(path: string): FileRequest | null;
  /** A twelve-digit MAC anywhere in a path that is no request of ours: makes a waiting phone. */
  macInPath(path: string): MacAddress | null;
  /** MAC and model as the User-Agent claims them: a hint, never identity. */
  userAgentHint(userAgent: string): {
    readonly mac: MacAddress | null;
    readonly model: string | null;
    readonly firmware: string | null;
  };
  /** Asks for its bootstrap at every start-up (HDV, UTG), so that a known phone at its first address is no alarm. */
  bootstrapsAtEveryStart(model: string): boolean;

  /** The event text a NOTIFY must carry, from what the phone holds. */
  notifyEvent(held: ReadonlyMap<string, string>): string;
  /** The port the phone listens on, from what it holds; 5060 when that says nothing. */
  sipPort(held: ReadonlyMap<string, string>): number;
  /** What a phone answers a digest challenge of our NOTIFY with: account of its first line, as held. */
  sipAccount(held: ReadonlyMap<string, string>): {
    readonly user: string;
    readonly authId: string;
    readonly password: string;
  };
  /** True when the phone drops SIP from anyone but its servers (SIP_DETECT_SSAF_n). */
  filtersSipSource(held: ReadonlyMap<string, string>): boolean;
  /** How it asks by itself, from what it holds; enough to say when, or "not by itself". */
  downloadTiming(held: ReadonlyMap<string, string>): DownloadTiming;
}

/** How a phone asks by itself. A valid fixed time silences cyclic and retry (guide 2012-07, "Download Timing"). */
export interface DownloadTiming {
  readonly enabled: boolean;
  /** Minutes after midnight of the phone's clock, null when none or invalid. */
  readonly fixedTimeMinutes: number | null;
  readonly cyclicMinutes: number | null;
  readonly retryMinutes: number | null;
}
