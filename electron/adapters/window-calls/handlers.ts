import type { CallName, CallOutput, CheckedInput } from '../../contract/contract';
import type { Result } from '../../core/shared/result';
import type { SiteServices } from '../../services/site-services';

/** Who asks and for which site. */
export interface CallContext {
  /** `window` or `command line`; stands in histories. */
  readonly actor: string;
  readonly services: SiteServices;
}

type Answer<T> = Result<T> | Promise<Result<T>>;

/** One function per call of the contract, input checked, output in contract shapes. */
export type Handlers<N extends CallName = CallName> = {
  readonly [Name in N]: (input: CheckedInput<Name>, context: CallContext) => Answer<CallOutput<Name>>;
};

export type HandlersOf<Prefix extends string> = Handlers<Extract<CallName, `${Prefix}.${string}`>>;
