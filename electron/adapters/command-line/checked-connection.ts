import { calls, events, type CallName, type CallOutput, type EventPayload } from '../../contract/contract';
import { fail, ok, type Result } from '../../core/shared/result';
import type { RawWorkstation, WorkstationConnection } from './workstation-connection';

/** Holds every answer and event to the contract, so that commands print only what they know. `site` null: the one served. */
export function checkedConnection(workstation: RawWorkstation, site: string | null): WorkstationConnection {
  return {
    async call(name, input) {
      const answer = await workstation.call(name, input, site ?? undefined);
      return answer.ok ? checkedAnswer(name, answer.value) : answer;
    },
    listen(event, listener) {
      return workstation.listen((name, payload) => {
        if (name !== event) return;
        const checked = events[name].safeParse(payload);
        if (checked.success) listener(checked.data as EventPayload<typeof event>);
      });
    },
    close: () => workstation.close(),
  };
}

function checkedAnswer<N extends CallName>(name: N, value: unknown): Result<CallOutput<N>> {
  const checked = calls[name].output.safeParse(value);
  if (checked.success) return ok(checked.data as CallOutput<N>);
  const issue = checked.error.issues[0];
  return fail({
    code: 'INTERNAL_ERROR',
    message: `The workstation answered ${name} in a form this command line does not know (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}).`,
    remedy: 'Run the workstation and the command line from the same version of Cordboard.',
  });
}
