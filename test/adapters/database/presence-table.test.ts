import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../support/database';

test('what ends while nothing is open is an empty span: from there on it was for another reason', async () => {
  const { presence } = await openDatabase();
  presence.close(5, 'listener-down');
  presence.open(10);
  presence.close(20, 'suspend');
  presence.close(30, 'address-gone');
  expect(presence.spans(100)).toEqual([
    { from: 5, to: 5, endedBy: 'listener-down' },
    { from: 10, to: 20, endedBy: 'suspend' },
    { from: 30, to: 30, endedBy: 'address-gone' },
  ]);
});

test('a clock that is set moves what this run of the program recorded, and nothing of those before', async () => {
  const first = await openDatabase();
  first.presence.open(10);
  first.presence.close(20, 'stop');
  first.database.close();
  const { presence } = await openDatabase(first.folder);
  presence.shift(1000);
  presence.open(100);
  presence.heartbeat(110);
  presence.shift(1000);
  expect(presence.spans(100)).toEqual([
    { from: 10, to: 20, endedBy: 'stop' },
    { from: 1100, to: 1110, endedBy: null },
  ]);
});

test('a run that was killed is not ended by what the next one says: it ended with its last heartbeat', async () => {
  const first = await openDatabase();
  first.presence.open(10);
  first.presence.heartbeat(15);
  first.database.close();
  const { presence } = await openDatabase(first.folder);
  presence.close(30, 'listener-down');
  expect(presence.spans(100)).toEqual([
    { from: 10, to: 15, endedBy: 'crash' },
    { from: 30, to: 30, endedBy: 'listener-down' },
  ]);
});

test('the newest are read, and the oldest are forgotten', async () => {
  const { presence } = await openDatabase();
  for (const at of [10, 20, 30]) {
    presence.open(at);
    presence.close(at + 5, 'stop');
  }
  expect(presence.spans(2).map(({ from }) => from)).toEqual([20, 30]);
  presence.forget(25.5);
  expect(presence.spans(100).map(({ from }) => from)).toEqual([30]);
});

test('what is gathered is on disk when the system may stop any moment', async () => {
  const { presence, folder } = await openDatabase();
  presence.open(10);
  presence.close(20, 'shutdown');
  presence.settle();
  const other = new Database(join(folder, 'cordboard.db'), { readonly: true });
  expect(other.prepare('SELECT ended_by FROM presence').pluck().all()).toEqual(['shutdown']);
  other.close();
});
