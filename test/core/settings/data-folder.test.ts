import { expect, test } from 'vitest';
import { callerFolder, defaultDataFolder } from '../../../electron/core/settings/data-folder';

test('each system has its own place for the data of a user', () => {
  expect(defaultDataFolder({}, 'linux', '/home/eva')).toBe('/home/eva/.local/share/Cordboard');
  expect(defaultDataFolder({}, 'darwin', '/Users/eva')).toBe('/Users/eva/Library/Application Support/Cordboard');
  expect(defaultDataFolder({ APPDATA: 'D:\\Roaming' }, 'win32', 'C:\\Users\\eva')).toBe('D:\\Roaming\\Cordboard');
  expect(defaultDataFolder({}, 'win32', 'C:\\Users\\eva')).toBe('C:\\Users\\eva\\AppData\\Roaming\\Cordboard');
});

test('XDG_DATA_HOME is followed only when it is absolute', () => {
  expect(defaultDataFolder({ XDG_DATA_HOME: '/srv/data' }, 'linux', '/home/eva')).toBe('/srv/data/Cordboard');
  expect(defaultDataFolder({ XDG_DATA_HOME: 'data' }, 'linux', '/home/eva')).toBe('/home/eva/.local/share/Cordboard');
});

test('relative paths start where the person stands, npm or not', () => {
  expect(callerFolder({ npm_lifecycle_event: 'cli', INIT_CWD: '/home/eva' }, '/srv/cordboard')).toBe('/home/eva');
  expect(callerFolder({ npm_lifecycle_event: 'test', INIT_CWD: '/home/eva' }, '/srv/cordboard')).toBe('/srv/cordboard');
  expect(callerFolder({}, '/srv/cordboard')).toBe('/srv/cordboard');
});
