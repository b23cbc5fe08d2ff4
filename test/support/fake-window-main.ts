// What the page of fake-window.ts runs: a fake workstation in place of the preload's bridge, then the window as it is.
import { fakeWorkstation, type FakeOptions } from './fake-workstation';
import { blankTiming, sampleTiming } from './sample-timing';

const { catchUp: quiet } = sampleTiming();
const catchUp = { ...quiet, why: 'This laptop was asleep from 23:52 to 07:46; 68 phones found nobody.' };
const run = {
  id: 121,
  startedAt: '2026-11-24T07:46:10Z',
  endedAt: null,
  cause: 'catch-up',
  total: 68,
  done: 40,
  failed: 0,
};

const scenes: Record<string, FakeOptions> = {
  usual: {},
  blank: { timing: blankTiming() },
  asking: { timing: { catchUp: { ...catchUp, state: 'asking', phones: 68 } } },
  running: { timing: { catchUp: { ...catchUp, state: 'running', phones: 68, run } } },
};

const scene = new URLSearchParams(location.search).get('scene') ?? 'usual';
Object.assign(window, { workstation: fakeWorkstation(scenes[scene]) });
await import('../../renderer/main');
