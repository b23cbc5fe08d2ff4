import type { RequestReason } from '../../core/provisioning/request-reason';
import type { PhoneRecord, TroubleState } from '../phones/phone-store';

/** A notice about somebody else is shown this long, whatever the phone fetches meanwhile. */
const noticeShownMs = 24 * 60 * 60_000;

/** What of a phone's trouble is left after it got its files. */
export function troubleAfterFetch(trouble: TroubleState | null, at: number): TroubleState | null {
  return trouble?.kind === 'notice' && at - trouble.at < noticeShownMs ? trouble : null;
}

/** A notice never hides that the phone itself failed. */
export function graverTrouble(before: TroubleState | null, now: TroubleState): TroubleState {
  return before && before.kind !== 'notice' && now.kind === 'notice' ? before : now;
}

/** What a refusal means for a phone of ours, in words for its page; null when it means nothing. */
export function refusalTrouble(
  reason: RequestReason,
  phone: PhoneRecord,
  peer: string,
  at: number,
): TroubleState | null {
  switch (reason) {
    case 'not-armed':
      return {
        at,
        kind: 'request',
        action: 'arm',
        problem: {
          code: 'PHONE_NOT_ARMED',
          message: phone.lastFetch
            ? `It asked ${peer === phone.lastFetch.peer ? '' : `from ${peer} `}at its first address again, as a phone does after a factory reset. Cordboard does not hand out its files there twice.`
            : `It asked at its first address from ${peer}, but is not armed.`,
          remedy: 'If the phone was reset or replaced by you, arm it again; it gets its files at its next start.',
        },
      };
    case 'second-peer':
      return {
        at,
        kind: phone.lastFetch ? 'notice' : 'request',
        action: 'arm',
        problem: {
          code: 'PHONE_SECOND_PEER',
          message: `A second address, ${peer}, asked for its first file and was refused. ${phone.armed?.boundPeer ?? phone.lastFetch?.peer ?? 'Another address'} came first.`,
          remedy: `If ${peer} is the phone, somebody else took its first file: change its line passwords, then arm it again.`,
        },
      };
    case 'other-neighbour':
      return {
        at,
        kind: phone.lastFetch ? 'notice' : 'request',
        action: null,
        problem: {
          code: 'PHONE_OTHER_NEIGHBOUR',
          message: `${peer} asked in its name, but on this network that address belongs to another device.`,
          remedy:
            'Find the device with that address. If the phone sits behind a router, reset the neighbour entry and start the phone again.',
        },
      };
    case 'revoked-token':
    case 'unknown-token':
    case 'login-wrong':
      return {
        at,
        kind: reason === 'revoked-token' || peer === phone.lastFetch?.peer ? 'request' : 'notice',
        action: 'arm',
        problem: {
          code: 'PHONE_TOKEN_REVOKED',
          message:
            reason === 'revoked-token'
              ? `It asked from ${peer} with an address that was revoked, and got nothing.`
              : `${peer} asked for its file with a ${reason === 'login-wrong' ? 'login' : 'token'} that this laptop never gave it, and got nothing.`,
          remedy:
            'If the phone is yours, it was set up by another Cordboard, or from another copy of the data: arm it and reset it to factory settings, or enter its address from here on the phone.',
        },
      };
    case 'unknown-path':
      return {
        at,
        kind: 'notice',
        action: null,
        problem: {
          code: 'PHONE_PATH_UNKNOWN',
          message: `It asked from ${peer} for a file that Cordboard does not serve.`,
          remedy:
            'It may still hold addresses of an earlier server: reset it to factory settings, then start it again.',
        },
      };
    default:
      return null;
  }
}
