// A morning of the clinic's ledger, newest first: the log of the visual specification.
import type { RequestView } from '../../electron/contract/activity';

const today = (time: string): string => `2026-11-24T${time}+00:00`;

type Row = [
  time: string,
  protocol: RequestView['protocol'],
  remote: string,
  path: string,
  mac: string | null,
  status: number,
  reason: RequestView['reason'],
  bytes: number,
  ms: number,
];

const rows: Row[] = [
  ['09:38:21.905', 'http', '192.168.20.182', '/first/BCC342077A10.cfg', 'BCC342077A10', 404, 'unknown-mac', 0, 1],
  ['09:38:20.144', 'http', '192.168.20.182', '/KX-HDV130.cfg', null, 200, 'served', 640, 1],
  ['09:31:44.870', 'https', '192.168.20.183', '/first/0080F0C41D07.cfg', '0080F0C41D07', 404, 'unknown-mac', 0, 1],
  ['09:20:03.551', 'http', '192.168.20.117', '/p/••••/0080F0A1C0D1.cfg', '0080F0A1C0D1', 304, 'not-modified', 0, 2],
  ['09:20:03.420', 'http', '192.168.20.117', '/s/••••/master.cfg', '0080F0A1C0D1', 304, 'not-modified', 0, 2],
  ['09:12:40.093', 'http', '192.168.20.110', '/first/BCC34206F24F.cfg', 'BCC34206F24F', 404, 'not-armed', 0, 1],
  ['09:12:39.961', 'http', '192.168.20.110', '/KX-HDV130N.cfg', 'BCC34206F24F', 200, 'served', 6100, 3],
  ['08:41:10.004', 'sntp', '192.168.20.101', '', '0080F0A1B2C3', 200, 'served', 48, 0.2],
  ['08:05:11.287', 'https', '192.168.20.116', '/p/••••/0080F0A1C02B.cfg', '0080F0A1C02B', 200, 'served', 18_400, 9],
  ['07:47:13.702', 'http', '192.168.20.101', '/p/••••/0080F0A1B2C3.cfg', '0080F0A1B2C3', 200, 'served', 4900, 3],
  ['07:47:13.266', 'http', '192.168.20.101', '/s/••••/product-KX-UT670.cfg', '0080F0A1B2C3', 200, 'served', 3200, 2],
  ['07:47:12.840', 'http', '192.168.20.101', '/s/••••/master.cfg', '0080F0A1B2C3', 200, 'served', 6100, 2],
  ['07:47:02.550', 'http', '192.168.20.106', '/p/••••/BCC34206F1A0.cfg', 'BCC34206F1A0', 200, 'served', 5200, 3],
  ['07:47:02.114', 'http', '192.168.20.106', '/s/••••/product-KX-HDV230.cfg', 'BCC34206F1A0', 200, 'served', 2800, 2],
  ['07:47:01.690', 'tftp', '192.168.20.171', '/KX-HDV100.cfg', null, 200, 'served', 2800, 21],
];

/** `blocked` lines of one peer that guesses, then the morning; ids count down from the newest. */
export function sampleRequests(blocked = 312): RequestView[] {
  const guesses = Array.from({ length: blocked }, (_, index): Row => {
    const mac = `0080F0A${String(blocked - index).padStart(5, '0')}`;
    const at = new Date(Date.parse(today('09:41:38.402')) - index * 26).toISOString().slice(11, 23);
    return [at, 'http', '192.168.20.61', `/first/${mac}.cfg`, mac, 404, 'guarded', 0, 0];
  });
  const all = [...guesses, ...rows];
  return all.map(([time, protocol, remote, path, mac, status, reason, bytes, ms], index) => ({
    id: all.length - index,
    at: today(time),
    protocol,
    remote,
    method: protocol === 'sntp' ? 'TIME' : protocol === 'tftp' ? 'RRQ' : 'GET',
    path,
    mac,
    status,
    reason,
    bytes,
    sha256: bytes > 0 ? 'ab'.repeat(32) : null,
    userAgent: protocol.startsWith('http') ? `Panasonic_KX-UT670/01.302 (${(mac ?? '').toLowerCase()})` : null,
    ms,
  }));
}
