// The message trace as the window and the command line see it, and as files for others.
import type { CheckedInput } from '../../contract/contract';
import type { SipMessageView, SipPeerView } from '../../contract/sip';
import type { MacAddress } from '../../core/shared/mac-address';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import { describeMessage, showBytes } from '../../core/sip/describe-message';
import { writePcapng } from '../../core/sip/write-pcapng';
import { writeTraceText } from '../../core/sip/write-trace-text';
import type { Host } from '../../services/host';
import { sipTarget } from '../../services/phones/sip-address';
import type { KeptMessage, SipTrace } from '../../services/sip/sip-trace';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

const mostShown = 500;
/** Writing more at once would keep phones waiting. All that is kept of one address is less. */
const mostSaved = { messages: 2_000, bytes: 1_500_000 };

export function sipHandlers(host: Pick<Host, 'sipTrace' | 'version'>): HandlersOf<'sip'> {
  const trace = host.sipTrace;
  return {
    'sip.peers': (_input, { services }) => {
      const zone = siteZone(services);
      const phones = phonesByAddress(services);
      const peers = trace.addresses().flatMap((address): SipPeerView[] => {
        const messages = trace.of(address);
        const last = messages.at(-1);
        if (!last) return [];
        const mac = phones.get(address) ?? null;
        const name = mac && services.state.layers.phoneFacts(mac, 'draft').name;
        return [{ address, mac, name: name || null, messages: messages.length, lastAt: rfc3339(last.at, zone) }];
      });
      return ok({ peers });
    },
    'sip.trace': (input, { services }) => {
      const said = messagesOf(trace, input, services);
      if (!said.ok) return said;
      const zone = siteZone(services);
      const shown = said.value.slice(-mostShown);
      return ok({ messages: shown.map((one) => messageView(one, zone)), earlier: said.value.length - shown.length });
    },
    'sip.export': (input, { services }) => {
      const said = messagesOf(trace, input, services);
      if (!said.ok) return said;
      const saved = newest(said.value);
      if (saved.length === 0) return nothingSaid(input);
      const head = { messages: saved.length, earlier: said.value.length - saved.length };
      const stem = fileStem(input, rfc3339(services.around.clock.now(), siteZone(services)));
      if (input.form === 'text') return ok({ ...head, name: `${stem}.txt`, text: writeTraceText(saved) });
      const bytes = writePcapng(saved, `Cordboard ${host.version}`);
      return ok({ ...head, name: `${stem}.pcapng`, base64: Buffer.from(bytes).toString('base64') });
    },
    'sip.clear': () => {
      trace.clear();
      return ok({});
    },
  };
}

type Whose = CheckedInput<'sip.trace'>;

/** Oldest first. */
function messagesOf(trace: SipTrace, { address, mac }: Whose, services: SiteServices): Result<readonly KeptMessage[]> {
  if (mac !== undefined) {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
  }
  const phones = mac === undefined ? null : phonesByAddress(services);
  const addresses = trace
    .addresses()
    .filter((each) => (address === undefined || each === address) && (!phones || phones.get(each) === mac));
  return ok(addresses.flatMap((each) => trace.of(each)).toSorted((one, other) => one.id - other.id));
}

/** As many as go into a file. */
function newest(said: readonly KeptMessage[]): readonly KeptMessage[] {
  let bytes = 0;
  const left = said.findLastIndex((message) => (bytes += message.bytes.length) > mostSaved.bytes);
  return said.slice(Math.max(left + 1, said.length - mostSaved.messages));
}

/** Where each phone is reached; an address of several says nothing about who spoke. */
function phonesByAddress({ state, around }: SiteServices): Map<string, MacAddress | null> {
  const phones = new Map<string, MacAddress | null>();
  for (const phone of state.phones.all()) {
    const held = state.held.of(phone.id);
    const target = sipTarget(phone, held, around.family, state.registrations.addressOf(phone.id));
    if (target) phones.set(target.address, phones.has(target.address) ? null : phone.mac);
  }
  return phones;
}

function messageView({ id, at, direction, transport, peer, bytes }: KeptMessage, zone: string): SipMessageView {
  const { address, port } = peer;
  const text = showBytes(bytes);
  return { id, at: rfc3339(at, zone), direction, transport, address, port, ...describeMessage(bytes), text };
}

function fileStem({ address, mac }: Whose, now: string): string {
  const whose = [mac, address?.replace(/[^\w.]+/g, '-')].filter((part) => part !== undefined);
  return ['sip', ...whose, now.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')].join('-');
}

function nothingSaid({ address, mac }: Whose): Result<never> {
  const whom = mac ?? address;
  return fail({
    code: 'NOTHING_SAID',
    message: whom === undefined ? 'No SIP messages are kept.' : `No SIP messages with ${whom} are kept.`,
    remedy: 'Resync a phone, or let it register here, and save them then.',
  });
}
