// The network of a PnP responder without any: what it listens on, and phones that ask there.
import { ok, type Result } from '../../electron/core/shared/result';
import type { Problem } from '../../electron/core/shared/problem';
import type { PnpAsk } from '../../electron/core/sip/pnp';
import type { InterfaceAddress } from '../../electron/services/provisioning/network-interfaces';
import type { PnpHearing, PnpListening, PnpNetwork } from '../../electron/services/sip/pnp-network';
import type { PnpHost } from '../../electron/services/sip/pnp-service';
import type { TestClock } from './test-clock';

export class TestPnp implements PnpHost {
  addresses: InterfaceAddress[] = [{ name: 'eth0', kind: 'ethernet', address: '192.0.2.200', prefix: 24 }];
  chosen = '192.0.2.200';
  /** Given instead of listening. */
  problem: Problem | null = null;
  /** By address. */
  readonly ears = new Map<string, PnpHearing>();
  readonly probes: { readonly at: string; readonly vendor: string; readonly model: string }[] = [];
  readonly here = (): readonly InterfaceAddress[] => this.addresses;
  readonly chosenAddress = (): string => this.chosen;
  readonly network: PnpNetwork = { listen: async (place, hearing) => this.listen(place, hearing) };

  constructor(readonly realClock: TestClock) {}

  /** A phone asks; what it is told, null when nothing. */
  ask(
    ask: Omit<PnpAsk, 'version' | 'isProbe'> & Partial<PnpAsk>,
    from = '192.0.2.7',
    at = '192.0.2.200',
  ): string | null {
    const ear = this.ears.get(at);
    if (!ear) throw new Error(`nobody listens at ${at}`);
    return ear.asked({ version: null, isProbe: false, ...ask }, from);
  }

  private listen({ address }: InterfaceAddress, hearing: PnpHearing): Result<PnpListening> {
    if (this.problem) return { ok: false, problem: this.problem };
    this.ears.set(address, hearing);
    return ok({
      probe: (asked) => void this.probes.push({ at: address, ...asked }),
      stop: async () => void this.ears.delete(address),
    });
  }
}
