// The files of every model from one site's facts, byte for byte. After a wanted change write them anew, and read the difference:
//   CORDBOARD_GOLDEN=write npx vitest run -c test/vitest.config.ts --project node test/core/families/panasonic/golden
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptySiteFacts, type PhoneFacts } from '../../../../electron/core/configs/facts';
import type { Layer } from '../../../../electron/core/configs/layers';
import type { RenderedFile } from '../../../../electron/core/families/family';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import type { MacAddress } from '../../../../electron/core/shared/mac-address';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const folder = join(import.meta.dirname, '../../../fixtures/panasonic-golden');
const writes = process.env['CORDBOARD_GOLDEN'] === 'write';
const family = createPanasonicFamily(catalogueRows(catalogue));

const models = [
  'UT113 UT123 UT133 UT136 UT248 UT670',
  'HDV100 HDV130 HDV230 HDV330 HDV430',
  'TGP500 TGP550 TGP600 UTG200 UTG300',
].flatMap((names) => names.split(' ').map((name) => `KX-${name}`));

const site = {
  ...emptySiteFacts,
  timeZone: 'Europe/Berlin',
  sip: { server: 'pbx.harbour.example', port: 5060 },
  ntp: '192.0.2.1',
  adminPassword: 'Orchard-7',
  checkTime: '02:10',
};
const line = { name: '', authId: '', password: '', server: '' };
const phone: PhoneFacts = {
  name: 'Empfang – Süd',
  group: 'Reception',
  lines: [
    { ...line, line: 1, extension: '2101', authId: 'a2101', password: 'Wq7-tiger.1' },
    {
      ...line,
      line: 2,
      extension: '2102',
      name: 'Night & day',
      authId: 'a2102',
      password: 'Wq7-tiger.2',
      server: 'pbx2.example',
    },
  ],
};
const addresses = {
  baseUrl: 'http://192.0.2.9:8088',
  siteToken: 'S1te-T0ken',
  phoneToken: 'Ph0ne-T0ken',
  asLogin: false,
};
const mac = '0080F0C8C381' as MacAddress;

function filesOf(model: string): RenderedFile[] {
  const layers: Layer[] = [
    { name: 'site facts', parameters: family.siteFactParameters(site, model) },
    { name: 'site file', parameters: [{ name: 'CFG_RESYNC_FROM_SIP', value: 'check-sync' }] },
    { name: 'phone facts', parameters: family.phoneFactParameters(phone, site, model) },
  ];
  const content = family.content({ mac, model, served: 'three-files', layers });
  const shared = layers.slice(0, 2).flatMap(({ parameters }) => parameters);
  const takesMaster = family.managedParameters(content, addresses).some(({ name }) => name === 'CFG_MASTER_FILE_PATH');
  return [
    family.renderBootstrap(model, shared, addresses.baseUrl),
    family.renderFirst(content, addresses),
    ...(takesMaster ? [family.renderMaster(content)] : []),
    family.renderProduct(content),
    family.renderStandard(content, addresses),
  ];
}

describe.each(models)('%s', (model) => {
  test('gets these bytes', () => {
    const files = filesOf(model);
    const home = join(folder, model);
    if (writes) {
      mkdirSync(home, { recursive: true });
      for (const { name, bytes } of files) writeFileSync(join(home, `${name}.cfg`), bytes);
    }
    expect(readdirSync(home).toSorted()).toEqual(files.map(({ name }) => `${name}.cfg`).toSorted());
    for (const { name, bytes } of files) {
      const golden = readFileSync(join(home, `${name}.cfg`));
      expect(Buffer.from(bytes).toString('utf8')).toBe(golden.toString('utf8'));
      expect(Buffer.compare(Buffer.from(bytes), golden)).toBe(0);
    }
  });

  test('has files that obey its rules', () => {
    for (const { bytes } of filesOf(model)) {
      const problems = family.check(bytes, { model, as: 'file' });
      expect(problems.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    }
  });

  test('has the magic line of its series, or none', () => {
    for (const { bytes } of filesOf(model)) {
      const [first] = Buffer.from(bytes).toString('utf8').split('\r\n');
      const magic = model.startsWith('KX-TGP5')
        ? '# PCC Standard Format File #'
        : '# Panasonic SIP Phone Standard Format File #';
      expect(first?.startsWith(model.startsWith('KX-UTG') ? '<?xml' : magic)).toBe(true);
      expect(Buffer.from(bytes).includes('\n\n')).toBe(false);
    }
  });
});
