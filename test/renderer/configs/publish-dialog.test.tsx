import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PublishPreview } from '../../../electron/contract/configs';
import { Providers } from '../../../renderer/app/app';
import { useWindowState } from '../../../renderer/app/window-state';
import { bridgeConnection } from '../../../renderer/client/connection';
import { createQueryClient } from '../../../renderer/client/workstation-context';
import { PublishDialog } from '../../../renderer/features/configs/publish-dialog';
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
const left = {
  name: 'VM_NUMBER_1',
  scope: 'group:Reception',
  phones: 2,
  held: ['8500'],
  default: '',
  mayBeEmpty: true,
};

let fake: FakeWorkstation;

function openDialog(part: Partial<PublishPreview> = {}): void {
  fake = fakeWorkstation();
  const phones = fake.phones.slice(0, 2).map(({ mac, name }) => ({ mac, name }));
  const changes = [
    { scope: 'group:Reception', kind: 'file' as const, change: 'changed' as const },
    { scope: 'facts:site', kind: 'facts' as const, change: 'changed' as const },
  ];
  fake.answer('configs.preview', ({ layers }) => ({
    changes: layers ? changes.slice(0, 1) : changes,
    phones: layers ? phones.slice(0, 1) : phones,
    changedPhones: layers ? 1 : 2,
    problems: [],
    phoneProblems: [],
    neverPublishable: false,
    removed: [],
    ...part,
  }));
  fake.answer('configs.compare', () => ({
    files: [
      {
        name: 'standard',
        left: 'CFG_RESYNC_TIME="02:00"\r\nVM_NUMBER_1="8500"\r\n',
        right: 'CFG_RESYNC_TIME="02:15"\r\n',
        added: 1,
        removed: 2,
        text: '',
      },
    ],
    equal: 2,
  }));
  fake.answer('configs.effective', () => ({
    parameters: [
      {
        name: 'CFG_RESYNC_TIME',
        value: '02:15',
        layer: 'group file',
        overrides: [{ layer: 'site file', value: '02:00' }],
      },
    ],
    leftOvers: [],
  }));
  fake.answer('configs.publish', () => ({ revision: 43, changedPhones: 2 }));
  fake.answer('configs.edit', () => ({ text: '', version: 'v', problems: [], savedAt: '2026-11-24T09:42:00+00:00' }));
  useWindowState.setState({ publishOpen: true, toasts: [] });
  render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <Opened />
    </Providers>,
  );
}

/** As the window shows it. */
function Opened(): React.ReactNode {
  return useWindowState((state) => state.publishOpen) ? <PublishDialog /> : null;
}

const askedFor = (name: string): unknown[] => fake.asked.filter((each) => each.name === name).map(({ input }) => input);

beforeEach(() => window.history.replaceState(null, '', '/#/files'));
afterEach(cleanup);

test('it says what changes, in which layer, for which phones, and sends the note with it', async () => {
  openDialog();
  const dialog = await screen.findByRole('dialog', { name: 'Publish r43' });
  expect(await within(dialog).findByText(/for 2 phones/)).toBeTruthy();
  expect(within(dialog).getByRole('button', { name: /Reception 2/ })).toBeTruthy();
  const changes = await within(dialog).findByRole('region', { name: 'Changes in standard' });
  await waitFor(() => expect(changes.textContent).toContain('beats 02:00 from Site'));
  await userEvent.type(within(dialog).getByLabelText('Note'), 'Daily check at 02:15');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(useWindowState.getState().publishOpen).toBe(false));
  expect(askedFor('configs.publish')).toEqual([{ message: 'Daily check at 02:15' }]);
  expect(askedFor('resync.start')).toEqual([]);
  expect(useWindowState.getState().toasts.at(-1)?.title).toBe('r43 published');
});

