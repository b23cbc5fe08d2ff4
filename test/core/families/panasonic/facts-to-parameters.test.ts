import { expect, test } from 'vitest';
import {
  emptyPhoneFacts,
  emptySiteFacts,
  type LineFacts,
  type SiteFacts,
} from '../../../../electron/core/configs/facts';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogue));

const site: SiteFacts = {
  ...emptySiteFacts,
  timeZone: 'America/Los_Angeles',
  sip: { server: '192.0.2.5', port: null },
  ntp: '192.0.2.1',
  adminPassword: 'Orchard-7',
  checkTime: '02:10',
};

function line(given: Partial<LineFacts>): LineFacts {
  return { line: 1, extension: '', name: '', authId: '', password: '', server: '', ...given };
}

const siteValues = (model: string, facts = site) =>
  Object.fromEntries(family.siteFactParameters(facts, model).map(({ name, value }) => [name, value]));

const phoneValues = (model: string, lines: LineFacts[]) =>
  Object.fromEntries(
    family.phoneFactParameters({ ...emptyPhoneFacts, lines }, site, model).map(({ name, value }) => [name, value]),
  );

test('a one-line phone gets the site server on one line', () => {
  expect(siteValues('KX-HDV100')).toEqual({
    ADMIN_PASS: 'Orchard-7',
    CFG_RESYNC_TIME: '02:10',
    NTP_ADDR: '192.0.2.1',
    SIP_PRSNC_ADDR_1: '192.0.2.5',
    SIP_PRXY_ADDR_1: '192.0.2.5',
    SIP_RGSTR_ADDR_1: '192.0.2.5',
    SIP_SVCDOMAIN_1: '192.0.2.5',
    TIME_ZONE: '-480',
  });
});

test('every line of the model gets the site server', () => {
  const names = Object.keys(siteValues('KX-UT670')).filter((name) => name.startsWith('SIP_RGSTR_ADDR_'));
  expect(names).toEqual([1, 2, 3, 4, 5, 6].map((number) => `SIP_RGSTR_ADDR_${number}`));
});

test('the UT670 gets no time zone, because its codes are not known', () => {
  expect(Object.keys(siteValues('KX-UT670')).filter((name) => name.startsWith('TIME_'))).toEqual([]);
  expect(siteValues('KX-UT136')['TIME_ZONE']).toBe('-480');
});

test('an empty fact gives no parameter', () => {
  expect(siteValues('KX-UT113', { ...emptySiteFacts, timeZone: '' })).toEqual({});
  expect(phoneValues('KX-UT113', [line({})])).toEqual({});
});

test('a phone’s own daily check is written where its series has one', () => {
  const written = (model: string): unknown =>
    family
      .phoneFactParameters({ ...emptyPhoneFacts, checkTime: '02:17' }, site, model)
      .find(({ name }) => name === 'CFG_RESYNC_TIME')?.value;
  for (const model of ['KX-UT670', 'KX-HDV130', 'KX-TGP600', 'KX-UTG300']) expect(written(model)).toBe('02:17');
  expect(written('KX-UDS124')).toBeUndefined();
});

test('a port is written for registrar, proxy and presence alike', () => {
  expect(siteValues('KX-UT113', { ...site, sip: { server: 'pbx.example', port: 5080 } })).toMatchObject({
    SIP_RGSTR_ADDR_1: 'pbx.example',
    SIP_RGSTR_PORT_1: '5080',
    SIP_PRXY_PORT_1: '5080',
    SIP_PRSNC_PORT_1: '5080',
  });
});

test('a line of a UT670 is numbered, named and switched on', () => {
  const given = line({ line: 2, extension: '2101', name: 'Reception', authId: 'a2101', password: 's3cret' });
  expect(phoneValues('KX-UT670', [given])).toEqual({
    DISPLAY_NAME_2: 'Reception',
    LINE_ENABLE_2: 'Enabled',
    PHONE_NUMBER_2: '2101',
    PROFILE_ENABLE_2: 'Enabled',
    SIP_AUTHID_2: 'a2101',
    SIP_PASS_2: 's3cret',
  });
});

test('the other UT phones have one voice profile, HDV and TGP no switches', () => {
  const given = line({ extension: '2101' });
  expect(phoneValues('KX-UT136', [given])).toEqual({
    LINE_ENABLE_1: 'Enabled',
    PHONE_NUMBER_1: '2101',
    PROFILE_ENABLE1: 'Enabled',
  });
  expect(phoneValues('KX-HDV130', [given])).toEqual({ PHONE_NUMBER_1: '2101' });
  expect(phoneValues('KX-TGP600', [given])).toEqual({ PHONE_NUMBER_1: '2101' });
});

test.each([
  ['other.example', 'other.example', '5060'],
  ['other.example:5070', 'other.example', '5070'],
  ['[2001:db8::5]:5070', '[2001:db8::5]', '5070'],
  ['2001:db8::5', '2001:db8::5', '5060'],
])("a line's own server %s is a whole address: %s port %s", (server, host, port) => {
  expect(phoneValues('KX-HDV130', [line({ server })])).toEqual({
    SIP_PRSNC_ADDR_1: host,
    SIP_PRSNC_PORT_1: port,
    SIP_PRXY_ADDR_1: host,
    SIP_PRXY_PORT_1: port,
    SIP_RGSTR_ADDR_1: host,
    SIP_RGSTR_PORT_1: port,
    SIP_SVCDOMAIN_1: host,
  });
});

test('a line beyond the model is left out, a regional name counts as its model', () => {
  const lines = [line({ line: 2, extension: '22' }), line({ line: 3, extension: '33' })];
  expect(phoneValues('KX-HDV130N', lines)).toEqual({ PHONE_NUMBER_2: '22' });
});

test('every parameter that facts give is in the catalogue of the series', () => {
  const lines = [line({ extension: '1', name: 'n', authId: 'a', password: 'p', server: 'h:1' })];
  for (const model of family.models) {
    const given = [
      ...family.siteFactParameters({ ...site, sip: { server: 'h', port: 1 } }, model.name),
      ...family.phoneFactParameters({ ...emptyPhoneFacts, lines }, site, model.name),
    ];
    expect(given.filter(({ name }) => family.describe(name, model.series) === null)).toEqual([]);
  }
});

test('a model of nobody gives nothing', () => {
  expect(siteValues('SNOM-D735')).toEqual({});
  expect(phoneValues('SNOM-D735', [line({ extension: '1' })])).toEqual({});
});
