// Why nothing was sent, or nobody said yes, and what helps, in words for a technician under a desk.
import type { ResyncWay } from '../../core/resync/choose-way';
import type { Problem } from '../../core/shared/problem';
import type { NotifyOutcome } from './notify-sender';

/** The way a NOTIFY went, as far as a message tells it. */
export interface Sending {
  readonly way: ResyncWay;
  /** `192.0.2.7:5060`, of the server where it went there. */
  readonly to: string;
  readonly event: string;
  /** What the phone holds says that it drops this one. */
  readonly dropped: boolean;
}

export function noAddress(): Problem {
  return {
    code: 'RESYNC_NO_ADDRESS',
    message: 'Its address is not known: it never fetched anything here.',
    remedy: 'Start the phone so that it fetches its files, or enter its IP address.',
  };
}

export function noServer(): Problem {
  return {
    code: 'RESYNC_NO_SERVER',
    message: 'Nothing was sent: it is to be reached through its SIP server, and holds none.',
    remedy: 'Resync it directly, or give the site a SIP server and let the phone fetch that by a restart.',
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

/** What its filter would do to a direct NOTIFY, before or after it was sent. */
export function sourceFilter(message: string): Problem {
  return {
    code: 'RESYNC_SOURCE_FILTER',
    message,
    remedy:
      'It takes SIP only from its own servers (SIP_DETECT_SSAF). Resync it through its SIP server, or restart it; with that set to N it takes a NOTIFY from here.',
  };
}

/** Known before it is sent. */
export function otherEvent(event: string, held: string): Problem {
  return {
    code: 'RESYNC_EVENT_REFUSED',
    message: `It holds the event text "${held}", and would be sent "${event}".`,
    remedy: 'Leave the event text out of the run: each phone then gets the one it holds.',
  };
}

export function parametersUnknown(event: string): Problem {
  return {
    code: 'RESYNC_EVENT_REFUSED',
    message: `No guide says whether its phones compare all of "${event}" or only the word before the semicolon.`,
    remedy: 'Try it with one phone first, or write the bare word into CFG_RESYNC_FROM_SIP.',
  };
}

/** Null when it was answered with yes. */
export function outcomeProblem(outcome: NotifyOutcome, sending: Sending): Problem | null {
  switch (outcome.kind) {
    case 'answered':
      return outcome.status < 300 ? null : answerProblem(outcome, sending);
    case 'silence':
      return silenceProblem(sending, outcome.tries);
    case 'unreachable':
      return unreachableProblem(sending, outcome.detail);
    case 'cancelled':
      return interrupted('The SIP side of Cordboard stopped while this phone was under way.');
  }
}

function silenceProblem({ way, to, dropped }: Sending, tries: number): Problem {
  const notifies = `${tries} ${tries === 1 ? 'NOTIFY' : 'NOTIFYs'} in 32 s.`;
  if (way === 'server')
    return {
      code: 'RESYNC_NO_ANSWER',
      message: `No answer from its SIP server ${to} to ${notifies}`,
      remedy: 'Check that the server runs, that this laptop reaches it, and that it passes NOTIFYs on.',
    };
  if (dropped) return sourceFilter(`No answer from ${to} to ${notifies}`);
  return {
    code: 'RESYNC_NO_ANSWER',
    message: `No answer from ${to} to ${notifies}`,
    remedy:
      'Check that it is plugged in and that its address is still right, then try again. A restart makes it fetch as well.',
  };
}

function unreachableProblem({ way, to }: Sending, detail: string): Problem {
  return {
    code: 'RESYNC_UNREACHABLE',
    message: `This laptop cannot send to ${to} (${detail}).`,
    remedy:
      way === 'server'
        ? 'Check the network connection of this laptop and the SIP server of the site.'
        : 'Check the network connection of this laptop and the address of the phone.',
  };
}

/** A final answer other than 2xx (RFC 3261 §21, RFC 6665 §8.3.2). */
function answerProblem(outcome: Extract<NotifyOutcome, { kind: 'answered' }>, { way, to, event }: Sending): Problem {
  const { status, reason, retryAfterMs } = outcome;
  const byServer = way === 'server';
  const message = `${byServer ? `Its SIP server ${to}` : 'The phone'} answered ${status} ${reason}.`;
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
        remedy: byServer
          ? 'The server passes no NOTIFY on from here. Allow this laptop there, or restart the phone.'
          : 'It takes resyncs only from certain senders. Resync it through its SIP server, or restart it.',
      };
    case 404:
    case 410:
      return {
        code: 'RESYNC_NOT_FOUND',
        message,
        remedy: byServer
          ? 'The server knows no such account. Check the extension of line 1 there and here.'
          : 'No such account at that address. Check the extension of line 1, or whether another phone has the address now.',
      };
    case 405:
    case 501:
      return {
        code: 'RESYNC_METHOD_REFUSED',
        message,
        remedy: byServer
          ? 'The server takes no NOTIFY. Resync the phone directly, or restart it.'
          : 'This phone takes no NOTIFY. Restart it so that it fetches its files.',
      };
    case 408:
    case 480:
      if (!byServer) break;
      return {
        code: 'RESYNC_NOT_REGISTERED',
        message,
        remedy: 'The phone is not registered there, or did not answer the server. Check that it is plugged in.',
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
  }
  if (status >= 500 && status < 600) {
    const wait = retryAfterMs ? `${Math.ceil(retryAfterMs / 1000)} s, as it asks for,` : 'a minute';
    return {
      code: 'RESYNC_SERVER_ERROR',
      message,
      remedy: `${byServer ? 'The server' : 'The phone'} is busy or starting. Wait ${wait} and try again.`,
    };
  }
  return { code: 'RESYNC_REFUSED', message, remedy: 'Try again; if it stays so, restart the phone.' };
}

/** Nobody is to blame but us: the NOTIFY or what it started may have been lost while we were not there. */
export function interrupted(message: string): Problem {
  return { code: 'RESYNC_INTERRUPTED', message, remedy: 'Resync it again.' };
}

export function stopped(): Problem {
  return {
    code: 'RESYNC_STOPPED',
    message: 'The run was stopped before it was this phone’s turn.',
    remedy: 'Resync it when you like.',
  };
}

export function takenOver(runId: number): Problem {
  return {
    code: 'RESYNC_TAKEN_OVER',
    message: `Its run was paused, and run ${runId} took this phone over.`,
    remedy: `See run ${runId}.`,
  };
}

export function underWay(): Problem {
  return {
    code: 'RESYNC_UNDER_WAY',
    message: 'These phones are in a resync run already.',
    remedy: 'Wait until it is over, or stop it.',
  };
}

export function runOver(id: number): Problem {
  return {
    code: 'RESYNC_OVER',
    message: `Run ${id} is over: there is nothing to pause or to go on with.`,
    remedy: 'Retry the phones that failed, or start a new run.',
  };
}

export function nothingFailed(id: number): Problem {
  return {
    code: 'NOTHING_FAILED',
    message: `No phone of run ${id} failed that is still here.`,
    remedy: 'Start a new run for the phones that are behind.',
  };
}

export function runUnknown(id: number): Problem {
  return {
    code: 'RUN_UNKNOWN',
    message: `There is no resync run ${id}.`,
    remedy: 'Look at the list of runs under Activity.',
  };
}
