import type { Command } from 'commander';
import type { ListenerView, StatusView } from '../../contract/workstation';
import { phoneStates } from '../../core/phones/phone-state';
import type { Does } from './command-action';
import { stateWords } from './phone-words';
import { counted, formatFacts, shortTime } from './table';

export function addStatusCommand(program: Command, does: Does): void {
  program
    .command('status')
    .description('what is served, and how many phones are in which state')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const status = await workstation.ask('status.show', {});
          const { site, phones, waiting, listeners, away } = status;
          tools.show({ site, phones, waiting, listeners: listenersByProtocol(listeners), away }, () => words(status));
        }),
      ),
    );
}

const protocols = ['http', 'https', 'tftp', 'sntp', 'sip'] as const;

/** As in the ready line of the headless host: null for what was not asked for. One that should be up and is not says why. */
function listenersByProtocol(listeners: readonly ListenerView[]): Record<string, unknown> {
  const shown = (protocol: ListenerView['protocol']): unknown => {
    const found = listeners.find((listener) => listener.protocol === protocol);
    if (!found || found.state === 'off') return null;
    const { address, port, problem } = found;
    if (found.state === 'down') return { address, port, problem };
    return protocol === 'sip' ? { address, port, transports: ['udp'] } : { address, port };
  };
  return Object.fromEntries(protocols.map((protocol) => [protocol, shown(protocol)]));
}

function words(status: StatusView): string {
  const { site, phones, waiting, listeners, away, secrets } = status;
  const counts = phoneStates
    .filter((state) => phones[state] > 0)
    .map((state) => `${phones[state]} ${stateWords[state]}`);
  const total = phoneStates.reduce((sum, state) => sum + phones[state], 0);
  const revision = site.revision === 0 ? 'nothing published yet' : `revision ${site.revision}`;
  const shown = listeners.filter(({ state }) => state !== 'off');
  return formatFacts([
    ['Site', `${site.name} (${site.timeZone}), ${revision}${site.hasDraft ? ', with a draft' : ''}`],
    ['Phones', total === 0 ? 'none yet' : `${total}: ${counts.join(', ')}`],
    ...(waiting > 0 ? [['Waiting', `${counted(waiting, 'phone')} asked and not ours yet`] as const] : []),
    ['Serving', shown.length === 0 ? 'nothing: no workstation is running' : shown.map(listenerWords).join(', ')],
    ...(status.openLab ? [['Access', 'open (lab): no tokens'] as const] : []),
    ...away.map(
      ({ from, to, cause }) => ['Away', `${shortTime(from)} to ${to ? shortTime(to) : 'now'}: ${cause}`] as const,
    ),
    ...(secrets.warning ? [['Secrets', `${secrets.warning.message} ${secrets.warning.remedy}`] as const] : []),
    ['Data', status.data],
  ]);
}

function listenerWords({ protocol, state, address, port, problem }: ListenerView): string {
  const name = protocol.toUpperCase();
  if (state === 'down') return `${name} down (${problem ? `${problem.message} ${problem.remedy}` : 'no reason given'})`;
  return `${name} on ${address ?? '?'}:${port ?? '?'}`;
}
