// What a command talks to: the running workstation over its control socket, or one opened in this process.
import type { CallInput, CallName, CallOutput, EventName, EventPayload } from '../../contract/contract';
import type { Problem } from '../../core/shared/problem';
import type { Result } from '../../core/shared/result';

/** Answers and events have the shapes of the contract. */
export interface WorkstationConnection {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Returns how to stop listening. */
  listen<N extends EventName>(event: N, listener: (payload: EventPayload<N>) => void): () => void;
  close(): Promise<void>;
}

/** The same as it comes from outside, nothing checked. `site` names another site than the one served. */
export interface RawWorkstation {
  call(
    name: string,
    input: unknown,
    site?: string,
  ): Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem }>;
  listen(listener: (event: EventName, payload: unknown) => void): () => void;
  close(): Promise<void>;
}
