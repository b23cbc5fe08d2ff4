import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  keepListeningSettings,
  readListeningSettings,
} from '../../../electron/services/provisioning/listening-settings';
import { openDatabase } from '../../support/database';

const of = (text: string | null): ReturnType<typeof readListeningSettings> =>
  readListeningSettings({ setting: () => text });

test('what is chosen piece by piece is kept together', async () => {
  const { sites } = await openDatabase();
  expect(readListeningSettings(sites)).toEqual({ also: [], ports: {} });
  keepListeningSettings(sites, { ports: { http: 8090 } });
  keepListeningSettings(sites, { ports: { tftp: 'off' }, address: '10.0.0.1', advertise: 'prov.lan' });
  const also = [{ protocol: 'http', address: '10.0.0.9', port: 80 }] as const;
  keepListeningSettings(sites, { also, advertise: null });
  expect(readListeningSettings(sites)).toEqual({
    address: '10.0.0.1',
    advertise: null,
    also,
    ports: { http: 8090, tftp: 'off' },
  });
});

test('what cannot be read is left out, and never stops the program', () => {
  expect(
    of('{"address":7,"also":[{"protocol":"sip","address":"x","port":1},null],"ports":{"http":0,"gopher":70}}'),
  ).toEqual({
    also: [],
    ports: {},
  });
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void of(text)));
});
