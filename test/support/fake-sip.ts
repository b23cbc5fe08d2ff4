// SIP messages of the fake workstation: a resync of one phone, and a server that asks for a log-in.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { SipMessageView, SipPeerView } from '../../electron/contract/sip';
import type { Problem } from '../../electron/core/shared/problem';

type Handlers = { [N in Extract<CallName, `sip.${string}`>]: (input: CheckedInput<N>) => CallOutput<N> };

export function fakeSip(changed: () => void, refuse: (problem: Problem) => Error): Handlers {
  let messages = sampleSipMessages();
  const of = (input: { address?: string | undefined; mac?: string | undefined }): SipMessageView[] => {
    const whom = input.mac === undefined ? input.address : samplePeers.find(({ mac }) => mac === input.mac)?.address;
    return messages.filter(({ address }) => (input.mac ?? input.address) === undefined || address === whom);
  };
  return {
    'sip.peers': () => ({ peers: messages.length === 0 ? [] : samplePeers }),
    'sip.trace': (input) => ({ messages: of(input), earlier: 0 }),
    'sip.export': (input) => {
      const saved = of(input);
      if (saved.length === 0)
        throw refuse({ code: 'NOTHING_SAID', message: 'No SIP messages are kept.', remedy: 'Resync a phone.' });
      const head = { messages: saved.length, earlier: 0 };
      return input.form === 'text'
        ? { ...head, name: 'sip-20261124-094200.txt', text: saved.map(({ text }) => text).join('\n') }
        : { ...head, name: 'sip-20261124-094200.pcapng', base64: btoa('\n\r\r\n') };
    },
    'sip.clear': () => {
      messages = [];
      changed();
      return {};
    },
  };
}

const phone = { address: '192.168.20.101', port: 5060 };
const server = { address: '192.168.20.5', port: 5060 };

const samplePeers: SipPeerView[] = [
  { address: server.address, mac: null, name: null, messages: 2, lastAt: '2026-11-24T09:41:50.412+00:00' },
  {
    address: phone.address,
    mac: '0080F0A1B2C3',
    name: 'Reception',
    messages: 2,
    lastAt: '2026-11-24T09:41:40.054+00:00',
  },
];

function sampleSipMessages(): SipMessageView[] {
  const message = (
    id: number,
    at: string,
    direction: 'in' | 'out',
    peer: typeof phone,
    status: number | null,
    summary: string,
  ): SipMessageView => {
    const start = status === null ? `NOTIFY sip:2101@${peer.address} SIP/2.0` : `SIP/2.0 ${summary.split(' (')[0]}`;
    const text = `${start}\nCall-ID: call-${peer.address}\nCSeq: 1 NOTIFY\nContent-Length: 0\n\n`;
    const callId = `call-${peer.address}`;
    return {
      id,
      at: `2026-11-24T09:41:${at}+00:00`,
      direction,
      transport: 'udp',
      ...peer,
      summary,
      status,
      callId,
      text,
    };
  };
  return [
    message(1, '40.000', 'out', phone, null, 'NOTIFY check-sync'),
    message(2, '40.054', 'in', phone, 200, '200 OK (CSeq 1 NOTIFY)'),
    message(3, '50.400', 'out', server, null, 'NOTIFY check-sync'),
    message(4, '50.412', 'in', server, 403, '403 Forbidden (CSeq 1 NOTIFY)'),
  ];
}
