// Plug and play of the fake workstation: on or off, with whoever a test says has asked.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { PnpView } from '../../electron/contract/pnp';

type Handlers = { [N in Extract<CallName, `pnp.${string}`>]: (input: CheckedInput<N>) => CallOutput<N> };

export function fakePnp(changed: () => void): Handlers {
  let view = samplePnp({ on: false, interfaces: [], seen: [], asked: 0, answered: 0, told: null });
  return {
    'pnp.show': () => view,
    'pnp.set': ({ on }) => {
      view = on ? samplePnp() : samplePnp({ on, interfaces: [], told: null });
      changed();
      return view;
    },
  };
}

export function samplePnp(part: Partial<PnpView> = {}): PnpView {
  const heard = { at: '2026-11-24T09:41:12+00:00', mac: '0080F0A1B2C3', vendor: 'Panasonic', model: 'KX-HDV230' };
  return {
    on: true,
    interfaces: [{ name: 'eth0', address: '192.168.20.14', state: 'up', problem: null }],
    seen: [
      { ...heard, address: '192.168.20.31', answered: true },
      { ...heard, mac: '00135E874B49', vendor: 'Elsewhere', model: null, address: '192.168.20.32', answered: false },
    ],
    asked: 2,
    answered: 1,
    others: [],
    warning: null,
    told: 'http://192.168.20.14:8088/{MODEL}.cfg',
    ...part,
  };
}
