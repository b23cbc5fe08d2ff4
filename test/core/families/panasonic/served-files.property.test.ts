// The three-file rule, held against a fold of its own: whatever the layers, a phone ends up with the effective values.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServedMode, SiteFacts } from '../../../../electron/core/configs/facts';
import { layerNames, type Layer, type LayerName, type Parameter } from '../../../../electron/core/configs/layers';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { unwritable } from '../../../../electron/core/families/panasonic/fact-text';
import { parametersTaken } from '../../../../electron/core/families/panasonic/language/read-file';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import { parseMacAddress, type MacAddress } from '../../../../electron/core/shared/mac-address';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogue));
const runs = { numRuns: 2000 };
const addresses = {
  baseUrl: 'http://192.0.2.9:8088',
  siteToken: 'site-token',
  phoneToken: 'phone-token',
  asLogin: false,
};
const models = ['KX-UT670', 'KX-UT136', 'KX-UT113', 'KX-HDV100', 'KX-HDV130N', 'KX-TGP500B04', 'KX-TGP600'];

const secretNames = ['SIP_PASS_1', 'SIP_PASS_2', 'ADMIN_PASS', 'CFG_FILE_KEY2'];
const managedNames = ['CFG_STANDARD_FILE_PATH', 'CFG_MASTER_FILE_PATH', 'CFG_ROOT_CERTIFICATE_PATH'];
const openNames = [
  'NTP_ADDR',
  'TIME_ZONE',
  'CFG_RESYNC_TIME',
  'CFG_RESYNC_FROM_SIP',
  'SIP_RGSTR_ADDR_1',
  'SIP_RGSTR_ADDR_2',
  'SIP_RGSTR_PORT_1',
  'PHONE_NUMBER_1',
  'FIRM_FILE_PATH',
  'NOT_IN_THE_CATALOGUE',
];
const credentials = ['http://id:pass@prov.example/{MAC}.cfg', 'HTTPS://token@prov.example/', 'ftp://u:p@h'];

const value = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('', 'Y', 'N', '5060', '192.0.2.5', 'http://prov.example/{MODEL}.fw', 'Grüße'),
  },
  { weight: 1, arbitrary: fc.constantFrom(...credentials) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => unwritable(text) === null) },
);

const parameters = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...secretNames, ...managedNames, ...openNames), value }),
  { selector: ({ name }) => name, maxLength: 10 },
);

const siteFacts: fc.Arbitrary<SiteFacts> = fc.record({
  timeZone: fc.constantFrom('', 'Europe/London', 'Asia/Tokyo'),
  sip: fc.record({ server: fc.constantFrom('', '192.0.2.5'), port: fc.constantFrom(null, 5060) }),
  ntp: fc.constantFrom('', '192.0.2.1'),
  adminPassword: fc.constantFrom('', 'Orchard-7'),
  checkTime: fc.constantFrom('', '02:10'),
  served: fc.constant('three-files' as ServedMode),
});

const fileLayers = fc.tuple(parameters, parameters, parameters, parameters, parameters);
const servedMode = fc.constantFrom<ServedMode>('three-files', 'one-file');
const model = fc.constantFrom(...models);

function layersOf(facts: SiteFacts, files: readonly Parameter[][], modelName: string): Layer[] {
  const [siteFile, modelFile, groupFile, phoneFacts, phoneFile] = files;
  const given = [family.siteFactParameters(facts, modelName), siteFile, modelFile, groupFile, phoneFacts, phoneFile];
  return given.map((list, index) => ({ name: layerNames[index] as LayerName, parameters: list ?? [] }));
}

