// The workstation inside a command, when none is running: the database and the services, no listener.
import { ok, type Result } from './core/shared/result';
import { createWorkstation, type EventListener } from './workstation';

export async function openForCommand(where: { readonly data: string; readonly passphraseFile: string | null }): Promise<
  Result<{
    call(name: string, input: unknown, site?: string): Promise<Result<unknown>>;
    listen(listener: EventListener): () => void;
    close(): Promise<void>;
  }>
> {
  const off = { http: 'off', https: 'off', tftp: 'off', sntp: 'off', sip: 'off', control: 'off' } as const;
  const options = { ...where, bind: '127.0.0.1', advertise: null, given: [], ports: off, openLab: false, clock: null };
  const created = createWorkstation({ options, keychain: null, windowFolder: '' });
  if (!created.ok) return created;
  const workstation = created.value;
  const opened = await workstation.open();
  if (!opened.ok) return opened;
  return ok({
    call: (name, input, site) => workstation.dispatch({ name, input, site, actor: 'command line' }),
    listen: (listener) => workstation.onEvent(listener),
    close: () => workstation.stop(),
  });
}