test('publishing with a resync resyncs exactly the phones that change, and shows the run', async () => {
  openDialog();
  await userEvent.click(await screen.findByRole('button', { name: 'Publish and resync 2 phones' }));
  await waitFor(() => expect(window.location.hash).toMatch(/^#\/resync\/\d+$/));
  expect(askedFor('resync.start')).toMatchObject([{ phones: { macs: ['0080F0A1B2C3', '0080F0A1B2D8'] } }]);
});

test('a layer that is left out stays a draft, and its phones are not resynced', async () => {
  openDialog();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Site file/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Publish and resync 1 phone' }));
  await waitFor(() => expect(askedFor('resync.start')).toMatchObject([{ phones: { macs: ['0080F0A1B2C3'] } }]));
  expect(askedFor('configs.publish')).toEqual([{ message: '', layers: ['group:Reception'] }]);
});

test('the changes shown are those of the chosen layers', async () => {
  openDialog();
  const shown = async (value: string): Promise<void> => {
    const changes = await screen.findByRole('region', { name: 'Changes in standard' });
    await waitFor(() => expect(changes.textContent).toContain(value));
  };
  fake.answer('configs.compare', ({ right }) => ({
    files: [
      { name: 'standard', left: 'A="1"', right: right.layers ? 'A="part"' : 'A="all"', added: 1, removed: 1, text: '' },
    ],
    equal: 2,
  }));
  await shown('"all"');
  await userEvent.click(await screen.findByRole('checkbox', { name: /Site file/ }));
  await shown('"part"');
  expect(askedFor('configs.compare').at(-1)).toMatchObject({
    right: { mac: '0080F0A1B2C3', source: 'draft', layers: ['group:Reception'] },
  });
  expect(askedFor('configs.effective').at(-1)).toMatchObject({ source: 'draft', layers: ['group:Reception'] });
});

test('waiting for the next check sends nothing', async () => {
  openDialog();
  await userEvent.click(await screen.findByRole('radio', { name: /next check/ }));
  expect(screen.queryByRole('button', { name: /and resync/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(askedFor('configs.publish')).toHaveLength(1));
  expect(askedFor('resync.start')).toEqual([]);
});

test('an error blocks publishing and leads to its line', async () => {
  openDialog({ problems: [error] });
  const place = await screen.findByRole('button', { name: /A blank stands outside the quotes.*line 21/ });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Publish' }).disabled).toBe(true);
  await userEvent.click(place);
  expect(window.location.hash).toBe('#/files/group%3AReception');
  expect(window.history.state).toMatchObject({ line: 21, column: 18 });
});

test('an error is published only by a decision with a reason', async () => {
  openDialog({ problems: [error] });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Publish in spite of errors' }));
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }));
  expect(screen.getByText('Say why.')).toBeTruthy();
  expect(askedFor('configs.publish')).toEqual([]);
  await userEvent.type(screen.getByLabelText('Reason, kept in the audit'), 'The phone takes it, tried');
  await userEvent.click(screen.getByRole('button', { name: 'Publish' }));
  await waitFor(() =>
    expect(askedFor('configs.publish')).toEqual([{ message: '', override: 'The phone takes it, tried' }]),
  );
});

test('what cannot be written to a phone at all has no way around it', async () => {
  openDialog({ problems: [error], neverPublishable: true });
  expect(await screen.findByText(/cannot be written to a phone at all/)).toBeTruthy();
  expect(screen.queryByRole('checkbox', { name: 'Publish in spite of errors' })).toBeNull();
});

test('a line that goes says that phones keep its value, and its default can be written instead and taken back', async () => {
  openDialog({ removed: [left] });
  const changes = await screen.findByRole('region', { name: 'Changes in standard' });
  await waitFor(() => expect(changes.textContent).toContain('the phone keeps 8500'));
  await userEvent.selectOptions(screen.getByLabelText('What happens to VM_NUMBER_1'), 'default');
  expect(await screen.findByText('Will be written as empty')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(askedFor('configs.edit')).toEqual([
      { scope: 'group:Reception', edits: [{ kind: 'set', name: 'VM_NUMBER_1', value: '' }] },
      { scope: 'group:Reception', edits: [{ kind: 'unset', name: 'VM_NUMBER_1' }] },
    ]),
  );
});
