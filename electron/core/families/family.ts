// What the rest of the program may ask of a vendor's family. A new family is one folder here and one in resources/.
import type { PhoneFacts, ServedMode, SiteFacts } from '../configs/facts';
import type { EffectiveValue, Layer, LayerName, Parameter } from '../configs/layers';
import type { Contact } from '../phones/contact';
import type { RandomBytes } from '../shared/digest';
import type { MacAddress } from '../shared/mac-address';
import type { HandOutPhone, HandOutWay } from '../provisioning/hand-out';
import type { NotifyHabits } from '../resync/notify-habits';
import type { SipServer } from '../resync/sip-server';
import type { ConfigSample } from './config-sample';
import type { ClockHeld } from '../timing/clock-held';
import type { DownloadTiming } from '../timing/download-timing';
import type { TimingAssumptions } from '../timing/timing-assumptions';
import type { FileProblem, Problem, Severity } from '../shared/problem';
import type { FileProblemCode } from '../shared/problem-codes';
import type { Result } from '../shared/result';

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
  /** The tokens are told as the password of a login in front of the host, not as a part of the path. */
  readonly asLogin: boolean;
  /** Of the root certificate; given when phones are told HTTPS. */
  readonly rootUrl?: string | null;
}

/** What a phone is told that knows us not yet. */
export interface FirstAddresses {
  /** Plain HTTP while that is served, whatever other phones are told: this one does not trust our root. */
  readonly baseUrl: string;
  readonly rootUrl: string | null;
}

export type LibraryAddresses = Omit<ManagedAddresses, 'phoneToken'>;

/** What a path asks for. MACs and models are normalised, nothing is looked up. */
export type FileRequest =
  | { readonly kind: 'bootstrap'; readonly model: string }
  | { readonly kind: 'first'; readonly mac: MacAddress }
  | { readonly kind: 'standard'; readonly token: PathToken; readonly mac: MacAddress }
  | { readonly kind: 'master'; readonly siteToken: PathToken }
  | { readonly kind: 'product'; readonly siteToken: PathToken; readonly model: string }
  /** A file of the library; the name in any case. */
  | { readonly kind: 'library'; readonly siteToken: PathToken; readonly name: string }
  /** The site's phone book. */
  | { readonly kind: 'contacts'; readonly siteToken: PathToken }
  | { readonly kind: 'root-certificate' }
  /** Where a phone may PUT its logs: beside its own file, under any name. Its own file's name means `standard`. */
  | { readonly kind: 'upload'; readonly token: PathToken; readonly name: string };

/** Null: the path has none, so that a login must say whose it is. */
export type PathToken = string | null;

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

/** One change of a file. An edit touches only its own line (in XML its own characters): comments, order, blank lines, line ends and
 *  lines that are no parameter stay byte for byte. */
export type ConfigEdit =
  /** Puts the value into the line that counts by the series' rule for equal names; a new one gets a line behind its kin, or before
   *  the closing empty line. */
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  /** Takes away every line of the name, so that the parameter is really not set. */
  | { readonly kind: 'unset'; readonly name: string }
  /** All lines of the name. One that is not there changes nothing; one that is there under the new name refuses. */
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** All lines of the name, before the first of another, or (null) before the closing empty lines. Text only. */
  | { readonly kind: 'move'; readonly name: string; readonly before: string | null };

/** What shows only when all layers of a phone are folded; its severity is that of the code. */
export interface EffectiveProblem {
  readonly code: FileProblemCode;
  readonly message: string;
  readonly remedy: string;
  readonly parameter: string;
}

/** A line at a SIP server, the administrator of a site's phones, the user of a phone's web pages. */
export type PasswordKind = 'line' | 'admin' | 'web';

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

export type ValueOf = (name: string) => string | undefined;

/** Parameters told apart into facts and what no fact gives. */
export interface FactsFound {
  readonly site: Partial<SiteFacts>;
  readonly phone: PhoneFacts;
  readonly rest: readonly Parameter[];
}

/** Where a file of another server sends the phone for more; macros as they stand, credentials left out. */
export interface FileReference {
  readonly role: 'master' | 'product' | 'standard';
  readonly address: string;
}

/** What a file says of whose it is. */
export interface ImportHints {
  readonly macs: readonly MacAddress[];
  readonly models: readonly string[];
  readonly references: readonly FileReference[];
}

export interface Family {
  readonly id: string;
  readonly samples: readonly ConfigSample[];
  readonly models: readonly Model[];
  /** Finds a model by prefix, so that regional suffixes are known (`KX-HDV130N`); null when it is none of ours. */
  findModel(name: string): Model | null;

  /** Every departure from the rules, by line and column. Never throws, whatever the bytes. */
  check(bytes: Uint8Array, options: CheckOptions): FileProblem[];
  /** How serious each code usually is. */
  readonly severities: Readonly<Record<FileProblemCode, Severity>>;
  /** Layers that silence or need each other. `place` names a layer in words: `group Reception`. */
  checkEffective(effective: readonly EffectiveValue[], place: (layer: LayerName) => string): EffectiveProblem[];
  /** The most bytes that all files of a phone may have together; null where no guide states it. */
  sizeLimitBytes(model: string): number | null;
  /** A new password that every series takes, without look-alikes. */
  makePassword(kind: PasswordKind, randomBytes: RandomBytes): string;
  /** What a phone of the model would take from a file or layer: valid lines only, duplicates settled by the series' rule. */
  parametersOf(bytes: Uint8Array, model: string): Parameter[];
  /** Any bytes with the edits made, in the order given; all of them or none. VALUE_INVALID: a name or value the file cannot hold;
   *  XML_NOT_WELL_FORMED, FILE_NOT_TEXT: XML that is to be mended first. `model` null: the series' rules of UT. */
  edit(bytes: Uint8Array, model: string | null, edits: readonly ConfigEdit[]): Result<Uint8Array>;
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

