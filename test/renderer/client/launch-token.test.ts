import { beforeEach, expect, test } from 'vitest';
import { takeLaunchToken } from '../../../renderer/client/launch-token';

beforeEach(() => {
  sessionStorage.clear();
});

test('the token leaves the address bar and stays for this tab', () => {
  location.hash = '#token=abc-123';
  expect(takeLaunchToken(location, history, sessionStorage)).toBe('abc-123');
  expect(location.href).not.toContain('token');
  expect(takeLaunchToken(location, history, sessionStorage)).toBe('abc-123');
});

test('without a token there is none', () => {
  location.hash = '#/phones';
  expect(takeLaunchToken(location, history, sessionStorage)).toBeNull();
});
