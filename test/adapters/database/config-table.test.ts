import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LayerKey, StoredLayer } from '../../../electron/services/configs/config-store';
import { openDatabase, type OpenedDatabase } from '../../support/database';

function withSite(opened: OpenedDatabase): number {
  return opened.sites.insert({ name: 'Clinic', siteToken: 't' }).id;
}

function revision(
  number: number,
  at = number * 1000,
): { number: number; message: string; author: string; at: number; changedPhones: number } {
  return { number, message: `Change ${number}`, author: 'someone', at, changedPhones: 3 };
}

const siteFile: LayerKey = { kind: 'file', scope: 'site' };
const siteFacts: LayerKey = { kind: 'facts', scope: 'site' };

test('a draft is kept as it was written, replaced by the next, and null content is kept too', async () => {
  const opened = await openDatabase();
  const siteId = withSite(opened);
  opened.configs.saveDraft(siteId, { ...siteFile, content: 'first\r\n', savedAt: 1 });
  opened.configs.saveDraft(siteId, { ...siteFile, content: 'GRÜN="\u{1F7E2}"\r\n', savedAt: 2.5 });
  opened.configs.saveDraft(siteId, { ...siteFacts, content: null, savedAt: 3 });
  expect(opened.configs.drafts(siteId)).toEqual([
    { ...siteFacts, content: null, savedAt: 3 },
    { ...siteFile, content: 'GRÜN="\u{1F7E2}"\r\n', savedAt: 2.5 },
  ]);
  opened.configs.deleteDrafts(siteId, [siteFacts]);
  expect(opened.configs.drafts(siteId)).toHaveLength(1);
});

test('publishing writes the revision and takes the drafts that became it, not others', async () => {
  const opened = await openDatabase();
  const siteId = withSite(opened);
  opened.configs.saveDraft(siteId, { ...siteFile, content: 'A', savedAt: 1 });
  opened.configs.saveDraft(siteId, { ...siteFacts, content: 'B', savedAt: 1 });
  opened.configs.publish(siteId, revision(1), [{ ...siteFile, content: 'A' }], [siteFile]);
  expect(opened.configs.published(siteId)).toEqual([{ ...siteFile, content: 'A', savedAt: 1000 }]);
  expect(opened.configs.drafts(siteId)).toMatchObject([siteFacts]);
  expect(opened.configs.history(siteId)).toEqual([revision(1)]);
});

test('a publish that fails at its last layer leaves nothing behind', async () => {
  const opened = await openDatabase();
  const siteId = withSite(opened);
  opened.configs.saveDraft(siteId, { ...siteFile, content: 'A', savedAt: 1 });
  const twice = [
    { ...siteFile, content: 'A' },
    { ...siteFile, content: 'B' },
  ];
  expect(() => opened.configs.publish(siteId, revision(1), twice, [siteFile])).toThrow('UNIQUE');
  expect(opened.configs.history(siteId)).toEqual([]);
  expect(opened.configs.published(siteId)).toEqual([]);
  expect(opened.configs.drafts(siteId)).toHaveLength(1);
});

test('two sites of one database have revisions of their own', async () => {
  const opened = await openDatabase();
  const [one, two] = [withSite(opened), withSite(opened)];
  opened.configs.publish(one, revision(1), [{ ...siteFile, content: 'one' }], []);
  opened.configs.publish(two, revision(1), [{ ...siteFile, content: 'two' }], []);
  expect(opened.configs.published(one)).toMatchObject([{ content: 'one' }]);
  expect(opened.configs.published(two)).toMatchObject([{ content: 'two' }]);
});

const layerKey = fc.constantFrom<LayerKey>(
  siteFile,
  siteFacts,
  { kind: 'file', scope: 'model:KX-UT670' },
  { kind: 'facts', scope: 'phone:0080F0000001' },
);
const content = fc.option(
  fc.oneof(fc.string(), fc.string({ minLength: 300, maxLength: 400 }), fc.constantFrom('same', '')),
);
const publishes = fc.array(
  fc.uniqueArray(fc.record({ key: layerKey, content }), {
    selector: ({ key }) => `${key.kind} ${key.scope}`,
    maxLength: 4,
  }),
  { maxLength: 8 },
);

test('the layers of any revision are what publishing up to it gave, whatever was published since', async () => {
  const opened = await openDatabase();
  fc.assert(
    fc.property(publishes, (sequence) =>
      opened.inOneTransaction(() => {
        const siteId = withSite(opened);
        const model = new Map<string, StoredLayer>();
        const expected: StoredLayer[][] = [];
        for (const [index, changes] of sequence.entries()) {
          const made = revision(index + 1);
          opened.configs.publish(
            siteId,
            made,
            changes.map(({ key, content: text }) => ({ ...key, content: text })),
            [],
          );
          for (const { key, content: text } of changes) {
            const name = `${key.kind} ${key.scope}`;
            if (text === null) model.delete(name);
            else model.set(name, { ...key, content: text, savedAt: made.at });
          }
          expected.push([...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, layer]) => layer));
        }
        for (const [index, layers] of expected.entries())
          expect(opened.configs.publishedAt(siteId, index + 1)).toEqual(layers);
        expect(opened.configs.published(siteId)).toEqual(expected.at(-1) ?? []);
      }),
    ),
    { numRuns: 60 },
  );
});
