import { expect, test } from 'vitest';
import { emptySiteFacts, type PhoneFacts } from '../../../../electron/core/configs/facts';
import { effectiveValues, type Layer, type Parameter } from '../../../../electron/core/configs/layers';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import type { MacAddress } from '../../../../electron/core/shared/mac-address';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogue));
const addresses = {
  baseUrl: 'http://192.0.2.9:8088',
  siteToken: 'S1te-T0ken',
  phoneToken: 'Ph0ne-T0ken',
  asLogin: false,
};
const mac = '0080F0C8C381' as MacAddress;

const siteFacts = {
  ...emptySiteFacts,
  timeZone: 'America/Los_Angeles',
  sip: { server: '192.0.2.5', port: null },
  ntp: '192.0.2.1',
  adminPassword: 'Orchard-7',
  checkTime: '02:10',
};

const reception: PhoneFacts = {
  name: 'Reception',
  group: 'Front desk',
  lines: [{ line: 1, extension: '2101', name: 'Reception', authId: 'a2101', password: 's3cret-2101', server: '' }],
};

const siteFile = [
  { name: 'CFG_RESYNC_FROM_SIP', value: 'cordboard' },
  { name: 'SYSLOG_ADDR', value: '192.0.2.7' },
];
const modelFile = [
  { name: 'SYSLOG_ADDR', value: '192.0.2.8' },
  { name: 'FIRM_FILE_PATH', value: 'http://id:pass@fw.example/{MODEL}.fw' },
];
const groupFile = [{ name: 'NTP_ADDR', value: '192.0.2.2' }];

function layersFor(model: string, phoneFile: Parameter[] = []): Layer[] {
  return [
    { name: 'site facts', parameters: family.siteFactParameters(siteFacts, model) },
    { name: 'site file', parameters: siteFile },
    { name: 'model file', parameters: modelFile },
    { name: 'group file', parameters: groupFile },
    { name: 'phone facts', parameters: family.phoneFactParameters(reception, siteFacts, model) },
    { name: 'phone file', parameters: phoneFile },
  ];
}

const contentFor = (model: string, served: 'three-files' | 'one-file' = 'three-files') =>
  family.content({ mac, model, served, layers: layersFor(model) });

/** A golden file is written with LF here and compared with CR LF. */
function golden(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

const master = `# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
CFG_RESYNC_FROM_SIP="cordboard"
CFG_RESYNC_TIME="02:10"
NTP_ADDR="192.0.2.1"
SIP_PRSNC_ADDR_1="192.0.2.5"
SIP_PRXY_ADDR_1="192.0.2.5"
SIP_RGSTR_ADDR_1="192.0.2.5"
SIP_SVCDOMAIN_1="192.0.2.5"
SYSLOG_ADDR="192.0.2.7"

`;

test('the master file of a site, byte for byte, from any of its phones', () => {
  for (const model of ['KX-UT670', 'KX-UT113', 'KX-HDV130', 'KX-TGP600', 'KX-TGP500']) {
    expect(text(family.renderMaster(contentFor(model)))).toBe(golden(master));
  }
});

test('the product file of the KX-UT670, byte for byte', () => {
  const servers = ['PRSNC_ADDR', 'PRXY_ADDR', 'RGSTR_ADDR', 'SVCDOMAIN'].flatMap((what) =>
    [2, 3, 4, 5, 6].map((line) => `SIP_${what}_${line}="192.0.2.5"\n`),
  );
  expect(text(family.renderProduct(contentFor('KX-UT670')))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
${servers.join('')}SYSLOG_ADDR="192.0.2.8"

`),
  );
});

test('the product file of the KX-HDV130, byte for byte', () => {
  expect(text(family.renderProduct(contentFor('KX-HDV130')))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
SIP_PRSNC_ADDR_2="192.0.2.5"
SIP_PRXY_ADDR_2="192.0.2.5"
SIP_RGSTR_ADDR_2="192.0.2.5"
SIP_SVCDOMAIN_2="192.0.2.5"
SYSLOG_ADDR="192.0.2.8"
TIME_ZONE="-480"

`),
  );
});

test('the standard file of a KX-UT670, byte for byte', () => {
  expect(text(family.renderStandard(contentFor('KX-UT670'), addresses))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
ADMIN_PASS="Orchard-7"
DISPLAY_NAME_1="Reception"
FIRM_FILE_PATH="http://id:pass@fw.example/{MODEL}.fw"
LINE_ENABLE_1="Enabled"
NTP_ADDR="192.0.2.2"
PHONE_NUMBER_1="2101"
PROFILE_ENABLE_1="Enabled"
SIP_AUTHID_1="a2101"
SIP_PASS_1="s3cret-2101"
CFG_STANDARD_FILE_PATH="http://192.0.2.9:8088/p/Ph0ne-T0ken/0080F0C8C381.cfg"
CFG_PRODUCT_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/product-KX-UT670.cfg"
CFG_MASTER_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/master.cfg"

`),
  );
});

test('the standard file of a KX-HDV130, byte for byte', () => {
  expect(text(family.renderStandard(contentFor('KX-HDV130'), addresses))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
ADMIN_PASS="Orchard-7"
DISPLAY_NAME_1="Reception"
FIRM_FILE_PATH="http://id:pass@fw.example/{MODEL}.fw"
NTP_ADDR="192.0.2.2"
PHONE_NUMBER_1="2101"
SIP_AUTHID_1="a2101"
SIP_PASS_1="s3cret-2101"
CFG_STANDARD_FILE_PATH="http://192.0.2.9:8088/p/Ph0ne-T0ken/0080F0C8C381.cfg"
CFG_PRODUCT_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/product-KX-HDV130.cfg"
CFG_MASTER_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/master.cfg"

`),
  );
});

