import { expect, test } from 'vitest';
import { filtersSipSource, sipAccount, sipPort } from '../../../../electron/core/families/panasonic/sip-account';

const held = (values: Record<string, string>) => new Map(Object.entries(values));

test.each([
  ['6060', 6060],
  ['', 5060],
  ['0', 5060],
  ['65536', 5060],
  ['5060x', 5060],
])('SIP_SRC_PORT_1 of "%s" means port %i', (text, port) => {
  expect(sipPort(held({ SIP_SRC_PORT_1: text }))).toBe(port);
});

test('a phone that holds no port listens on 5060', () => {
  expect(sipPort(held({}))).toBe(5060);
});

test('the account is that of the first line', () => {
  const values = { PHONE_NUMBER_1: '2101', SIP_AUTHID_1: 'a2101', SIP_PASS_1: 's3cret', PHONE_NUMBER_2: '2102' };
  expect(sipAccount(held(values))).toEqual({ user: '2101', authId: 'a2101', password: 's3cret' });
});

test('a line without an authentication name is known by its number', () => {
  expect(sipAccount(held({ PHONE_NUMBER_1: '2101' }))).toEqual({ user: '2101', authId: '2101', password: '' });
});

test.each(['sip:desk@pbx.example', 'desk@pbx.example', 'desk'])('the identity %s beats the number', (uri) => {
  expect(sipAccount(held({ PHONE_NUMBER_1: '2101', SIP_URI_1: uri })).user).toBe('desk');
});

test('one filtering line filters', () => {
  expect(filtersSipSource(held({ SIP_DETECT_SSAF_1: 'N', SIP_DETECT_SSAF_3: 'Y' }))).toBe(true);
  expect(filtersSipSource(held({ SIP_DETECT_SSAF_1: 'N' }))).toBe(false);
  expect(filtersSipSource(held({}))).toBe(false);
});
