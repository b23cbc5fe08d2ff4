import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { useWindowState } from '../../../renderer/app/window-state';
import { fakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

afterEach(cleanup);

test('a list is tried first, its bad rows are named, and only then is it taken', async () => {
  const user = userEvent.setup();
  const fake = fakeWorkstation();
  renderApp(fake);
  await screen.findByText('42 phones');
  useWindowState.getState().set({ importOpen: true });
  const csv = 'mac,model\n0080F0A1B2C9,KX-UT670\nnonsense,KX-UT670\n';
  await user.upload(
    await screen.findByLabelText('Choose a file…', { selector: 'input' }),
    new File([csv], 'phones.csv', { type: 'text/csv' }),
  );
  expect(await screen.findByText('1 to add')).toBeDefined();
  expect(screen.getByText('Row 3')).toBeDefined();
  expect(fake.asked.filter(({ name }) => name === 'phones.import')).toEqual([
    { name: 'phones.import', input: { csv, dryRun: true } },
  ]);
  await user.click(screen.getByRole('button', { name: 'Import 1 phone' }));
  await waitFor(() => expect(fake.asked.at(-1)).toEqual({ name: 'phones.import', input: { csv } }));
  expect(await screen.findByText('1 phone imported')).toBeDefined();
});
