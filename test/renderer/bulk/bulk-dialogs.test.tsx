import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BulkEditDialog } from '../../../renderer/features/bulk/bulk-edit-dialog';
import { MakeLikeDialog } from '../../../renderer/features/bulk/make-like-dialog';
import { fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';

const macs = ['0080F0A1B2C3', '0080F0A1B2D8'];
const rows = [
  { mac: macs[0] ?? '', name: 'Reception 1', before: '02:00', after: '02:15', note: null, changes: true },
  { mac: macs[1] ?? '', name: 'Reception 2', before: '02:15', after: '02:15', note: 'as it is', changes: false },
];
let fake: FakeWorkstation;
const askedFor = (name: string): unknown[] => fake.asked.filter((each) => each.name === name).map(({ input }) => input);

beforeEach(() => {
  fake = fakeWorkstation();
  fake.answer('configs.bulk', ({ dryRun }) => ({ rows, changed: 1, skipped: 1, dryRun }));
  fake.answer('configs.makeLike', ({ dryRun }) => ({ rows, changed: 1, skipped: 1, dryRun }));
});
afterEach(cleanup);

test('a shared value is shown phone by phone before anything becomes a draft', async () => {
  renderPart(fake, <BulkEditDialog phones={{ macs }} count={2} onClose={() => undefined} />);
  await userEvent.type(await screen.findByLabelText('Parameter'), 'CFG_RESYNC_TIME');
  await userEvent.type(screen.getByLabelText('New value'), '02:15');
  expect(await screen.findByText('as it is')).toBeTruthy();
  const apply = await screen.findByRole('button', { name: 'Change 1 phone' });
  expect(askedFor('configs.bulk').every((input) => (input as { dryRun?: boolean }).dryRun === true)).toBe(true);
  await waitFor(() => expect((apply as HTMLButtonElement).disabled).toBe(false));
  await userEvent.click(apply);
  await waitFor(() =>
    expect(askedFor('configs.bulk').at(-1)).toEqual({
      phones: { macs },
      set: { parameter: 'CFG_RESYNC_TIME', value: '02:15' },
    }),
  );
});

test('a phone is no copy of itself, and what is taken over is chosen', async () => {
  renderPart(fake, <MakeLikeDialog macs={macs} onClose={() => undefined} />);
  await screen.findByRole('dialog', { name: 'Make 2 phones like another one' });
  await userEvent.click(screen.getByRole('checkbox', { name: 'Its group' }));
  await userEvent.type(screen.getByLabelText('Like this phone'), '0080F0A1B2D8');
  expect(await screen.findByRole('dialog', { name: 'Make 1 phone like another one' })).toBeTruthy();
  await waitFor(() =>
    expect(askedFor('configs.makeLike').at(-1)).toEqual({
      from: macs[1],
      to: [macs[0]],
      what: ['file', 'lines'],
      dryRun: true,
    }),
  );
});
