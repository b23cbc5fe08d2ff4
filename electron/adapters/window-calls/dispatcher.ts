// From a message to a handler and back: the shape is checked, trouble becomes a problem, a bug becomes INTERNAL_ERROR.
import { calls, type CallName } from '../../contract/contract';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { fail, type Result } from '../../core/shared/result';
import type { Host } from '../../services/host';
import type { SiteServices } from '../../services/site-services';
import type { Logger } from '../../services/settings/logger';
import { absenceHandlers } from './absence-handlers';
import { accessHandlers } from './access-handlers';
import { activityHandlers } from './activity-handlers';
import { addressesHandlers } from './addresses-handlers';
import { certificatesHandlers } from './certificates-handlers';
import { libraryHandlers } from './library-handlers';
import { clockHandlers } from './clock-handlers';
import { configsHandlers } from './configs-handlers';
import type { CallContext, Handlers } from './handlers';
import { phonesHandlers } from './phones-handlers';
import { pnpHandlers } from './pnp-handlers';
import { registrarHandlers } from './registrar-handlers';
import { reportsHandlers } from './reports-handlers';
import { resyncHandlers } from './resync-handlers';
import { schedulesHandlers } from './schedules-handlers';
import { sipHandlers } from './sip-handlers';
import { staggerHandlers } from './stagger-handlers';
import { timingHandlers } from './timing-handlers';
import { timingSettingsHandlers } from './timing-settings-handlers';
import { workstationHandlers } from './workstation-handlers';

export interface IncomingCall {
  readonly name: string;
  readonly input: unknown;
  /** Another site than the one served. */
  readonly site?: string | undefined;
  readonly actor: string;
}

export type Dispatcher = (call: IncomingCall) => Promise<Result<unknown>>;

/** `services` gives the site of a name, or the served one; its problems (SITE_UNKNOWN, SECRETS_LOCKED) become the answer. */
export function createDispatcher(
  host: Host,
  services: (site: string | undefined) => Result<SiteServices>,
  logger: Logger,
): Dispatcher {
  const handlers: Handlers = {
    ...workstationHandlers(host),
    ...phonesHandlers,
    ...configsHandlers,
    ...clockHandlers(host),
    ...resyncHandlers,
    ...activityHandlers(host),
    ...schedulesHandlers,
    ...timingHandlers,
    ...staggerHandlers,
    ...reportsHandlers,
    ...registrarHandlers(host),
    ...pnpHandlers,
    ...sipHandlers(host),
    ...absenceHandlers,
    ...timingSettingsHandlers,
    ...accessHandlers,
    ...certificatesHandlers(host),
    ...libraryHandlers,
    ...addressesHandlers(host),
  };

  return async ({ name, input, site, actor }) => {
    if (!Object.hasOwn(calls, name)) return fail(unknownCall(name));
    const known = name as CallName;
    const checked = calls[known].input.safeParse(input ?? {});
    if (!checked.success) return fail(invalidCall(known, checked.error.issues));
    const found = services(site);
    if (!found.ok && known !== 'secrets.unlock') return found;
    const context: CallContext = { actor, services: found.ok ? found.value : (undefined as never) };
    try {
      const handler = handlers[known] as (
        input: unknown,
        context: CallContext,
      ) => Result<unknown> | Promise<Result<unknown>>;
      return await handler(checked.data, context);
    } catch (error) {
      if (error instanceof ProblemError) return fail(error.problem);
      logger.error('call failed', {
        call: name,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      return fail({
        code: 'INTERNAL_ERROR',
        message: `Something went wrong inside Cordboard (${name}).`,
        remedy: 'Nothing was changed by this step. The log has the details; please report it.',
      });
    }
  };
}

function unknownCall(name: string): Problem {
  return {
    code: 'CALL_UNKNOWN',
    message: `There is no call "${name.slice(0, 80)}".`,
    remedy: 'Window or command line and workstation are of different versions: start both anew.',
  };
}

/** A field may carry a problem of its own (a MAC that is none); it is told as it is. */
function invalidCall(
  name: string,
  issues: readonly { readonly path: PropertyKey[]; readonly message: string; readonly params?: unknown }[],
): Problem {
  const [first] = issues;
  const own = first && 'params' in first ? (first.params as { problem?: Problem } | undefined)?.problem : undefined;
  if (own) return own;
  return {
    code: 'CALL_INVALID',
    message: `${name}: ${first ? `${first.path.map(String).join('.') || 'input'}: ${first.message}` : 'not understood'}`,
    remedy: 'Check what was given.',
  };
}
