import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { EditorView } from '@codemirror/view';
import { fakeWorkstation, Refusal, type FakeWorkstation } from '../../support/fake-workstation';
import { renderApp } from '../../support/render-app';

beforeAll(() => {
  // The editor measures text, which jsdom cannot.
  Object.assign(Range.prototype, {
    getClientRects: () => [],
    getBoundingClientRect: () => new DOMRect(),
  });
});
afterEach(cleanup);

/** The editor of the group's file, with what was typed so far. */
async function openEditor(fake: FakeWorkstation): Promise<EditorView> {
  renderApp(fake, '/files/group%3AReception');
  const text = await screen.findByRole('textbox', { name: 'Text of Reception' }, { timeout: 10_000 });
  const view = EditorView.findFromDOM(text);
  if (!view) throw new Error('No editor there.');
  return view;
}

const type = (view: EditorView, insert: string): void =>
  view.dispatch({ changes: { from: view.state.doc.length, insert }, userEvent: 'input.type' });

test('what is typed is saved by itself as a draft, and its problems are listed with a jump to the line', async () => {
  const fake = fakeWorkstation();
  const problem = {
    severity: 'error' as const,
    code: 'LINE_NOT_PARAMETER',
    message: 'No parameter.',
    remedy: 'Write it.',
  };
  fake.answer('configs.set', () => ({
    problems: [{ ...problem, line: 2, column: 1, parameter: null }],
    version: 'v2',
    savedAt: '2026-11-24T09:42:00+00:00',
  }));
  const view = await openEditor(fake);
  type(view, '\noops');
  await waitFor(() => expect(fake.asked.some(({ name }) => name === 'configs.set')).toBe(true), { timeout: 3000 });
  const list = screen.getByRole('region', { name: 'Problems of this file' });
  await userEvent.click(await within(list).findByRole('button', { name: /No parameter.*line 2/ }));
  expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(2);
  expect(await screen.findByText('Draft saved 09:42')).toBeTruthy();
});

test('an edit made elsewhere meanwhile shows both ways out, and taking theirs replaces the text', async () => {
  const fake = fakeWorkstation();
  const view = await openEditor(fake);
  fake.answer('configs.set', () => {
    throw new Refusal({ code: 'CONFIG_CONFLICT', message: 'Changed meanwhile.', remedy: 'Choose.' });
  });
  fake.answer('configs.get', () => ({ text: 'THEIRS="1"', draft: true, version: 'v9', problems: [], savedAt: null }));
  type(view, 'MINE="1"');
  const note = await screen.findByRole('alert', {}, { timeout: 3000 });
  expect(within(note).getByRole('button', { name: 'Keep mine' })).toBeTruthy();
  await userEvent.click(within(note).getByRole('button', { name: 'Take theirs' }));
  await waitFor(() => expect(view.state.doc.toString()).toBe('THEIRS="1"'));
});

/** True when the window asks before it closes. */
const asksToStay = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

test('closing the window asks while a text could not be saved, on every page, and not once it is', async () => {
  const fake = fakeWorkstation();
  const page = window as { workstation?: unknown };
  page.workstation = fake;
  let reachable = false;
  fake.answer('configs.set', () => {
    const saved = { problems: [], version: 'v2', savedAt: '2026-11-24T09:42:00+00:00' };
    if (reachable) fake.answer('configs.get', () => ({ ...saved, text: 'MINE="1"', draft: true }));
    if (reachable) return saved;
    throw new Refusal({ code: 'HOST_UNREACHABLE', message: 'The workstation cannot be reached.', remedy: 'Wait.' });
  });
  try {
    const view = await openEditor(fake);
    expect(asksToStay()).toBe(false);
    type(view, 'MINE="1"');
    // Waiting to be saved: the bridge takes it while the window closes.
    expect(asksToStay()).toBe(false);
    await screen.findByRole('alert', {}, { timeout: 3000 });
    expect(asksToStay()).toBe(true);
    await userEvent.click(screen.getByRole('link', { name: /^Schedules/ }));
    await screen.findByRole('heading', { name: 'Schedules', level: 1 }, { timeout: 5000 });
    expect(asksToStay()).toBe(true);
    reachable = true;
    location.hash = '/files/group%3AReception';
    expect(await screen.findByText('Draft saved 09:42', {}, { timeout: 4000 })).toBeTruthy();
    expect(asksToStay()).toBe(false);
  } finally {
    delete page.workstation;
  }
});

test('a text that could not be saved is still there after an old revision was looked at', async () => {
  const fake = fakeWorkstation();
  fake.answer('configs.history', () => ({
    revisions: [
      {
        revision: 42,
        message: 'Key labels',
        author: 'Ines',
        at: '2026-11-24T09:31:00+00:00',
        changedPhones: 1,
        scopes: ['site'],
        changes: 1,
      },
    ],
  }));
  fake.answer('configs.set', () => {
    throw new Refusal({ code: 'HOST_UNREACHABLE', message: 'The workstation cannot be reached.', remedy: 'Wait.' });
  });
  const view = await openEditor(fake);
  type(view, 'MINE="1"');
  expect((await screen.findByRole('alert', {}, { timeout: 3000 })).textContent).toContain('kept in this window');
  await userEvent.click(screen.getByRole('button', { name: /^r42 Key labels/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Back to the draft' }));
  const text = screen.getByRole('textbox', { name: 'Text of Reception' });
  expect(EditorView.findFromDOM(text)?.state.doc.toString()).toContain('MINE="1"');
});
