import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useWindowState } from '../../../renderer/app/window-state';
import { FilesPage } from '../../../renderer/features/configs/files-page';
import { HistoryPage } from '../../../renderer/features/configs/history-page';
import { SeveritiesDialog } from '../../../renderer/features/configs/severities-dialog';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';

let fake: FakeWorkstation;
const askedFor = (name: string): unknown[] => fake.asked.filter((each) => each.name === name).map(({ input }) => input);
const saved = { text: '', version: 'v', problems: [], savedAt: '2026-11-24T09:42:00+00:00' };

beforeEach(() => {
  fake = fakeWorkstation();
  fake.answer('configs.files', () => ({
    files: [
      {
        scope: 'group:Reception',
        hasDraft: true,
        sizeBytes: 900,
        values: 22,
        worst: 'error',
        phones: 5,
        changedAt: '2026-11-24T09:31:00+00:00',
      },
    ],
  }));
  fake.answer('configs.remove', () => ({ phones: 5, values: 22 }));
});
afterEach(cleanup);

async function choose(item: RegExp): Promise<void> {
  await userEvent.click(await screen.findByRole('button', { name: 'More for Reception' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
}

test('deleting a file says who takes it and that phones keep what they have, and can be undone', async () => {
  fake.answer('configs.discard', () => ({ discarded: 1 }));
  renderPart(fake, <FilesPage />);
  await choose(/Delete/);
  const dialog = await screen.findByRole('dialog', { name: 'Delete Reception?' });
  expect(dialog.textContent).toContain('5 phones take it');
  expect(dialog.textContent).toContain('deleting a file clears nothing');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Delete the file' }));
  await waitFor(() => expect(askedFor('configs.remove')).toEqual([{ scope: 'group:Reception' }]));
  useWindowState.getState().toasts.at(-1)?.action?.run();
  await waitFor(() => expect(askedFor('configs.discard')).toEqual([{ scope: 'group:Reception' }]));
});

test('a copy goes over a file that is there only when that was wanted', async () => {
  fake.answer('configs.duplicate', ({ replace }) => {
    if (replace) return saved;
    throw new Refusal({ code: 'FILE_EXISTS', message: 'Wards has a file already.', remedy: 'Replace it, or open it.' });
  });
  renderPart(fake, <FilesPage />);
  await choose(/Duplicate/);
  const dialog = await screen.findByRole('dialog', { name: 'Duplicate Reception' });
  await userEvent.type(within(dialog).getByLabelText('Group'), 'Wards');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Duplicate' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Wards has a file already.');
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Replace the file that is there' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Duplicate' }));
  await waitFor(() =>
    expect(askedFor('configs.duplicate').at(-1)).toEqual({ from: 'group:Reception', to: 'group:Wards', replace: true }),
  );
});

test('a new file can begin with a sample; one that is there opens as it is', async () => {
  fake.answer('configs.samples', () => ({
    samples: [
      { id: 'checks', title: 'Daily check', description: 'One check a night.', for: ['group'], text: '# checks' },
    ],
  }));
  renderPart(fake, <FilesPage />);
  await userEvent.click(await screen.findByRole('button', { name: 'New file' }));
  const dialog = await screen.findByRole('dialog', { name: 'New config file' });
  await userEvent.type(within(dialog).getByLabelText('Group'), 'Reception');
  expect(await within(dialog).findByText(/There is a file for this already/)).toBeTruthy();
  await userEvent.clear(within(dialog).getByLabelText('Group'));
  await userEvent.type(within(dialog).getByLabelText('Group'), 'Lab');
  await userEvent.selectOptions(await within(dialog).findByLabelText('Begin with'), 'Daily check');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Create the file' }));
  await waitFor(() => expect(askedFor('configs.set')).toEqual([{ scope: 'group:Lab', text: '# checks' }]));
});

test('rolling back says what changes and what stays on phones before it is done', async () => {
  const revision = { author: 'Ines', changedPhones: 5, scopes: ['group:Reception'], changes: 1 };
  fake.answer('configs.history', () => ({
    revisions: [
      { revision: 42, message: 'Key labels', at: '2026-11-24T09:31:00+00:00', ...revision },
      { revision: 41, message: 'New PBX', at: '2026-11-23T09:31:00+00:00', ...revision },
    ],
  }));
  fake.answer('configs.compare', () => ({
    files: [{ name: 'group:Reception', left: 'A="1"', right: 'A="2"', added: 1, removed: 1, text: '' }],
    equal: 3,
  }));
  fake.answer('configs.rollback', () => ({ revision: 43, changedPhones: 5 }));
  renderPart(fake, <HistoryPage />);
  await userEvent.click(await screen.findByRole('button', { name: 'More for r41' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /Roll back/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Roll back to r41?' });
  expect(await within(dialog).findByText('Reception')).toBeTruthy();
  expect(dialog.textContent).toContain('stay on phones that already fetched them');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Roll back as r43' }));
  await waitFor(() => expect(askedFor('configs.rollback')).toEqual([{ revision: 41 }]));
});

test('a severity is set for the site, and its usual one again takes the setting away', async () => {
  let own: 'error' | 'warning' | 'off' | null = null;
  const answer = () => ({
    code: 'TIMING_NO_EFFECT',
    severity: own ?? ('warning' as const),
    usual: 'warning' as const,
    own: own !== null,
    fixed: false,
    mayBeOff: true,
  });
  fake.answer('configs.severities', () => ({ severities: [answer()] }));
  fake.answer('configs.setSeverity', ({ severity }) => {
    own = severity === 'hint' ? null : severity;
    fake.changed('configs');
    return answer();
  });
  renderPart(fake, <SeveritiesDialog onClose={() => undefined} />);
  const field = await screen.findByLabelText('Severity of Timing no effect');
  await userEvent.selectOptions(field, 'error');
  expect(await screen.findByText('1 set here')).toBeTruthy();
  await userEvent.selectOptions(field, 'warning');
  await waitFor(() =>
    expect(askedFor('configs.setSeverity')).toEqual([
      { code: 'TIMING_NO_EFFECT', severity: 'error' },
      { code: 'TIMING_NO_EFFECT', severity: null },
    ]),
  );
});
