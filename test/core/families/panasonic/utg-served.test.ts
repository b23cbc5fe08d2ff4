// What a UTG is served: XML by its own rules, and what it ends up with is what was meant.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptySiteFacts, type PhoneFacts } from '../../../../electron/core/configs/facts';
import type { Layer, Parameter } from '../../../../electron/core/configs/layers';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { fitsUtgXml } from '../../../../electron/core/families/panasonic/language/write-xml';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import type { MacAddress } from '../../../../electron/core/shared/mac-address';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogue));
const addresses = {
  baseUrl: 'http://192.0.2.9:8088',
  siteToken: 'site-token',
  phoneToken: 'phone-token',
  asLogin: false,
};
const mac = '0080F0C8C381' as MacAddress;
const model = 'KX-UTG300B';
const site = {
  ...emptySiteFacts,
  timeZone: 'Europe/Berlin',
  sip: { server: 'pbx.example', port: 5060 },
  ntp: '192.0.2.1',
  adminPassword: 'Orchard-7',
};
const phone: PhoneFacts = {
  name: 'Reception & Hall',
  group: '',
  lines: [{ line: 2, extension: '2102', name: 'Hall <2>', authId: 'a2102', password: 'p&<w', server: '' }],
};

const sorted = (parameters: readonly Parameter[]): Parameter[] =>
  parameters.map(({ name, value }) => ({ name, value })).toSorted((a, b) => (a.name < b.name ? -1 : 1));

function contentOf(phoneFile: Parameter[]) {
  const layers: Layer[] = [
    { name: 'site facts', parameters: family.siteFactParameters(site, model) },
    { name: 'phone facts', parameters: family.phoneFactParameters(phone, site, model) },
    { name: 'phone file', parameters: phoneFile },
  ];
  return family.content({ mac, model, served: 'three-files', layers });
}

describe('a UTG', () => {
  test('gets its lines from the facts', () => {
    const { effective } = contentOf([]);
    const value = (name: string): string | undefined => effective.find((found) => found.name === name)?.value;
    expect(value('LINE_ENABLE_2')).toBe('Yes');
    expect(value('SIP_AUTHID_2')).toBe('a2102');
    expect(value('SIP_RGSTR_ADDR_1')).toBe('pbx.example');
  });

  test('has its parameters inside the sections of its guide', () => {
    const text = new TextDecoder().decode(family.renderStandard(contentOf([]), addresses).bytes);
    expect(text).toMatch(/<Line idx="2">\s*<CallCtrl>\s*<DISPLAY_NAME>Hall &lt;2&gt;<\/DISPLAY_NAME>/u);
    expect(text).toMatch(/<Initial>\s*<CfgFiles>\s*<CFG_STANDARD_FILE_PATH>http/u);
    expect(text).not.toContain('Standard Format File');
  });

  test('a bootstrap tells the address and the clock', () => {
    const { bytes } = family.renderBootstrap(model, family.siteFactParameters(site, model), addresses.baseUrl);
    const names = family.parametersOf(bytes, model).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['CFG_RESYNC_FROM_SIP', 'CFG_STANDARD_FILE_PATH', 'NTP_ADDR', 'TIME_ZONE']);
  });

  const name = fc.oneof(
    fc.constantFrom(
      'SYSLOG_ADDR',
      'USER_ID',
      'DISPLAY_NAME_3',
      'SIP_AUTHID_16',
      'COFFEE_1',
      'Tea',
      'HTTP_AUTH_ID',
      'A',
    ),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/u),
  );
  const value = fc.string({ unit: 'grapheme', maxLength: 40 });
  const parameters = fc
    .uniqueArray(fc.record({ name, value }), { selector: (parameter) => parameter.name, maxLength: 12 })
    .map((given) => given.filter((parameter) => fitsUtgXml(parameter) && !family.isManaged(parameter.name)));

  test('takes exactly what is effective, and the linter finds nothing above a hint', () => {
    fc.assert(
      fc.property(parameters, (phoneFile) => {
        const content = contentOf(phoneFile);
        const managed = family.managedParameters(content, addresses);
        const first = family.renderFirst(content, addresses).bytes;
        expect(sorted(family.parametersOf(first, model))).toEqual(sorted([...content.effective, ...managed]));
        for (const { bytes } of [family.renderProduct(content), family.renderStandard(content, addresses)]) {
          const told = family.check(bytes, { model, as: 'file' });
          const above = told.filter(({ severity, code }) => severity !== 'hint' && code !== 'MACRO_UNKNOWN');
          expect(above.filter(({ parameter }) => !phoneFile.some((typed) => typed.name === parameter))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('what XML cannot hold is not taken from a layer', () => {
    const layer = new TextEncoder().encode('1A="x"\nSystem="x"\nUSER_ID="a\u0001b"\nADMIN_ID="boss"\n');
    expect(family.parametersOf(layer, model)).toEqual([{ name: 'ADMIN_ID', value: 'boss' }]);
  });
});
