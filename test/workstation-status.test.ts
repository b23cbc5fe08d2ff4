import { expect, test } from 'vitest';
import type { ListenerState } from '../electron/services/host';
import { statusLines, type StatusParts } from '../electron/workstation-status';

const up: ListenerState = { protocol: 'http', state: 'up', address: '192.0.2.9', port: 8088, problem: null };
const problem = { code: 'PORT_IN_USE', message: 'Port 8088 is in use.', remedy: 'Choose another one.' } as const;

function lines(change: Partial<StatusParts>): string[] {
  return statusLines({
    listeners: [up],
    locked: null,
    toldBaseUrl: 'http://192.0.2.9:8088',
    keepAwake: null,
    ...change,
  });
}

test('the tray says where phones are served, or why they are not', () => {
  expect(lines({})).toEqual(['Serving phones at http://192.0.2.9:8088']);
  expect(lines({ listeners: [{ ...up, state: 'down', problem }] })).toEqual(['Not serving. Port 8088 is in use.']);
  expect(lines({ listeners: [{ ...up, state: 'off' }] })).toEqual(['Not serving. It is off.']);
  const locked = { code: 'SECRETS_LOCKED', message: 'The secrets are locked.', remedy: 'Unlock them.' } as const;
  expect(lines({ locked })).toEqual(['Not serving. The secrets are locked.']);
});

test('the tray says until when the laptop is kept awake', () => {
  expect(lines({ keepAwake: { heldUntil: null } })).toHaveLength(1);
  expect(lines({ keepAwake: { heldUntil: '02:20' } })[1]).toBe('Keeps this laptop awake until 02:20');
});
