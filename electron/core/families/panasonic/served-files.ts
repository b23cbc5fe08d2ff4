// What each of a phone's files holds: the three-file rule of docs/decisions/0005-what-each-served-file-holds.md.
import { effectiveValues, type Layer, type LayerName, type Parameter } from '../../configs/layers';
import type { ServedMode } from '../../configs/facts';
import type { ManagedAddresses, PhoneContent } from '../family';
import type { MacAddress } from '../../shared/mac-address';
import { firstContactPath, masterAddress, productAddress, standardAddress } from './boot-paths';
import { factoryNotifyEvent } from './notify-event';

/** What the rule must know of names, values and models. */
export interface ServedFileRules {
  isManaged(name: string): boolean;
  isSecret(name: string): boolean;
  /** Site facts with a place on every model that takes the master file. */
  readonly factsOfEveryModel: ReadonlySet<string>;
  /** False for a model that cannot read the common master file: its product file carries the site's values too. */
  takesMaster(model: string): boolean;
}

interface ContentInput {
  readonly mac: MacAddress;
  readonly model: string;
  readonly served: ServedMode;
  /** Weakest first; managed parameters found in them are dropped. */
  readonly layers: readonly Layer[];
}

const phoneLayers: ReadonlySet<LayerName> = new Set(['group file', 'phone facts', 'phone file']);

/** Master and product depend on the site's and the model's layers alone, never on the phone, and hold no secret. */
export function servedContent(input: ContentInput, rules: ServedFileRules): PhoneContent {
  const { mac, model, served } = input;
  const layers = input.layers.map((layer) => ({
    name: layer.name,
    parameters: layer.parameters.filter(({ name }) => !rules.isManaged(name)),
  }));
  const effective = effectiveValues(layers);
  if (served === 'one-file') return { mac, model, served, effective, master: [], product: [] };

  const site = effectiveValues(layers.filter((layer) => layer.name === 'site facts' || layer.name === 'site file'));
  const shared = effectiveValues(layers.filter((layer) => !phoneLayers.has(layer.name)));
  const inMaster = (name: string, layer: LayerName): boolean =>
    layer === 'site file' || rules.factsOfEveryModel.has(name);
  const masterTaken = rules.takesMaster(model);
  return {
    mac,
    model,
    served,
    effective,
    master: open(
      site.filter(({ name, layer }) => inMaster(name, layer)),
      rules,
    ),
    product: open(
      shared.filter(({ name, layer }) => layer === 'model file' || !masterTaken || !inMaster(name, layer)),
      rules,
    ),
  };
}

function open(values: readonly Parameter[], rules: ServedFileRules): Parameter[] {
  return values
    .filter(({ name, value, own }) => !own && !rules.isSecret(name) && !hasUrlCredentials(value))
    .map(({ name, value }) => ({ name, value }));
}

/** `scheme://user:password@host` is the documented way to log in (KX-HDV100 guide p. 36). Taken widely: an `@` anywhere behind a
 *  scheme counts, since a wrong guess only moves the value to the phone's own file. */
function hasUrlCredentials(value: string): boolean {
  return /:\/\/.*@/s.test(value);
}

/** What the phone's own file must say so that the three together give the effective values: phones rank standard > product >
 *  master (KX-UT123 guide p. 46). Secrets come here because the other two never hold them. */
export function standardParameters(content: PhoneContent): Parameter[] {
  const shared = new Map([...content.master, ...content.product].map(({ name, value }) => [name, value]));
  return content.effective
    .filter(({ name, value, layer }) => phoneLayers.has(layer) || shared.get(name) !== value)
    .map(({ name, value }) => ({ name, value }));
}

/** The addresses as they stand in standard, behind everything else. In one-file mode only the phone's own is told. */
export function managedParameters(
  content: PhoneContent,
  addresses: ManagedAddresses,
  takesMaster: (model: string) => boolean,
): Parameter[] {
  const standard = { name: 'CFG_STANDARD_FILE_PATH', value: standardAddress(addresses, content.mac) };
  if (content.served === 'one-file') return [standard];
  const product = { name: 'CFG_PRODUCT_FILE_PATH', value: productAddress(addresses, content.model) };
  const master = { name: 'CFG_MASTER_FILE_PATH', value: masterAddress(addresses) };
  return takesMaster(content.model) ? [standard, product, master] : [standard, product];
}

/** What lets a phone know the time before anything else, so that a fixed check time can work. */
const clockName = /^(NTP_ADDR|TIME_ZONE|TIME_ZONE_COUNTRY|LOCAL_TIME_ZONE_POSIX|TIME_(SYNC|QUERY)_INTVL|DST_\w+)$/;

const eventName = 'CFG_RESYNC_FROM_SIP';

/** The same for every phone of a model: the clock, the event text (written out even when it is the factory's, so that we know it
 *  is held), and where to ask first. `site` are the effective values of the site's and the model's layers. */
export function bootstrapParameters(site: readonly Parameter[], baseUrl: string): Parameter[] {
  const open = site
    .filter(({ value, own }) => !own && !hasUrlCredentials(value))
    .map(({ name, value }) => ({ name, value }));
  return [
    ...open.filter(({ name }) => clockName.test(name)),
    open.find(({ name }) => name === eventName) ?? { name: eventName, value: factoryNotifyEvent },
    { name: 'CFG_STANDARD_FILE_PATH', value: baseUrl + firstContactPath },
  ];
}