function mac(digits: string): MacAddress {
  const parsed = parseMacAddress(digits);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

const ours = mac('0080F0C8C381');

/** The winner by strength, written without the program's own fold. */
function strongest(layers: readonly Layer[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const layer of layers.toReversed()) {
    for (const { name, value: text } of layer.parameters) {
      if (!family.isManaged(name) && !(name in values)) values[name] = text;
    }
  }
  return values;
}

const record = (list: readonly Parameter[]): Record<string, string> =>
  Object.fromEntries(list.map(({ name, value: text }) => [name, text]));

describe('for any layers', () => {
  test('folding what is served gives the effective values and the addresses, and nothing else', () => {
    fc.assert(
      fc.property(siteFacts, fileLayers, model, servedMode, (facts, files, modelName, served) => {
        const layers = layersOf(facts, files, modelName);
        const content = family.content({ mac: ours, model: modelName, served, layers });
        const standard = record(parametersTaken(family.renderStandard(content, addresses).bytes, modelName));
        const product = record(parametersTaken(family.renderProduct(content).bytes, modelName));
        const master = record(parametersTaken(family.renderMaster(content).bytes, modelName));
        const expected = { ...strongest(layers), ...record(family.managedParameters(content, addresses)) };

        // Only files whose address is told are fetched.
        const folded = {
          ...('CFG_MASTER_FILE_PATH' in standard ? master : {}),
          ...('CFG_PRODUCT_FILE_PATH' in standard ? product : {}),
          ...standard,
        };
        expect(folded).toEqual(expected);
        expect(record(parametersTaken(family.renderFirst(content, addresses).bytes, modelName))).toEqual(expected);
        expect(served === 'three-files' || Object.keys({ ...product, ...master }).length === 0).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  test('what is written is what is read again', () => {
    fc.assert(
      fc.property(siteFacts, fileLayers, model, (facts, files, modelName) => {
        const layers = layersOf(facts, files, modelName);
        const content = family.content({ mac: ours, model: modelName, served: 'three-files', layers });
        expect(parametersTaken(family.renderProduct(content).bytes, modelName)).toEqual(content.product);
        expect(parametersTaken(family.renderMaster(content).bytes, modelName)).toEqual(content.master);
      }),
      runs,
    );
  });

  test('no secret stands in master or product, nor in the bootstrap', () => {
    fc.assert(
      fc.property(siteFacts, fileLayers, model, (facts, files, modelName) => {
        const layers = layersOf(facts, files, modelName);
        const content = family.content({ mac: ours, model: modelName, served: 'three-files', layers });
        const site = Object.entries(strongest(layers.slice(0, 3))).map(([name, text]) => ({ name, value: text }));
        const open = [
          family.renderMaster(content),
          family.renderProduct(content),
          family.renderBootstrap(modelName, site, addresses.baseUrl),
        ].flatMap(({ bytes }) => parametersTaken(bytes, modelName));
        const secret = open.filter(({ name, value: text }) => secretNames.includes(name) || credentials.includes(text));
        expect(secret).toEqual([]);
      }),
      runs,
    );
  });

  test('master is the same for every phone of a site, product for every phone of a model', () => {
    fc.assert(
      fc.property(
        siteFacts,
        fileLayers,
        fileLayers,
        model,
        model,
        (facts, files, otherFiles, modelName, otherModel) => {
          const [siteFile, modelFile] = files;
          const phone = family.content({
            mac: ours,
            model: modelName,
            served: 'three-files',
            layers: layersOf(facts, files, modelName),
          });
          const sameModel = family.content({
            mac: mac('0080F0000002'),
            model: modelName,
            served: 'three-files',
            layers: layersOf(facts, [siteFile, modelFile, ...otherFiles.slice(2)], modelName),
          });
          const sameSite = family.content({
            mac: mac('0080F0000004'),
            model: otherModel,
            served: 'three-files',
            layers: layersOf(facts, [siteFile, ...otherFiles.slice(1)], otherModel),
          });
          expect(family.renderProduct(sameModel).bytes).toEqual(family.renderProduct(phone).bytes);
          expect(family.renderMaster(sameModel).bytes).toEqual(family.renderMaster(phone).bytes);
          expect(family.renderMaster(sameSite).bytes).toEqual(family.renderMaster(phone).bytes);
        },
      ),
      runs,
    );
  });
});
