import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { LibraryCard } from '../../../renderer/features/server/library-card';
import { kindOf } from '../../../renderer/features/server/use-upload';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderPart } from '../../support/render-app';
import { sampleLibrary } from '../../support/sample-server';

function openCard(): { fake: FakeWorkstation; picker: HTMLInputElement } {
  const fake = fakeWorkstation({ server: { files: sampleLibrary() } });
  const { container } = renderPart(fake, <LibraryCard />);
  const picker = container.querySelector<HTMLInputElement>('input[type=file]');
  if (!picker) throw new Error('no file input');
  return { fake, picker };
}

afterEach(cleanup);

test('a file goes in pieces of one megabyte, whole and in order', async () => {
  const { fake, picker } = openCard();
  const bytes = Uint8Array.from({ length: 2_300_000 }, (_, index) => (index * 7) % 256);
  await userEvent.upload(picker, new File([bytes], 'KX-HDV130-03.105.fw'));
  expect(await screen.findByText('KX-HDV130-03.105.fw')).toBeTruthy();
  const pieces = fake.asked.flatMap(({ name, input }) =>
    name === 'library.append' ? [atob((input as { base64: string }).base64)] : [],
  );
  expect(pieces.map(({ length }) => length)).toEqual([1_000_000, 1_000_000, 300_000]);
  const sent = pieces.join('');
  expect(bytes.every((byte, index) => sent.charCodeAt(index) === byte)).toBe(true);
  expect(fake.asked.find(({ name }) => name === 'library.begin')?.input).toEqual({
    name: 'KX-HDV130-03.105.fw',
    kind: 'firmware',
    bytes: 2_300_000,
  });
});

test('an upload is cancelled between two pieces, and its name is free again', async () => {
  const { fake, picker } = openCard();
  let go = (): void => {};
  fake.answer('library.append', () => new Promise((resolve) => (go = () => resolve({ received: 1_000_000 }))));
  await userEvent.upload(picker, new File([new Uint8Array(3_000_000)], 'big.fw'));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  go();
  await vi.waitFor(() => expect(fake.asked.some(({ name }) => name === 'library.cancel')).toBe(true));
  expect(fake.asked.some(({ name }) => name === 'library.finish')).toBe(false);
  await vi.waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
});

test('a file that is refused says why', async () => {
  const { fake, picker } = openCard();
  fake.answer('library.begin', () => {
    throw new Refusal({ code: 'LIBRARY_FILE_EXISTS', message: 'logo.bmp is there.', remedy: 'Remove it first.' });
  });
  await userEvent.upload(picker, new File(['x'], 'logo.bmp'));
  expect((await screen.findByRole('alert')).textContent).toContain('LIBRARY_FILE_EXISTS');
});

test('firmware is given to a wave of groups, and removed only after what it means was said', async () => {
  const { fake } = openCard();
  await userEvent.click(await screen.findByRole('button', { name: 'Change KX-UT670-01.302.fw' }));
  const dialog = await screen.findByRole('dialog', { name: 'KX-UT670-01.302.fw' });
  await userEvent.click(await within(dialog).findByRole('checkbox', { name: 'Wards' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/only Reception, Wards/)).toBeTruthy();
  expect(fake.asked).toContainEqual({
    name: 'library.assign',
    input: { id: 1, models: ['KX-UT670'], version: '01.302', groups: ['Reception', 'Wards'] },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Change KX-UT670-01.302.fw' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Remove…' }));
  expect(screen.getByText(/stays at its version/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await vi.waitFor(() => expect(screen.queryByText('KX-UT670-01.302.fw')).toBeNull());
});

test('contacts are tried before they are taken, and rows that cannot be are named', async () => {
  const { fake } = openCard();
  await userEvent.click(await screen.findByRole('button', { name: 'Import contacts…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Import contacts' });
  const picker = dialog.querySelector<HTMLInputElement>('input[type=file]');
  if (!picker) throw new Error('no file input');
  await userEvent.upload(picker, new File(['name,number\nAda,2001\nBroken\n'], 'contacts.csv'));
  expect(await within(dialog).findByText('1 contact can be taken.')).toBeTruthy();
  expect(dialog.textContent).toContain('Row 3: "Broken" has no number.');
  expect(fake.asked.filter(({ name }) => name === 'contacts.import')).toHaveLength(1);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Take 1 contact' }));
  expect(await screen.findByText('1 contact')).toBeTruthy();
});

test('what a file most likely is, is read from its name', () => {
  expect(['a.fw', 'logo.BMP', 'ring.wav', 'ca.pem', 'book.csv', 'README'].map(kindOf)).toEqual([
    'firmware',
    'logo',
    'ringtone',
    'certificate',
    'phonebook',
    'other',
  ]);
});
