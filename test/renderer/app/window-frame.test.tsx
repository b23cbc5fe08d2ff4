import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { bridgeConnection, type Connection, type ConnectionState } from '../../../renderer/client/connection';
import { fakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';
import { sampleStatus } from '../../support/sample-site';

afterEach(cleanup);

const user = userEvent.setup();

/** A connection that the test can cut. */
function cuttable(): {
  connection: Connection;
  become: (state: ConnectionState) => void;
  fake: ReturnType<typeof fakeWorkstation>;
} {
  const fake = fakeWorkstation();
  const listeners = new Set<() => void>();
  let state: ConnectionState = 'connected';
  return {
    fake,
    connection: {
      ...bridgeConnection(fake),
      state: () => state,
      lastHeardAt: () => Date.parse('2026-11-24T09:41:00Z'),
      onState: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    become: (next) => {
      state = next;
      for (const listener of listeners) listener();
    },
  };
}

test('without a connection the window says so, since when, and keeps what it shows', async () => {
  const { fake, connection, become } = cuttable();
  renderApp(fake, '/phones', connection);
  await screen.findByText('42 phones');
  act(() => become('disconnected'));
  expect(
    (await screen.findByText(/Not connected to the workstation; trying again/)).parentElement?.textContent,
  ).toContain('as of 09:41');
  expect(screen.getByText('42 phones')).toBeDefined();
  const before = fake.asked.length;
  act(() => become('connected'));
  await waitFor(() => expect(screen.queryByText(/Not connected/)).toBeNull());
  expect(fake.asked.length).toBeGreaterThan(before);
});

test('when the port is taken the pill says not serving and offers another port', async () => {
  const listeners = [
    {
      protocol: 'http' as const,
      state: 'down' as const,
      address: null,
      port: 8088,
      problem: {
        code: 'PORT_IN_USE',
        message: 'Port 8088 is taken by another program.',
        remedy: 'Close it, or use another port.',
      },
    },
  ];
  const fake = fakeWorkstation({ status: { listeners } });
  renderApp(fake);
  await user.click(await screen.findByRole('button', { name: 'Not serving' }));
  await user.click(await screen.findByRole('button', { name: 'Use port 8089 instead' }));
  expect(fake.asked).toContainEqual({ name: 'server.listen', input: { protocol: 'http', port: 8089 } });
  expect(await screen.findByText('Serving on port 8089')).toBeDefined();
});

test('open lab mode stays on screen', async () => {
  renderApp(fakeWorkstation({ status: { openLab: true } }));
  expect(await screen.findByText(/Open lab mode/)).toBeDefined();
});

test('locked secrets are told and can be unlocked from there', async () => {
  const warning = { code: 'SECRETS_LOCKED', message: 'The passwords are sealed.', remedy: 'Unlock them.' };
  const fake = fakeWorkstation({ status: { secrets: { how: 'locked', warning } } });
  renderApp(fake);
  await user.click(await screen.findByRole('button', { name: 'Unlock…' }));
  await user.type(await screen.findByLabelText('Recovery passphrase'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Unlock' }));
  expect(fake.asked).toContainEqual({ name: 'secrets.unlock', input: { passphrase: 'correct horse' } });
});

test('unpublished changes are offered for review from every page', async () => {
  const { site } = sampleStatus();
  renderApp(fakeWorkstation({ status: { site: { ...site, hasDraft: true } } }), '/nowhere');
  expect(await screen.findByRole('button', { name: 'Unpublished changes' })).toBeDefined();
  expect(screen.getByRole('heading', { name: 'There is no such page' })).toBeDefined();
});