const flattened = `# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
ADMIN_PASS="Orchard-7"
CFG_RESYNC_FROM_SIP="cordboard"
CFG_RESYNC_TIME="02:10"
DISPLAY_NAME_1="Reception"
FIRM_FILE_PATH="http://id:pass@fw.example/{MODEL}.fw"
NTP_ADDR="192.0.2.2"
PHONE_NUMBER_1="2101"
SIP_AUTHID_1="a2101"
SIP_PASS_1="s3cret-2101"
SIP_PRSNC_ADDR_1="192.0.2.5"
SIP_PRSNC_ADDR_2="192.0.2.5"
SIP_PRXY_ADDR_1="192.0.2.5"
SIP_PRXY_ADDR_2="192.0.2.5"
SIP_RGSTR_ADDR_1="192.0.2.5"
SIP_RGSTR_ADDR_2="192.0.2.5"
SIP_SVCDOMAIN_1="192.0.2.5"
SIP_SVCDOMAIN_2="192.0.2.5"
SYSLOG_ADDR="192.0.2.8"
TIME_ZONE="-480"
CFG_STANDARD_FILE_PATH="http://192.0.2.9:8088/p/Ph0ne-T0ken/0080F0C8C381.cfg"
`;

test('the first file of a KX-HDV130 holds everything, byte for byte', () => {
  expect(text(family.renderFirst(contentFor('KX-HDV130'), addresses))).toBe(
    golden(`${flattened}CFG_PRODUCT_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/product-KX-HDV130.cfg"
CFG_MASTER_FILE_PATH="http://192.0.2.9:8088/s/S1te-T0ken/master.cfg"

`),
  );
});

test('one file holds everything, and the other two are empty and not told', () => {
  const content = contentFor('KX-HDV130', 'one-file');
  const nothing = golden('# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!\n\n');
  expect(text(family.renderStandard(content, addresses))).toBe(golden(`${flattened}\n`));
  expect(text(family.renderFirst(content, addresses))).toBe(golden(`${flattened}\n`));
  expect(text(family.renderMaster(content))).toBe(nothing);
  expect(text(family.renderProduct(content))).toBe(nothing);
});

test.each([
  ['KX-UT670', ''],
  ['KX-HDV130', 'TIME_ZONE="-480"\n'],
])('the bootstrap of the %s holds clock, event text and first address, byte for byte', (model, zone) => {
  const site = effectiveValues(layersFor(model).slice(0, 3));
  expect(text(family.renderBootstrap(model, site, addresses.baseUrl))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
NTP_ADDR="192.0.2.1"
${zone}CFG_RESYNC_FROM_SIP="cordboard"
CFG_STANDARD_FILE_PATH="http://192.0.2.9:8088/first/{MAC}.cfg"

`),
  );
});

test('a bootstrap of a site that says nothing writes the factory event text out', () => {
  expect(text(family.renderBootstrap('KX-UT670', [], addresses.baseUrl))).toBe(
    golden(`# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!
CFG_RESYNC_FROM_SIP="check-sync"
CFG_STANDARD_FILE_PATH="http://192.0.2.9:8088/first/{MAC}.cfg"

`),
  );
});

test('an older DECT base, whose magic line differs, takes the site values in its product file and is told no master', () => {
  const content = contentFor('KX-TGP500B04');
  expect(text(family.renderProduct(content))).toContain('# PCC Standard Format File #');
  expect(text(family.renderProduct(content))).toContain('CFG_RESYNC_FROM_SIP="cordboard"');
  expect(family.managedParameters(content, addresses).map(({ name }) => name)).toEqual([
    'CFG_STANDARD_FILE_PATH',
    'CFG_PRODUCT_FILE_PATH',
  ]);
});

test('a phone value equal to the site value is written all the same', () => {
  const layers = layersFor('KX-HDV130', [{ name: 'CFG_RESYNC_TIME', value: '02:10' }]);
  const content = family.content({ mac, model: 'KX-HDV130', served: 'three-files', layers });
  expect(text(family.renderStandard(content, addresses))).toContain('CFG_RESYNC_TIME="02:10"');
});

test('an address typed into a layer never beats ours', () => {
  const layers = layersFor('KX-HDV130', [{ name: 'CFG_STANDARD_FILE_PATH', value: 'http://elsewhere/' }]);
  const content = family.content({ mac, model: 'KX-HDV130', served: 'three-files', layers });
  expect(text(family.renderStandard(content, addresses))).not.toContain('elsewhere');
  expect(content.effective.some(({ name }) => name === 'CFG_STANDARD_FILE_PATH')).toBe(false);
});

test.each([
  ['KX-UT670', false],
  ['KX-TGP600', false],
  ['KX-HDV130N', true],
  ['KX-UTG200', true],
])('whether a %s bootstraps at every start: %s', (model, expected) => {
  expect(family.bootstrapsAtEveryStart(model)).toBe(expected);
});

test('the addresses told are the addresses answered', () => {
  const told = family.managedParameters(contentFor('KX-UT670'), addresses).map(({ value }) => value);
  const asked = told.map((url) => family.fileRequest(url.slice(addresses.baseUrl.length)));
  expect(asked).toEqual([
    { kind: 'standard', token: 'Ph0ne-T0ken', mac },
    { kind: 'product', siteToken: 'S1te-T0ken', model: 'KX-UT670' },
    { kind: 'master', siteToken: 'S1te-T0ken' },
  ]);
});
