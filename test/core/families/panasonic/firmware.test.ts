import { describe, expect, test } from 'vitest';
import { emptyPhoneFacts, emptySiteFacts, type FirmwareFact } from '../../../../electron/core/configs/facts';
import { firmwareFor } from '../../../../electron/core/families/panasonic/firmware';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import catalogueData from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogueData));

function fact(file: string, models: string[], groups: string[] | null = null): FirmwareFact {
  return { file, sha256: file, models, version: '01.133', groups };
}

describe('which assignment counts', () => {
  const cases: [string, FirmwareFact[], string, string | null, string | null][] = [
    ['none without any', [], 'KX-UT113', null, null],
    ['none of another model', [fact('a', ['KX-UT113'])], 'KX-UT123', null, null],
    ['that of the model, with a regional suffix too', [fact('a', ['KX-UT113'])], 'KX-UT113X', null, 'a'],
    ['that of a series', [fact('a', ['KX-UT1'])], 'KX-UT136', null, 'a'],
    ['the longer name before the shorter', [fact('a', ['KX-UT113']), fact('b', ['KX-UT1'])], 'KX-UT113', null, 'a'],
    ['the newer of two alike', [fact('a', ['KX-UT113']), fact('b', ['KX-UT113'])], 'KX-UT113', null, 'b'],
    ['a wave before all', [fact('a', ['KX-UT1'], ['Pilot']), fact('b', ['KX-UT113'])], 'KX-UT113', 'Pilot', 'a'],
    ['no wave for other groups', [fact('a', ['KX-UT113'], ['Pilot'])], 'KX-UT113', 'Desk', null],
    ['no wave without a group', [fact('a', ['KX-UT113'], ['Pilot'])], 'KX-UT113', null, null],
  ];
  test.each(cases)('%s', (_, facts, model, group, file) => {
    expect(firmwareFor(facts, model, group)?.file ?? null).toBe(file);
  });
});

function told(model: string, group: string | null = null): Record<string, string> {
  const site = { ...emptySiteFacts, firmware: [fact('new.fw', ['KX-'])] };
  const parameters = family.phoneFactParameters({ ...emptyPhoneFacts, group }, site, model);
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

test('UT and UTG are told version and file in their own words, KX-TGP both regions, and HDV nothing', () => {
  const ut = {
    FIRM_UPGRADE_ENABLE: 'Y',
    FIRM_UPGRADE_AUTO: 'Y',
    FIRM_VERSION: '01.133',
    FIRM_FILE_PATH: 'library:new.fw',
  };
  expect(told('KX-UT670')).toEqual(ut);
  expect(told('KX-UTG200')).toEqual(ut);
  const { FIRM_VERSION: _, ...rest } = ut;
  expect(told('KX-TGP500B04')).toEqual({ ...rest, FIRM_VER_EUDECT: '01.133', FIRM_VER_USDECT: '01.133' });
  expect(told('KX-HDV130')).toEqual({});
  const takers = family.models.filter(({ name }) => family.takesFirmware(name)).map(({ series }) => series);
  expect([...new Set(takers)]).toEqual(['ut', 'tgp', 'utg']);
});

describe('the address of a library file', () => {
  const addresses = { baseUrl: 'http://192.0.2.200:8088', siteToken: 'site-token-0123456789abc', asLogin: false };
  const named = { name: 'FIRM_FILE_PATH', value: 'library:new.fw' };

  test('is put in last, and taken away again for comparing, wherever this laptop is', () => {
    for (const baseUrl of ['http://192.0.2.200:8088', 'https://prov.example', 'http://[2001:db8::5]:8088']) {
      for (const asLogin of [false, true]) {
        const address = family.told(named, { ...addresses, baseUrl, asLogin });
        expect(address.value).toMatch(/^https?:\/\/.*\/library\/new\.fw$/);
        expect(family.comparable(address)).toBe(named.value);
      }
    }
  });

  test('means a request for that file', () => {
    const { pathname } = new URL(family.libraryAddress(addresses, 'new.fw'));
    expect(family.fileRequest(pathname)).toEqual({ kind: 'library', siteToken: addresses.siteToken, name: 'new.fw' });
    const book = new URL(family.phoneBookAddress(addresses)).pathname;
    expect(family.fileRequest(book)).toEqual({ kind: 'contacts', siteToken: addresses.siteToken });
  });

  test('of another server is a value like any other', () => {
    const other = { name: 'FIRM_FILE_PATH', value: 'http://firmware.example/UT13x.fw' };
    expect(family.told(other, addresses)).toEqual(other);
    expect(family.comparable(other)).toBe(other.value);
    expect(family.isManaged('FIRM_FILE_PATH')).toBe(false);
  });
});
