import type { SipTransport } from '../../core/sip/sip-transport';
import type { PhoneBinding, RegistrationStore } from '../../services/sip/registration-store';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface RegistrationRow {
  readonly user: string;
  readonly contact: string;
  readonly phone_id: number;
  readonly line: number;
  readonly q: number | null;
  readonly call_id: string;
  readonly cseq: number;
  readonly registered_at: number;
  readonly expires_at: number;
  readonly flow: string;
  readonly transport: SipTransport;
  readonly address: string;
  readonly port: number;
  readonly user_agent: string;
}

/** Written behind: an answered REGISTER never waits for the disk. */
export function registrationTable(connection: Connection, gathered: WriteBehind): RegistrationStore {
  const select = connection.prepare<[number], RegistrationRow>(
    `SELECT user, contact, phone_id, line, q, call_id, cseq, registered_at, expires_at, flow, transport, address, port, user_agent
     FROM registration WHERE site_id = ? ORDER BY registered_at`,
  );
  const forget = connection.prepare<[number, string]>('DELETE FROM registration WHERE site_id = ? AND user = ?');
  const clear = connection.prepare<[number]>('DELETE FROM registration WHERE site_id = ?');
  const insert = connection.prepare<(string | number | null)[]>(
    `INSERT INTO registration
       SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       WHERE EXISTS (SELECT 1 FROM phone WHERE id = ?)`,
  );
  return {
    all(siteId) {
      gathered.settle();
      return select.all(siteId).map(toBinding);
    },
    save(siteId, user, bindings) {
      gathered.add(() => {
        forget.run(siteId, user);
        for (const binding of bindings) insert.run(siteId, ...values(binding));
      });
    },
    clear: (siteId) => gathered.add(() => void clear.run(siteId)),
  };
}

function toBinding({
  phone_id,
  call_id,
  registered_at,
  expires_at,
  user_agent,
  ...row
}: RegistrationRow): PhoneBinding {
  return {
    ...row,
    phoneId: phone_id,
    callId: call_id,
    registeredAt: registered_at,
    expiresAt: expires_at,
    userAgent: user_agent,
  };
}

/** In the order of the columns; the phone once more at the end. */
function values(binding: PhoneBinding): (string | number | null)[] {
  const { user, contact, phoneId, line, q, callId, cseq, registeredAt, expiresAt, flow } = binding;
  const { transport, address, port, userAgent } = binding;
  const from = [flow, transport, address, port, userAgent];
  return [user, contact, phoneId, line, q, callId, cseq, registeredAt, expiresAt, ...from, phoneId];
}
