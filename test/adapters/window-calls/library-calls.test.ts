// The library, the phone book and the logs of phones as a window asks for them.
import { expect, test } from 'vitest';
import { createDispatcher } from '../../../electron/adapters/window-calls/dispatcher';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../electron/contract/contract';
import type { Host } from '../../../electron/services/host';
import type { Logger } from '../../../electron/services/settings/logger';
import { mac, openSite } from '../../support/site';

async function openWindow() {
  const site = await openSite();
  const fault = (...what: unknown[]): never => {
    throw new Error(JSON.stringify(what));
  };
  const logger: Logger = { info: () => undefined, warn: fault, error: fault };
  const host = { sites: site.database.sites, toldBaseUrl: () => site.baseUrl } as unknown as Host;
  const dispatch = createDispatcher(host, () => ({ ok: true, value: site.services }), logger);
  return {
    site,
    ask: async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
      const answer = await dispatch({ name, input, actor: 'window' });
      if (!answer.ok) throw new Error(answer.problem.code);
      return calls[name].output.parse(answer.value) as CallOutput<N>;
    },
  };
}

test('a file goes up in pieces, is assigned, listed and removed', async () => {
  const { site, ask } = await openWindow();
  site.add(1, { group: 'Pilot' });
  const { upload } = await ask('library.begin', { name: 'new.fw', kind: 'firmware', bytes: 6 });
  expect(await ask('library.append', { upload, base64: btoa('firm') })).toEqual({ received: 4 });
  expect(await ask('library.append', { upload, base64: btoa('up') })).toEqual({ received: 6 });
  const { file } = await ask('library.finish', { upload });
  expect(file).toMatchObject({ name: 'new.fw', bytes: 6, models: [], version: null, groups: null, sound: true });
  expect(file.address).toBe(`${site.baseUrl}/s/site-token-0123456789abc/library/new.fw`);
  const wave = { models: ['KX-UT670'], version: '01.302', groups: ['Pilot'] };
  expect(await ask('library.assign', { id: file.id, ...wave })).toEqual({ file: { ...file, ...wave } });
  expect(await ask('library.list', {})).toEqual({ files: [{ ...file, ...wave }], contacts: 0 });
  await ask('library.remove', { id: file.id });
  expect(await ask('library.list', {})).toEqual({ files: [], contacts: 0 });
});

test('what is no base64 ends the upload, and a cancelled one is unknown', async () => {
  const { ask } = await openWindow();
  const { upload } = await ask('library.begin', { name: 'a.bin', kind: 'other', bytes: 6 });
  await expect(ask('library.append', { upload, base64: '!!' })).rejects.toThrow('CALL_INVALID');
  await expect(ask('library.append', { upload, base64: 'AAAA' })).rejects.toThrow('LIBRARY_UPLOAD_UNKNOWN');
  const second = await ask('library.begin', { name: 'a.bin', kind: 'other', bytes: 6 });
  await ask('library.cancel', second);
  await expect(ask('library.finish', second)).rejects.toThrow('LIBRARY_UPLOAD_UNKNOWN');
});

test('contacts are set, listed and imported', async () => {
  const { ask } = await openWindow();
  const gate = { name: 'Gate', numbers: [{ kind: 1, number: '2101' }] };
  expect(await ask('contacts.set', { contacts: [gate] })).toEqual({ contacts: 1 });
  const { contacts, address } = await ask('contacts.list', {});
  expect(contacts).toEqual([{ ...gate, preferred: 1, ringtone: 1, group: 1 }]);
  expect(address).toMatch(/\/phonebook\.csv$/);
  const report = await ask('contacts.import', { text: 'name,number\nLab,2102\nRoof,x\n' });
  expect(report).toMatchObject({ contacts: 1, problems: [{ row: 3, code: 'CONTACT_INVALID' }] });
  expect(await ask('library.list', {})).toMatchObject({ contacts: 1 });
});

test('the logs of a phone are listed and read, those of no phone of the site are not', async () => {
  const { site, ask } = await openWindow();
  const phone = site.add(1);
  site.services.logs.upload(phone, 'sys.log').take(Buffer.from('line\n'));
  const { logs } = await ask('phones.logs', { mac: mac(1) });
  expect(logs).toMatchObject([{ name: 'sys.log', bytes: 5, at: '2026-01-05T09:00:00.000+00:00' }]);
  expect(await ask('phones.log', { id: logs[0]?.id ?? 0 })).toMatchObject({ name: 'sys.log', text: 'line\n' });
  await expect(ask('phones.log', { id: 99 })).rejects.toThrow('LIBRARY_FILE_UNKNOWN');
  await expect(ask('phones.logs', { mac: mac(2) })).rejects.toThrow('PHONE_UNKNOWN');
});
