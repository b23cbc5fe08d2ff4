// A phone as people see it: record, facts, content and timing in one place, with the reason and what helps.
import { phoneState, type PhoneState } from '../../core/phones/phone-state';
import type { PhoneFacts } from '../../core/configs/facts';
import { factsKey } from '../configs/site-layers';
import type { SiteState, Surroundings } from '../site-state';
import type { CheckOutlook } from '../timing/check-plans';
import { describeDownloadTiming } from './describe-download-timing';
import { sipAddressOf } from './sip-address';
import type { PhoneRecord, TroubleState } from './phone-store';

export interface PhoneView {
  readonly record: PhoneRecord;
  readonly facts: PhoneFacts;
  readonly state: PhoneState;
  readonly told: string | null;
  readonly toldOutdated: boolean;
  readonly addressSetByHand: boolean;
  readonly asksByItself: boolean;
  readonly nextCheck: string;
  readonly nextCheckAt: number | null;
  readonly address: string | null;
  readonly revision: number | null;
  readonly hasDraft: boolean;
  readonly leftOvers: number;
  readonly reason: Pick<TroubleState, 'problem' | 'action'> | null;
}

export interface ViewContext {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly revision: number;
  readonly inRun: (phoneId: number) => boolean;
  readonly outlook: CheckOutlook;
}

/** The state alone: cheap enough to count ten thousand. */
export function stateOf(
  phone: PhoneRecord,
  { state, inRun, outlook }: Pick<ViewContext, 'state' | 'inRun' | 'outlook'>,
): PhoneState {
  const failing = phone.trouble && phone.trouble.kind !== 'notice' ? phone.trouble.kind : null;
  return phoneState({
    inRun: inRun(phone.id),
    refusedSinceFetch: failing === 'request',
    resyncFailedSinceFetch: failing === 'resync',
    everFetched: phone.lastFetch !== null,
    absence: outlook.absence(phone),
    hasCurrentContent: hasCurrentContent(phone, state),
  });
}

export function hasCurrentContent(phone: PhoneRecord, state: SiteState): boolean {
  return phone.takenHash !== null && phone.takenHash === state.contents.hash(phone, 'published');
}

export function phoneView(phone: PhoneRecord, { state, around, revision, inRun, outlook }: ViewContext): PhoneView {
  const facts = state.layers.phoneFacts(phone.mac, 'draft');
  const held = state.held.of(phone.id);
  const nextCheckAt = outlook.nextCheckAt(phone);
  const current = hasCurrentContent(phone, state);
  const token = state.tokens.known(phone.id);
  const told = phone.lastFetch ? hostAndPort(phone.lastFetch.toldBaseUrl) : null;
  const toldOutdated =
    phone.lastFetch !== null &&
    (phone.lastFetch.toldBaseUrl !== around.toldBaseUrl() ||
      state.access.asLogin !== state.evidence.has('told-login', phone.id) ||
      (token !== undefined && token.generation !== phone.lastFetch.tokenGeneration));
  const hasDraft = state.layers.hasDraft(factsKey({ kind: 'phone', mac: phone.mac }));
  const view = {
    record: phone,
    facts,
    state: stateOf(phone, { state, inRun, outlook }),
    told,
    toldOutdated,
    addressSetByHand: state.evidence.has('address-by-hand', phone.id),
    asksByItself: nextCheckAt !== null,
    nextCheck: phone.lastFetch
      ? describeDownloadTiming(outlook.timing(phone), outlook.isClockSet(phone))
      : 'when it starts',
    nextCheckAt,
    address: sipAddressOf(phone, held, around.family, state.registrations.addressOf(phone.id)),
    revision: current ? revision : phone.takenRevision,
    hasDraft,
    leftOvers: phone.lastFetch ? state.contents.countMissing(phone, held.keys()) : 0,
  };
  return { ...view, reason: phone.trouble ?? standingReason(view, around) };
}

function standingReason(view: Omit<PhoneView, 'reason'>, around: Surroundings): PhoneView['reason'] {
  const { record, told } = view;
  if (record.lastFetch && around.toldState(record.lastFetch.toldBaseUrl) === 'gone') {
    return {
      action: null,
      problem: {
        code: 'PHONE_TOLD_ELSEWHERE',
        message: elsewhere(told, record.lastFetch.toldBaseUrl, around.toldBaseUrl()),
        remedy: view.addressSetByHand
          ? 'Its address was typed into the phone: enter the new one there, or answer on the old one as well (Server page).'
          : 'Answer on that address as well (Server page). A NOTIFY does not help: it would ask there. Or hand out the new address by DHCP option 66, reset the phone and arm it, so that it starts anew.',
      },
    };
  }
  if (view.hasDraft) {
    return {
      action: 'publish',
      problem: {
        code: 'PHONE_FACTS_UNPUBLISHED',
        message: 'Its name, lines or check time have changes that are not published.',
        remedy: 'Review and publish them; until then it gets what was published before.',
      },
    };
  }
  return null;
}

function elsewhere(told: string | null, toldBaseUrl: string, baseUrl: string): string {
  return toldBaseUrl === baseUrl
    ? `It was told to ask ${told}, and that address is gone from this laptop.`
    : `It was told to ask ${told}, where nobody answers; this laptop now answers at ${hostAndPort(baseUrl)}.`;
}

function hostAndPort(baseUrl: string): string {
  return baseUrl.replace(/^[a-z]+:\/\//, '').replace(/\/+$/, '');
}
