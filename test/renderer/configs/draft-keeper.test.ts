import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DraftKeeper, type DraftHost, type LoadedFile } from '../../../renderer/features/configs/draft-keeper';

type Answer<T> = { ok: true; value: T } | { ok: false; problem: { code: string; message: string; remedy: string } };

const file = (text: string, version: string): LoadedFile => ({
  text,
  version,
  draft: true,
  savedAt: null,
  problems: [],
});
const unreachable: Answer<never> = {
  ok: false,
  problem: {
    code: 'HOST_UNREACHABLE',
    message: 'The workstation cannot be reached.',
    remedy: 'It connects by itself.',
  },
};
const conflict: Answer<never> = {
  ok: false,
  problem: { code: 'CONFIG_CONFLICT', message: 'Changed meanwhile.', remedy: 'Choose one.' },
};
const saved = (version: string): Awaited<ReturnType<DraftHost['save']>> => ({
  ok: true,
  value: { version, savedAt: '2026-11-24T09:42:00+00:00', problems: [] },
});

function fakeHost(): { [K in keyof DraftHost]: ReturnType<typeof vi.fn<DraftHost[K]>> } {
  return {
    load: vi.fn<DraftHost['load']>(async () => ({ ok: true, value: file('theirs', 'v9') })),
    save: vi.fn<DraftHost['save']>(async () => saved('v2')),
    edit: vi.fn<DraftHost['edit']>(async () => ({
      ok: true,
      value: { text: 'A="1"\r\nB="2"\r\n', version: 'v2', savedAt: '2026-11-24T09:42:00+00:00', problems: [] },
    })),
    remember: vi.fn<DraftHost['remember']>(),
  };
}

describe('the keeper of a draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('saves by itself once typing pauses, based on the version it knows', async () => {
    const host = fakeHost();
    const keeper = new DraftKeeper(host, file('A="1"', 'v1'), null);
    keeper.typed('A="2"');
    await vi.advanceTimersByTimeAsync(400);
    keeper.typed('A="3"');
    await vi.advanceTimersByTimeAsync(400);
    expect(host.save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(host.save.mock.calls).toEqual([['A="3"', 'v1']]);
    expect(keeper.current()).toMatchObject({ phase: 'saved', version: 'v2' });
  });

  test('what is typed while a save is under way is saved after it', async () => {
    const host = fakeHost();
    let finish: (answer: Awaited<ReturnType<DraftHost['save']>>) => void = () => undefined;
    host.save.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    const keeper = new DraftKeeper(host, file('', 'v1'), null);
    keeper.typed('first');
    const saving = keeper.saveNow();
    keeper.typed('second');
    finish(saved('v2'));
    await saving;
    await vi.advanceTimersByTimeAsync(600);
    expect(host.save.mock.calls).toEqual([
      ['first', 'v1'],
      ['second', 'v2'],
    ]);
  });

  test('an edit made elsewhere is shown as a conflict, and keeping mine saves over it knowingly', async () => {
    const host = fakeHost();
    host.save.mockResolvedValueOnce(conflict);
    const keeper = new DraftKeeper(host, file('old', 'v1'), null);
    keeper.typed('mine');
    await keeper.saveNow();
    expect(keeper.current()).toMatchObject({ phase: 'conflict', text: 'mine', theirs: { text: 'theirs' } });
    await keeper.keepMine();
    expect(host.save).toHaveBeenLastCalledWith('mine', 'v9');
    expect(keeper.current().phase).toBe('saved');
  });

  test('taking theirs replaces the text', async () => {
    const host = fakeHost();
    host.save.mockResolvedValueOnce(conflict);
    const keeper = new DraftKeeper(host, file('old', 'v1'), null);
    keeper.typed('mine');
    await keeper.saveNow();
    keeper.takeTheirs();
    expect(keeper.current()).toMatchObject({
      phase: 'saved',
      text: 'theirs',
      version: 'v9',
      shown: { text: 'theirs' },
    });
  });

  test('a text that cannot be saved is kept, handed over when the page is left, and saved when it is opened again', async () => {
    const host = fakeHost();
    host.save.mockResolvedValue(unreachable);
    const keeper = new DraftKeeper(host, file('old', 'v1'), null);
    keeper.typed('mine');
    await keeper.saveNow();
    expect(keeper.current()).toMatchObject({ phase: 'failed', text: 'mine', failure: { code: 'HOST_UNREACHABLE' } });
    keeper.close();
    expect(host.remember).toHaveBeenLastCalledWith({ text: 'mine', version: 'v1' });

    const later = fakeHost();
    const again = new DraftKeeper(later, file('old', 'v1'), { text: 'mine', version: 'v1' });
    expect(again.current().shown.text).toBe('mine');
    again.open();
    await vi.advanceTimersByTimeAsync(1);
    expect(later.save).toHaveBeenCalledWith('mine', 'v1');
    expect(later.remember).toHaveBeenLastCalledWith(null);
  });

  test('closing the window loses nothing that is handed over, and says what would be lost', async () => {
    const host = fakeHost();
    const keeper = new DraftKeeper(host, file('old', 'v1'), null);
    keeper.typed('waits');
    expect(keeper.wouldLose()).toBe(false);
    expect(host.save).toHaveBeenCalledWith('waits', 'v1');
    keeper.typed('typed while the save is under way');
    expect(keeper.wouldLose()).toBe(true);
    await vi.advanceTimersByTimeAsync(600);
    expect(keeper.current().phase).toBe('saved');
    expect(keeper.wouldLose()).toBe(false);

    host.save.mockResolvedValue(unreachable);
    keeper.typed('cannot be saved');
    await keeper.saveNow();
    // Tried once more, but nobody can wait for the answer.
    expect(keeper.wouldLose()).toBe(true);
    expect(host.save).toHaveBeenCalledTimes(4);
  });

  test('a late answer with a version our own save replaced does not bring old text back', async () => {
    const host = fakeHost();
    host.load.mockResolvedValue({ ok: true, value: file('new', 'v2') });
    const keeper = new DraftKeeper(host, file('old', 'v1'), null);
    keeper.typed('new');
    await keeper.saveNow();
    keeper.arrived(file('old', 'v1'));
    await vi.advanceTimersByTimeAsync(1);
    expect(keeper.current()).toMatchObject({ text: 'new', version: 'v2' });
  });
});
