import { expect, test } from 'vitest';
import {
  decideFirstContact,
  disarmGraceMs,
  notifyEvidenceMs,
  type FirstContact,
} from '../../../electron/core/provisioning/first-contact';

const unarmed: FirstContact = {
  now: 1_000_000_000,
  peer: 'A',
  armed: null,
  disarmed: null,
  bootstrapsAtEveryStart: false,
  notified: null,
  lastGoodPeer: null,
  neighbourMac: null,
  mac: '0080F0000001',
};
const { now } = unarmed;
const armed = { until: now + 1, boundPeer: null };
const graceLeft = { at: now - disarmGraceMs, peer: 'A' };
const justNotified = { at: now - notifyEvidenceMs, boundPeer: null };
const hdv = { bootstrapsAtEveryStart: true };

test.each<[string, Partial<FirstContact>]>([
  ['serve armed', { armed }],
  ['serve armed', { armed: { ...armed, boundPeer: 'A' } }],
  ['refuse second-peer', { armed: { ...armed, boundPeer: 'B' } }],
  ['refuse second-peer', { armed: { ...armed, boundPeer: 'B' }, ...hdv, lastGoodPeer: 'A' }],
  ['refuse not-armed', { armed: { until: now, boundPeer: null } }],
  ['refuse not-armed', {}],
  ['serve grace', { disarmed: graceLeft }],
  ['refuse second-peer', { disarmed: { ...graceLeft, peer: 'B' } }],
  ['refuse not-armed', { disarmed: { ...graceLeft, at: graceLeft.at - 1 } }],
  ['serve evidence', { ...hdv, lastGoodPeer: 'A' }],
  ['refuse not-armed', { ...hdv, lastGoodPeer: 'B' }],
  ['serve evidence', { ...hdv, notified: justNotified }],
  ['serve evidence', { ...hdv, notified: { ...justNotified, boundPeer: 'A' } }],
  ['refuse second-peer', { ...hdv, notified: { ...justNotified, boundPeer: 'B' } }],
  ['refuse not-armed', { ...hdv, notified: { ...justNotified, at: justNotified.at - 1 } }],
  ['serve evidence', { ...hdv, notified: { ...justNotified, boundPeer: 'B' }, lastGoodPeer: 'A' }],
  ['serve evidence', { ...hdv, notified: justNotified, disarmed: { ...graceLeft, peer: 'B' } }],
  ['refuse not-armed', { notified: justNotified, lastGoodPeer: 'A' }],
  ['serve armed', { armed, neighbourMac: '0080F0000001' }],
  ['refuse other-neighbour', { armed, neighbourMac: '0080F0000002' }],
  ['refuse other-neighbour', { neighbourMac: '0080F0000002' }],
])('%s given %o', (decision, contact) => {
  const { kind, because } = decideFirstContact({ ...unarmed, ...contact });
  expect(`${kind} ${because}`).toBe(decision);
});
