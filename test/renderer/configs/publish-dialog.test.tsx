import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Providers } from '../../../renderer/app/app';
import { OpenDialogs } from '../../../renderer/app/open-dialogs';
import { useWindowState } from '../../../renderer/app/window-state';
import { bridgeConnection } from '../../../renderer/client/connection';
import { createQueryClient } from '../../../renderer/client/workstation-context';
import { createI18n } from '../../../renderer/strings/i18n';
import { fakeWorkstation, type FakeWorkstation } from '../../support/fake-workstation';

const error = {
  scope: 'group:Reception',
  severity: 'error' as const,
  code: 'LINE_BLANK_OUTSIDE_QUOTES',
  message: 'A blank stands outside the quotes.',
  remedy: 'Remove it.',
  line: 21,
  column: 18,
  parameter: null,
};

let fake: FakeWorkstation;

function openDialog(problems: (typeof error)[]): void {
  fake = fakeWorkstation();
  const phones = fake.phones.slice(0, 2).map(({ mac, name }) => ({ mac, name }));
  fake.answer('configs.preview', () => ({
    changes: [{ scope: 'group:Reception', kind: 'file', change: 'changed' }],
    phones,
    changedPhones: 2,
    problems,
    phoneProblems: [],
    neverPublishable: false,
    removed: [],
  }));
  fake.answer('configs.diff', () => ({
    files: [
      {
        name: 'standard',
        added: 1,
        removed: 1,
        text: '@@ -2,1 +2,1 @@\n-CFG_RESYNC_TIME="02:00"\n+CFG_RESYNC_TIME="02:15"\n',
      },
    ],
  }));
  fake.answer('configs.publish', () => ({ revision: 43, changedPhones: 2 }));
  useWindowState.setState({ publishOpen: true, toasts: [] });
  render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <OpenDialogs />
    </Providers>,
  );
}

beforeEach(() => window.history.replaceState(null, '', '/#/files'));
afterEach(cleanup);

test('publishing says what changes, for which phones, and sends the note with it', async () => {
  openDialog([]);
  const dialog = await screen.findByRole('dialog', { name: 'Publish r43' });
  expect(await within(dialog).findByText(/for 2 phones/)).toBeTruthy();
  expect(within(dialog).getByText('Reception 1')).toBeTruthy();
  expect((await within(dialog).findByRole('region', { name: 'Changes in standard' })).textContent).toContain('02:15');
  await userEvent.type(within(dialog).getByLabelText('Note'), 'Daily check at 02:15');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(useWindowState.getState().publishOpen).toBe(false));
  expect(fake.asked).toContainEqual({ name: 'configs.publish', input: { message: 'Daily check at 02:15' } });
  expect(fake.asked.some(({ name }) => name === 'resync.start')).toBe(false);
  expect(useWindowState.getState().toasts.at(-1)?.title).toBe('r43 published');
});

test('publishing with a resync starts a run for the phones that are behind and shows it', async () => {
  openDialog([]);
  await userEvent.click(await screen.findByRole('button', { name: 'Publish and resync 2 phones' }));
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/resync\/\d+$/));
  const start = fake.asked.find(({ name }) => name === 'resync.start');
  expect(start?.input).toMatchObject({ phones: { behind: true } });
});

test('an error blocks publishing and leads to its line', async () => {
  openDialog([error]);
  const place = await screen.findByRole('button', { name: /A blank stands outside the quotes.*line 21/ });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Publish' }).disabled).toBe(true);
  await userEvent.click(place);
  expect(window.location.hash).toBe('#/files/group%3AReception');
  expect(window.history.state).toMatchObject({ line: 21, column: 18 });
});