  /** The two above read backwards: facts are read from `parameters` and count when all they would write has that value `within`
   *  (by default: among the same). The facts and `rest` together give `parameters` again. */
  factsFrom(parameters: readonly Parameter[], model: string, within?: ValueOf): FactsFound;

  /** What a file made for another server says of itself. Never throws. */
  importHints(bytes: Uint8Array): ImportHints;
  /** Models named in a file's name or any other text. */
  modelsIn(text: string): readonly string[];
  macInFileName(name: string): MacAddress | null;
  /** How many names from the end of `path` fit the address, macros filled for `model` (null: any); 0 for another file. */
  referenceMatch(reference: FileReference, path: string, model: string | null): number;
  /** A file as the text of a layer, without some parameters and with others; empty when nothing is left to say. */
  rewriteLayer(
    bytes: Uint8Array,
    change: { readonly removed: ReadonlySet<string>; readonly added: readonly Parameter[] },
  ): string;

  /** Chooses what master, product and standard hold, by the three-file rule (product.md, "served files"). */
  content(input: {
    readonly mac: MacAddress;
    readonly model: string;
    readonly served: ServedMode;
    /** Weakest first: site facts, site file, model file, group file, phone facts, phone file. */
    readonly layers: readonly Layer[];
  }): PhoneContent;
  /** Exact bytes: magic line, CR LF, closing empty line; XML for series that take nothing else. Master comes out the same from any phone of the site that is told its
   *  address (managedParameters); some models cannot read it and are not. */
  renderMaster(content: PhoneContent): RenderedFile;
  renderProduct(content: PhoneContent): RenderedFile;
  renderStandard(content: PhoneContent, addresses: ManagedAddresses): RenderedFile;
  /** One flattened file with everything, for first contact. */
  renderFirst(content: PhoneContent, addresses: ManagedAddresses): RenderedFile;
  /** The same for every phone of a model; `site` are the effective values of the site and model layers. Holds no secret. */
  renderBootstrap(model: string, site: readonly Parameter[], baseUrl: string, rootUrl?: string | null): RenderedFile;
  /** The managed parameters as they stand in standard. */
  managedParameters(content: PhoneContent, addresses: ManagedAddresses): Parameter[];

  /** A value as it stands in a served file: a library file's name has become its address. */
  told(parameter: Parameter, addresses: LibraryAddresses): Parameter;
  /** A value as it is compared: without the address of this laptop in it. */
  comparable(parameter: Parameter): string;
  /** Whether phones of the model can be told of firmware by their files. */
  takesFirmware(model: string): boolean;
  libraryAddress(addresses: LibraryAddresses, name: string): string;
  phoneBookAddress(addresses: LibraryAddresses): string;
  /** The phone book as a phone imports it, and the text of one that a phone has exported (null when it is none). */
  writePhoneBook(contacts: readonly Contact[]): Uint8Array;
  readPhoneBook(text: string): Contact[] | null;

  /** Which file a path means; tolerant of case in MAC and extension. Null for everything that is none of ours. */
  fileRequest(path: string): FileRequest | null;
  /** The path lies where only a token or a login opens anything, whether it names a file or not. */
  isBehindLogin(path: string): boolean;
  /** A twelve-digit MAC anywhere in a path that is no request of ours: makes a waiting phone. */
  macInPath(path: string): MacAddress | null;
  /** MAC and model as the User-Agent claims them: a hint, never identity. */
  userAgentHint(userAgent: string): {
    readonly mac: MacAddress | null;
    readonly model: string | null;
    readonly firmware: string | null;
  };
  /** The way in a phone's own menus, for all series or for one phone, whose own address is told then. */
  menuWays(phone: HandOutPhone | null): readonly HandOutWay[];
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
  /** The accounts of all its lines, with which it proves itself where it registers. */
  sipAccounts(held: ReadonlyMap<string, string>): readonly {
    readonly line: number;
    readonly user: string;
    readonly authId: string;
    readonly password: string;
  }[];
  /** Where it registers its first line, from what it holds; null when it holds no server. */
  sipServer(held: ReadonlyMap<string, string>): SipServer | null;
  readonly notifyHabits: NotifyHabits;
  /** True when the phone drops SIP from anyone but its servers (SIP_DETECT_SSAF_n). */
  filtersSipSource(held: ReadonlyMap<string, string>): boolean;
  /** How it asks by itself, from what it holds; enough to say when, or "not by itself". */
  downloadTiming(held: ReadonlyMap<string, string>, assumptions?: TimingAssumptions): DownloadTiming;
  /** How it knows the time of day, from what it holds; `model` null: any. */
  clockHeld(held: ReadonlyMap<string, string>, model: string | null, assumptions?: TimingAssumptions): ClockHeld;
}
