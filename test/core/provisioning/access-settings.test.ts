import { expect, test } from 'vitest';
import { changeAccess, describeAccessChange, usualAccess } from '../../../electron/core/provisioning/access-settings';
import { valueOf } from '../../support/database';

test('what is not in a change stays, and the stronger algorithm comes first', () => {
  const changed = valueOf(
    changeAccess(usualAccess, { mode: 'digest', digestAlgorithms: ['MD5', 'SHA-256'], guard: { guesses: 5 } }),
  );
  expect(changed).toEqual({
    ...usualAccess,
    mode: 'digest',
    digestAlgorithms: ['SHA-256', 'MD5'],
    guard: { ...usualAccess.guard, guesses: 5 },
  });
});

test('networks and proxies are trimmed, told once, and refused by name when they are none', () => {
  const { networks, proxies } = valueOf(
    changeAccess(usualAccess, { networks: [' 10.0.0.0/8', '10.0.0.0/8', ''], proxies: ['192.0.2.1', 'fd00::1'] }),
  );
  expect({ networks, proxies }).toEqual({ networks: ['10.0.0.0/8'], proxies: ['192.0.2.1', 'fd00::1'] });
  expect(changeAccess(usualAccess, { networks: ['10.0.0.0/8', '10.0.0/40'] })).toMatchObject({
    problem: { code: 'NETWORK_INVALID', message: '"10.0.0/40" is no network.' },
  });
  expect(changeAccess(usualAccess, { proxies: ['10.0.0.0/8'] })).toMatchObject({ problem: { code: 'PROXY_INVALID' } });
  const many = Array.from({ length: 300 }, (_, index) => `10.0.${index % 250}.${Math.floor(index / 250)}`);
  expect(changeAccess(usualAccess, { networks: many })).toMatchObject({ problem: { code: 'NETWORK_INVALID' } });
});

test('the audit says what changed, and nothing when nothing did', () => {
  const changed = valueOf(changeAccess(usualAccess, { mode: 'basic', networks: ['10.0.0.0/8'], guard: { on: false } }));
  expect(describeAccessChange(usualAccess, changed)).toBe('mode: basic; networks: 10.0.0.0/8; guard on: false');
  expect(describeAccessChange(changed, changed)).toBe('');
});
