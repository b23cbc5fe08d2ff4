// Reading a folder changes nothing for its phones: whatever the files, each gets after the import what it got before.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhoneFacts, SiteFacts } from '../../../../electron/core/configs/facts';
import { layerNames, type Layer, type LayerName, type Parameter } from '../../../../electron/core/configs/layers';
import { config, effective, family, fold, mac, plan, type Folder } from './import-bench';

const models = ['KX-UT670', 'KX-UT136', 'KX-UT113', 'KX-HDV100', 'KX-HDV130N', 'KX-TGP600'];
const runs = { numRuns: 120 };

const value = fc.constantFrom('', 'Y', 'N', 'Enabled', '5060', '192.0.2.5', '2101', 'Jane', ' Jane ', '02:00', 'Grüße');
const names = [
  'NTP_ADDR',
  'TIME_ZONE',
  'CFG_RESYNC_TIME',
  'ADMIN_PASS',
  'LINE_ENABLE_1',
  'PROFILE_ENABLE1',
  'PROFILE_ENABLE_1',
  ...[
    'PHONE_NUMBER',
    'DISPLAY_NAME',
    'SIP_AUTHID',
    'SIP_PASS',
    'SIP_RGSTR_ADDR',
    'SIP_RGSTR_PORT',
    'SIP_PRXY_ADDR',
  ].flatMap((name) => [`${name}_1`, `${name}_2`]),
  'NOT_IN_THE_CATALOGUE',
];
const parameters: fc.Arbitrary<Parameter[]> = fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), value }), {
  selector: ({ name }) => name,
  maxLength: 14,
});

const text = fc.constantFrom('', 'Reception', '2101', 'pw-4711-x');
const line = fc.record({
  extension: text,
  name: text,
  authId: text,
  password: text,
  server: fc.constantFrom('', '192.0.2.7', '192.0.2.7:5080'),
});
const siteFacts: fc.Arbitrary<SiteFacts> = fc.record({
  timeZone: fc.constantFrom('', 'Europe/London', 'Asia/Tokyo'),
  sip: fc.record({ server: fc.constantFrom('', '192.0.2.5', '192.0.2.5:5070'), port: fc.constantFrom(null, 5060) }),
  ntp: fc.constantFrom('', '192.0.2.1'),
  adminPassword: fc.constantFrom('', 'Orchard-7'),
  checkTime: fc.constantFrom('', '02:10'),
  served: fc.constantFrom('three-files', 'one-file'),
});
const phones = fc.array(
  fc.record({
    model: fc.constantFrom(...models),
    name: text,
    lines: fc.array(line, { maxLength: 2 }),
    checkTime: fc.constantFrom('', '02:10', '03:15'),
    own: parameters,
  }),
  { minLength: 1, maxLength: 5 },
);

const macOf = (index: number) => mac(`0080F0A1B2${(16 + index).toString(16)}`);

describe('a folder rendered from a site', () => {
  test('gives every phone the values it had, and its lines as facts', () => {
    fc.assert(
      fc.property(siteFacts, parameters, parameters, phones, (facts, siteFile, modelFile, given) => {
        const folder: Record<string, Uint8Array> = {};
        const before = new Map<string, Record<string, string>>();
        given.forEach((phone, index) => {
          const phoneFacts: PhoneFacts = {
            name: phone.name,
            group: null,
            lines: phone.lines.map((each, at) => ({ ...each, line: at + 1 })),
            ...(phone.checkTime && { checkTime: phone.checkTime }),
          };
          const lists = [
            family.siteFactParameters(facts, phone.model),
            siteFile,
            phone.model === 'KX-UT670' ? modelFile : [],
            [],
            family.phoneFactParameters(phoneFacts, facts, phone.model),
            phone.own,
          ];
          const layers: Layer[] = lists.map((list, at) => ({ name: layerNames[at] as LayerName, parameters: list }));
          const content = family.content({ mac: macOf(index), model: phone.model, served: facts.served, layers });
          const addresses = {
            baseUrl: 'http://192.0.2.9:8088',
            siteToken: 'site-token',
            phoneToken: `token-${index}`,
            asLogin: false,
          };
          folder[`p/token-${index}/${macOf(index)}.cfg`] = family.renderStandard(content, addresses).bytes;
          if (facts.served === 'three-files') {
            folder['s/site-token/master.cfg'] = family.renderMaster(content).bytes;
            folder[`s/site-token/product-${phone.model}.cfg`] = family.renderProduct(content).bytes;
          }
          // In one file nothing tells the model.
          if (facts.served === 'one-file') {
            folder[`p/token-${index}/${macOf(index)}.cfg`] = new Uint8Array(0);
            folder[`${phone.model}/${macOf(index)}.cfg`] = family.renderStandard(content, addresses).bytes;
          }
          before.set(macOf(index), Object.fromEntries(content.effective.map(({ name, value: v }) => [name, v])));
        });
        const made = plan(folder);
        expect(Object.fromEntries(effective(made))).toEqual(Object.fromEntries(before));
      }),
      runs,
    );
  });
});

