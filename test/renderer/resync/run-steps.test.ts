import { expect, test } from 'vitest';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import type { ResyncStep } from '../../../electron/core/resync/resync-step';
import { funnelOf, lostAt, stepReached, withStep } from '../../../renderer/features/resync/run-steps';

function phone(...steps: ResyncStep[]): ResyncPhoneView {
  const reports = steps.map((step, index) => ({
    mac: '0080F0A1B2C3',
    step,
    at: `2026-11-24T09:00:0${index}Z`,
    detail: '',
  }));
  return {
    mac: '0080F0A1B2C3',
    name: 'Reception',
    step: steps.at(-1) ?? 'queued',
    steps: reports,
    problem: null,
    actions: [],
  };
}

test('a failed phone is lost at the step after the last one it reached', () => {
  expect(lostAt(phone('queued', 'sent', 'failed'))).toBe('answered');
  expect(lostAt(phone('queued', 'sent', 'answered', 'failed'))).toBe('fetched');
  expect(lostAt(phone('queued', 'sent'))).toBeNull();
});

test('a later step proves an earlier one that was never told', () => {
  expect(stepReached(phone('queued', 'sent', 'fetched'), 'answered')).toBe('2026-11-24T09:00:02Z');
});

test('the funnel counts who came, who stands and who was lost', () => {
  const stages = funnelOf([
    phone('queued'),
    phone('queued', 'sent'),
    phone('queued', 'sent', 'failed'),
    phone('queued', 'sent', 'answered', 'fetched', 'done'),
  ]);
  expect(stages.map(({ step, reached, here, lost }) => [step, reached, here, lost])).toEqual([
    ['queued', 4, 1, 0],
    ['sent', 3, 1, 0],
    ['answered', 1, 0, 1],
    ['fetched', 1, 0, 0],
    ['done', 1, 0, 0],
  ]);
});

test('a step told twice is one step', () => {
  const report = { mac: '0080F0A1B2C3', step: 'sent' as const, at: '2026-11-24T09:00:05Z', detail: '' };
  const once = withStep(phone('queued'), report);
  expect(withStep(once, report)).toBe(once);
});

test('a step that is told late takes no phone back', () => {
  const done = phone('queued', 'sent', 'answered', 'done');
  const late = withStep(done, { mac: done.mac, step: 'sent', at: '2026-11-24T09:00:09Z', detail: 'try 2' });
  expect(late.step).toBe('done');
  expect(late.steps).toHaveLength(5);
});
