// A folder is read, shown file by file, taken, and taken back.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { ImportOutcome } from '../../../electron/contract/import';
import { useWindowState } from '../../../renderer/app/window-state';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

afterEach(cleanup);

const unknownModel = {
  code: 'MODEL_UNKNOWN',
  severity: 'warning',
  line: 1,
  column: 1,
  message: 'Nothing tells the model of this phone, so it was left out.',
  remedy: 'Give the model of such phones.',
  parameter: null,
} as const;

function outcome(model: string | undefined, undo: string | null): ImportOutcome {
  const phone = {
    mac: '0080F0A1B2C3',
    model: 'KX-UT670',
    name: 'Reception',
    group: null,
    extensions: ['2101'],
    known: false,
  };
  const other = { ...phone, mac: '0080F0A1B2C4', name: '', extensions: [], known: true };
  return {
    files: [
      { path: 'Config0080F0A1B2C3.cfg', scope: 'phone:0080F0A1B2C3', mac: phone.mac, model: phone.model, problems: [] },
      {
        path: 'dect/0080f0a1b2c4.cfg',
        scope: 'phone:0080F0A1B2C4',
        mac: other.mac,
        model: model ?? null,
        problems: model ? [] : [unknownModel],
      },
      {
        path: 'photo.jpg',
        scope: null,
        mac: null,
        model: null,
        problems: [{ ...unknownModel, code: 'IMPORT_NOT_CONFIG', severity: 'hint', message: 'It is no text.' }],
      },
    ],
    phones: model ? 2 : 1,
    phoneList: model ? [phone, other] : [phone],
    notes: ['3 old addresses taken out: the phones were told to ask prov.example.com.'],
    undo,
  };
}

function workstation(): FakeWorkstation {
  const fake = fakeWorkstation();
  fake.answer('configs.import', ({ model, dryRun }) => outcome(model, dryRun ? null : 'undo-token'));
  fake.answer('configs.undoImport', () => ({ removedPhones: 1 }));
  return fake;
}

function folderFile(path: string, text: string): File {
  const file = new File([text], path.split('/').at(-1) ?? path);
  Object.defineProperty(file, 'webkitRelativePath', { value: path });
  return file;
}

async function choose(fake: FakeWorkstation): Promise<void> {
  renderApp(fake, '/files');
  await userEvent.click(await screen.findByRole('button', { name: 'Read a folder…' }));
  await userEvent.upload(await screen.findByLabelText('Choose a folder…', { selector: 'input' }), [
    folderFile('old/Config0080F0A1B2C3.cfg', 'A="1"'),
    folderFile('old/dect/0080f0a1b2c4.cfg', 'B="1"'),
    folderFile('old/.git/config', 'hidden'),
    folderFile('old/photo.jpg', 'x'),
  ]);
}

const asked = (fake: FakeWorkstation, name: string): unknown[] =>
  fake.asked.filter((call) => call.name === name).map((call) => call.input);

test('every file shows what becomes of it before anything is changed', async () => {
  const fake = workstation();
  await choose(fake);
  const table = within(await screen.findByRole('region', { name: 'Files of the folder' }));
  expect(table.getByText('Reception')).toBeDefined();
  expect(table.getByText('2101 · KX-UT670')).toBeDefined();
  expect(table.getByText('left out')).toBeDefined();
  expect(table.getByText(/It is no text/)).toBeDefined();
  expect(screen.getByText(/told to ask prov.example.com/)).toBeDefined();
  expect(asked(fake, 'configs.import')).toEqual([
    {
      files: [
        { path: 'Config0080F0A1B2C3.cfg', base64: btoa('A="1"'), sizeBytes: 5 },
        { path: 'dect/0080f0a1b2c4.cfg', base64: btoa('B="1"'), sizeBytes: 5 },
        { path: 'photo.jpg', base64: btoa('x'), sizeBytes: 1 },
      ],
      dryRun: true,
    },
  ]);
});

test('a model is asked for when the folder does not tell it', async () => {
  const fake = workstation();
  await choose(fake);
  await userEvent.type(await screen.findByLabelText('Model of phones that do not tell it'), 'KX-TGP600{Enter}');
  expect(await screen.findByText('2 phones')).toBeDefined();
  expect(asked(fake, 'configs.import').at(-1)).toMatchObject({ dryRun: true, model: 'KX-TGP600' });
});

test('it is taken, and taken back from the message that says so', async () => {
  const fake = workstation();
  await choose(fake);
  await userEvent.click(await screen.findByRole('button', { name: 'Take 2 files' }));
  expect(await screen.findByText('1 phone read from the folder')).toBeDefined();
  expect(asked(fake, 'configs.import').at(-1)).not.toHaveProperty('dryRun');
  expect(useWindowState.getState().folderImport).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Taken back')).toBeDefined();
  expect(asked(fake, 'configs.undoImport')).toEqual([{ undo: 'undo-token' }]);
});

test('what the workstation refuses stands in the dialog', async () => {
  const fake = workstation();
  fake.answer('configs.import', () => {
    throw new Refusal({ code: 'IMPORT_TOO_LARGE', message: 'The folder holds too much.', remedy: 'Take it in parts.' });
  });
  await choose(fake);
  expect(await screen.findByText('The folder holds too much.')).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Take/ })).toBeNull();
});

test('a folder dropped on the page is gone through, folders below included', async () => {
  const fake = workstation();
  renderApp(fake, '/files');
  await screen.findByRole('button', { name: 'Read a folder…' });
  const entry = (fullPath: string, below?: object[]): object => ({
    fullPath,
    isDirectory: below !== undefined,
    file: (take: (file: File) => void) => take(new File(['A="1"'], fullPath)),
    createReader: () => {
      const batches = [below ?? [], []];
      return { readEntries: (take: (entries: object[]) => void) => take(batches.shift() ?? []) };
    },
  });
  const root = entry('/old', [entry('/old/a.cfg'), entry('/old/sub', [entry('/old/sub/b.cfg')]), entry('/old/.x')]);
  const dataTransfer = { types: ['Files'], items: [{ webkitGetAsEntry: () => root }] };
  fireEvent.dragOver(window, { dataTransfer });
  expect(screen.getByText('Drop the folder to see what is in it')).toBeDefined();
  fireEvent.drop(window, { dataTransfer });
  await waitFor(() => expect(asked(fake, 'configs.import')).toHaveLength(1));
  expect(asked(fake, 'configs.import')).toMatchObject([{ files: [{ path: 'a.cfg' }, { path: 'sub/b.cfg' }] }]);
});