describe('a folder of any files', () => {
  const shape = fc.record({
    boot: fc.option(parameters, { nil: null }),
    master: fc.option(parameters, { nil: null }),
    department: parameters,
    products: fc.dictionary(fc.constantFrom('KX-UT670', 'KX-UT136', 'KX-HDV130'), parameters),
    phones: fc.array(
      fc.record({
        model: fc.constantFrom('KX-UT670', 'KX-UT136', 'KX-HDV130'),
        refersTo: fc.constantFrom('nothing', 'department', 'product'),
        own: parameters,
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });
  const lines = (list: readonly Parameter[]): string[] => list.map(({ name, value: v }) => `${name}="${v}"`);

  test('gives every phone the fold of its files', () => {
    fc.assert(
      fc.property(shape, ({ boot, master, department, products, phones: given }) => {
        const folder: Record<string, string> = {};
        if (master) folder['ConfigCommon.cfg'] = config(...lines(master));
        folder['ConfigPlanning.cfg'] = config(...lines(department));
        for (const [model, list] of Object.entries(products)) folder[`Config${model}.cfg`] = config(...lines(list));
        if (boot)
          folder['KX-UT670.cfg'] = config('CFG_STANDARD_FILE_PATH="http://pbx/Config{MAC}.cfg"', ...lines(boot));
        const before: Record<string, Record<string, string>> = {};
        given.forEach((phone, index) => {
          const address = { nothing: [], department: ['ConfigPlanning.cfg'], product: ['Config{MODEL}.cfg'] }[
            phone.refersTo
          ];
          const path = `${phone.model}/Config${macOf(index)}.cfg`;
          folder[path] = config(
            ...address.map((name) => `CFG_PRODUCT_FILE_PATH="http://u:p@pbx/${name}"`),
            ...lines(phone.own),
          );
          before[macOf(index)] = fold(
            phone.model,
            phone.model === 'KX-UT670' ? folder['KX-UT670.cfg'] : undefined,
            folder['ConfigCommon.cfg'],
            phone.refersTo === 'department' ? folder['ConfigPlanning.cfg'] : folder[`Config${phone.model}.cfg`],
            folder[path],
          );
        });
        const made = plan(folder);
        const after = Object.fromEntries(effective(made));
        expect(after).toEqual(before);
        expect(JSON.stringify(made.layers)).not.toContain('_FILE_PATH');
      }),
      runs,
    );
  });

  test('any bytes are planned without a throw', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary' }),
      parameters.map((list) => config(...lines(list))),
    );
    const path = fc.constantFrom(
      'a.cfg',
      'KX-UT670.cfg',
      'Config0080F0A1B2C3.cfg',
      '0080f0a1b2c3.cfg',
      'ConfigCommon.cfg',
      'x/ConfigKX-UT670.cfg',
    );
    fc.assert(
      fc.property(fc.dictionary(path, bytes), (folder: Folder) => {
        const made = plan(folder, undefined, 'KX-UT670');
        expect(made.files.map((each) => each.path)).toEqual(Object.keys(folder).toSorted());
        expect(made.files.every((each) => each.scope !== null || each.problems.length > 0)).toBe(true);
      }),
      runs,
    );
  });
});
