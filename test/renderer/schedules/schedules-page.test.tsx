import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { Providers } from '../../../renderer/app/app';
import { bridgeConnection } from '../../../renderer/client/connection';
import { createQueryClient } from '../../../renderer/client/workstation-context';
import { cronWords } from '../../../renderer/features/schedules/cron-words';
import { SchedulesPage } from '../../../renderer/features/schedules/schedules-page';
import { createI18n } from '../../../renderer/strings/i18n';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';

function openPage(): FakeWorkstation {
  const fake = fakeWorkstation();
  render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <SchedulesPage />
    </Providers>,
  );
  return fake;
}

afterEach(cleanup);

test('cron is said in plain words, and what is none is not', () => {
  expect(cronWords('0 9 * * 1-5')).toBe('At 09:00, Monday through Friday');
  expect(cronWords('0 9 * *')).toBeNull();
  expect(cronWords('99 9 * * *')).toBeNull();
});

test('a new schedule says when it runs while it is typed, and is stored for the phones chosen', async () => {
  const fake = openPage();
  fake.answer('schedules.add', ({ cron, phones }) => ({
    schedule: {
      id: 1,
      cron,
      words: 'At 03:00',
      timeZone: 'Europe/London',
      do: 'resync',
      phones,
      nextRunAt: null,
      lastRunAt: null,
      lastOutcome: null,
    },
  }));
  expect(await screen.findByText('No schedules yet')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'New schedule' }));
  const dialog = await screen.findByRole('dialog', { name: 'New schedule' });
  const field = within(dialog).getByLabelText('When (cron)');
  await userEvent.clear(field);
  await userEvent.type(field, '0 3 * *');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Create schedule' }).disabled).toBe(true);
  await userEvent.type(field, ' *');
  expect(within(dialog).getByRole('status').textContent).toContain('At 03:00');
  await userEvent.selectOptions(
    within(dialog).getByLabelText('Which phones'),
    await within(dialog).findByText('group Reception'),
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Create schedule' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(fake.asked.find(({ name }) => name === 'schedules.add')?.input).toEqual({
    cron: '0 3 * * *',
    phones: { group: 'Reception' },
  });
});

test('a list that cannot be read says why and offers to try again', async () => {
  const fake = fakeWorkstation();
  fake.answer('schedules.list', () => {
    throw new Refusal({
      code: 'DATABASE_CORRUPT',
      message: 'The database cannot be read.',
      remedy: 'Restore a backup.',
    });
  });
  render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <SchedulesPage />
    </Providers>,
  );
  expect((await screen.findByRole('alert')).textContent).toContain('Restore a backup.');
  fake.answer('schedules.list', () => ({ schedules: [] }));
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('No schedules yet')).toBeTruthy();
});
