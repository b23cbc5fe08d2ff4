// Why a phone that said yes has not its new files: what the ledger saw of it, and what it holds, say which it is.
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { Problem } from '../../core/shared/problem';

/** It came and got nothing, or was turned away before anybody knew who it was. */
export function refusedProblem(reason: RequestReason): Problem {
  switch (reason) {
    case 'not-armed':
      return {
        code: 'RESYNC_NOT_ARMED',
        message: 'It came to its first address, as a phone does that was reset, and is not armed.',
        remedy: 'If you reset or replaced it, arm it and start it again.',
      };
    case 'network-refused':
      return {
        code: 'RESYNC_ACCESS_REFUSED',
        message: 'It came from a network that the access rules do not answer.',
        remedy: 'Allow its network (Server page), then resync it.',
      };
    case 'guarded':
      return {
        code: 'RESYNC_ACCESS_REFUSED',
        message: 'It came from an address that is blocked, because too much was guessed from there.',
        remedy: 'Unblock the address (Server page) when it is the phone’s, then resync it.',
      };
    case 'login-missing':
    case 'login-wrong':
    case 'nonce-stale':
      return {
        code: 'RESYNC_ACCESS_REFUSED',
        message: 'It came without the log-in that the access rules want.',
        remedy:
          'See its last request. Let addresses work without a log-in (Server page), or arm the phone and reset it.',
      };
    case 'aborted':
      return {
        code: 'RESYNC_FILES_REFUSED',
        message: 'It came, and hung up before it had all of a file.',
        remedy: 'Check cable and switch port, then resync it again.',
      };
    default:
      return {
        code: 'RESYNC_FILES_REFUSED',
        message: `It came, but did not get its files (${reason}).`,
        remedy: 'See its last request. If it was reset, arm it again.',
      };
  }
}

export function oldContent(): Problem {
  return {
    code: 'RESYNC_OLD_CONTENT',
    message: 'It fetched some of its files, but not the newest content.',
    remedy: 'Resync it again. If it stays so, restart it.',
  };
}

export function toldElsewhere(told: string): Problem {
  return {
    code: 'RESYNC_TOLD_ELSEWHERE',
    message: `It said OK but never came. It was told to ask ${told}, where nobody of ours answers.`,
    remedy: 'Answer on that address as well (Server page), or reset the phone and arm it.',
  };
}

export function provisioningOff(): Problem {
  return provisioningOffWith('It said OK but never came. PROVISION_ENABLE is N on it.');
}

/** Known before anything is sent. */
export function provisioningOffAhead(): Problem {
  return provisioningOffWith('It will not come: PROVISION_ENABLE is N on it.');
}

function provisioningOffWith(message: string): Problem {
  return {
    code: 'RESYNC_PROVISIONING_OFF',
    message,
    remedy: 'Allow provisioning in the menu of the phone, or reset it and arm it.',
  };
}

export function neverCame(byServer: boolean): Problem {
  return {
    code: 'RESYNC_NEVER_CAME',
    message: `${byServer ? 'Its SIP server said OK, but the phone' : 'It said OK, but'} fetched nothing within a minute.`,
    remedy: 'Check that it can reach this laptop (firewall, VLAN), then try again or restart it.',
  };
}
