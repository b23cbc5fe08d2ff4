// The registrar of the fake workstation: on or off, with whoever a test says is registered.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { RegistrarView, RegistrationView } from '../../electron/contract/registrar';

type Handlers = { [N in Extract<CallName, `registrar.${string}`>]: (input: CheckedInput<N>) => CallOutput<N> };

export function fakeRegistrar(changed: () => void): Handlers {
  let view: RegistrarView = {
    on: false,
    place: { address: '192.168.20.14', port: 5060 },
    bindings: [],
    strangersRefused: 0,
    note: 'No phone is told by itself: set sip.server to 192.168.20.14 and sip.port to 5060, and publish.',
  };
  return {
    'registrar.show': () => view,
    'registrar.set': ({ on }) => {
      view = { ...view, on, bindings: on ? sampleRegistrations() : [], strangersRefused: on ? 3 : 0 };
      changed();
      return view;
    },
  };
}

function sampleRegistrations(): RegistrationView[] {
  return [1, 2].map((number) => ({
    mac: `0080F000000${number}`,
    name: number === 1 ? 'Reception' : '',
    line: 1,
    user: `210${number}`,
    address: `192.168.20.10${number}:5060`,
    transport: 'udp',
    expiresAt: '2026-11-24T10:42:00+00:00',
    userAgent: 'Panasonic_KX-UT670/01.302',
    reachable: number === 1,
  }));
}
