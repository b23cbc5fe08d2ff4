// Why a resync failed, and what helps, in words for a technician under a desk.
import type { Problem } from '../../core/shared/problem';
import { formatHostPort, type HostPort } from '../phones/sip-address';

export function noAddress(): Problem {
  return {
    code: 'RESYNC_NO_ADDRESS',
    message: 'Its address is not known: it never fetched anything here.',
    remedy: 'Start the phone so that it fetches its files, or enter its IP address.',
  };
}

/** Told before anything is sent: the phone would say OK and then ask where nobody is. */
export function strandedProblem(told: string): Problem {
  return {
    code: 'PHONE_TOLD_ELSEWHERE',
    message: `Nothing was sent: it was told to ask ${told}, where nobody of ours answers, and a NOTIFY would send it there.`,
    remedy:
      'Answer on that address as well (Server page), then resync it. Or hand out the new address by DHCP option 66, reset the phone and arm it.',
  };
}

export function silenceProblem(target: HostPort, tries: number, filtersSource: boolean): Problem {
  return {
    code: 'RESYNC_NO_ANSWER',
    message: `No answer from ${formatHostPort(target)} to ${tries} ${tries === 1 ? 'NOTIFY' : 'NOTIFYs'} in 32 s.`,
    remedy: filtersSource
      ? 'It takes SIP only from its own servers (SIP_DETECT_SSAF). Set that to N, or restart the phone.'
      : 'Check that it is plugged in and that its address is still right, then try again. A restart makes it fetch as well.',
  };
}

export function unreachableProblem(target: HostPort, detail: string): Problem {
  return {
    code: 'RESYNC_UNREACHABLE',
    message: `This laptop cannot send to ${formatHostPort(target)} (${detail}).`,
    remedy: 'Check the network connection of this laptop and the address of the phone.',
  };
}

/** A final answer other than 2xx (RFC 3261 §21, RFC 6665 §8.3.2). */
export function answerProblem(status: number, reason: string, event: string): Problem {
  const message = `The phone answered ${status} ${reason}.`;
  switch (status) {
    case 401:
    case 407:
      return {
        code: 'RESYNC_UNAUTHORIZED',
        message,
        remedy: 'It wants a log-in. Check auth id and password of line 1: they must be the ones the phone holds now.',
      };
    case 403:
      return {
        code: 'RESYNC_FORBIDDEN',
        message,
        remedy: 'It takes resyncs only from certain senders. Resync it through its SIP server, or restart it.',
      };
    case 404:
    case 410:
      return {
        code: 'RESYNC_NOT_FOUND',
        message,
        remedy:
          'No such account at that address. Check the extension of line 1, or whether another phone has the address now.',
      };
    case 405:
    case 501:
      return {
        code: 'RESYNC_METHOD_REFUSED',
        message,
        remedy: 'This phone takes no NOTIFY. Restart it so that it fetches its files.',
      };
    case 481:
      return {
        code: 'RESYNC_NO_DIALOG',
        message,
        remedy: 'It takes no NOTIFY without a subscription. Restart it so that it fetches its files.',
      };
    case 489:
      return {
        code: 'RESYNC_EVENT_REFUSED',
        message,
        remedy: `It listens to another event text than "${event}". Compare "Header Value for Resync Event" in its menu, or restart it.`,
      };
    default:
      if (status >= 500 && status < 600)
        return {
          code: 'RESYNC_SERVER_ERROR',
          message,
          remedy: 'The phone is busy or starting. Wait a minute and try again.',
        };
      return { code: 'RESYNC_REFUSED', message, remedy: 'Try again; if it stays so, restart the phone.' };
  }
}

export function fetchProblem(
  what: 'refused' | 'never-came' | 'old-content' | 'told-elsewhere' | 'provisioning-off',
  detail: string | null,
): Problem {
  switch (what) {
    case 'refused':
      return {
        code: 'RESYNC_FILES_REFUSED',
        message: `It came, but did not get its files (${detail}).`,
        remedy: 'See its last request. If it was reset, arm it again.',
      };
    case 'old-content':
      return {
        code: 'RESYNC_OLD_CONTENT',
        message: 'It fetched some of its files, but not the newest content.',
        remedy: 'Resync it again. If it stays so, restart it.',
      };
    case 'told-elsewhere':
      return {
        code: 'RESYNC_NEVER_CAME',
        message: `It said OK but never came. It was told to ask ${detail}, where nobody of ours answers.`,
        remedy: 'Answer on that address as well (Server page), or reset the phone and arm it.',
      };
    case 'provisioning-off':
      return {
        code: 'RESYNC_NEVER_CAME',
        message: 'It said OK but never came. PROVISION_ENABLE is N on it.',
        remedy: 'Allow provisioning in the menu of the phone, or reset it and arm it.',
      };
    case 'never-came':
      return {
        code: 'RESYNC_NEVER_CAME',
        message: 'It said OK, but fetched nothing within a minute.',
        remedy: 'Check that it can reach this laptop (firewall, VLAN), then try again or restart it.',
      };
  }
}

export function stopped(): Problem {
  return {
    code: 'RESYNC_STOPPED',
    message: 'The run was stopped before it was this phone’s turn.',
    remedy: 'Resync it when you like.',
  };
}

export function underWay(): Problem {
  return {
    code: 'RESYNC_UNDER_WAY',
    message: 'These phones are in a resync run already.',
    remedy: 'Wait until it is over, or stop it.',
  };
}

export function interrupted(): Problem {
  return {
    code: 'RESYNC_INTERRUPTED',
    message: 'Cordboard was closed while this phone was under way.',
    remedy: 'Resync it again.',
  };
}
