// Asks a running host what the command line has no word for, through its control connection.
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { readControlFile } from '../../electron/adapters/command-line/control-file';
import { connectSocket } from '../../electron/adapters/command-line/socket-workstation';
import type { CallName } from '../../electron/contract/contract';

/** `data` is the host's data folder. Rejects when the host answers with a problem. */
export async function callHost(data: string, name: CallName, input: unknown): Promise<unknown> {
  const control = await readControlFile(data);
  if (!control) throw new Error('no host runs there');
  const workstation = await connectSocket(control, systemClock());
  if (typeof workstation === 'string') throw new Error(`the host is ${workstation}`);
  const answer = await workstation.call(name, input);
  await workstation.close();
  if (!answer.ok) throw new Error(`${answer.problem.message} [${answer.problem.code}]`);
  return answer.value;
}
