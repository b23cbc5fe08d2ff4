import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { Providers } from '../../../renderer/app/app';
import { bridgeConnection } from '../../../renderer/client/connection';
import { createQueryClient } from '../../../renderer/client/workstation-context';
import { ServerPage } from '../../../renderer/features/server/server-page';
import { createI18n } from '../../../renderer/strings/i18n';
import { fakeWorkstation, type FakeOptions, type FakeWorkstation } from '../../support/fake-workstation';
import { sampleStatus } from '../../support/sample-site';

function openPage(options: FakeOptions = {}): FakeWorkstation {
  const fake = fakeWorkstation(options);
  render(
    <Providers connection={bridgeConnection(fake)} queries={createQueryClient()} words={createI18n()} env="test">
      <ServerPage />
    </Providers>,
  );
  return fake;
}

afterEach(cleanup);

test('a port that is taken is said with its remedy, and the next port is one press away', async () => {
  const taken = { code: 'PORT_IN_USE', message: 'Port 8088 is taken by another program.', remedy: 'Use another port.' };
  const listeners = sampleStatus().listeners.map((each) =>
    each.protocol === 'http' ? { ...each, state: 'down' as const, problem: taken } : each,
  );
  const fake = openPage({ status: { listeners } });
  expect((await screen.findByRole('alert')).textContent).toContain('Port 8088 is taken');
  await userEvent.click(screen.getByRole('button', { name: 'Use port 8089 instead' }));
  expect(await screen.findByText('8089/tcp')).toBeTruthy();
  expect(fake.asked).toContainEqual({ name: 'server.listen', input: { protocol: 'http', port: 8089 } });
});

test('what phones are told can be read and copied, and serving stops only after a question', async () => {
  const fake = openPage();
  expect(await screen.findByText('http://192.168.20.14:8088/')).toBeTruthy();
  expect(screen.getByText('http://192.168.20.14:8088/{MODEL}.cfg')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Stop HTTP files' }));
  const dialog = await screen.findByRole('dialog', { name: 'Stop serving files?' });
  expect(fake.asked.some(({ name }) => name === 'server.stop')).toBe(false);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Stop serving' }));
  expect(await screen.findByRole('button', { name: 'Start HTTP files' })).toBeTruthy();
});
