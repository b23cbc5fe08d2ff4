// A phone's question by multicast, in the form Snom, Planet, AudioCodes and Gigaset phones send it (panasonic.md §4.2), and a phone's answer.

export const phoneMac = '00135E874B49';

export interface Subscribing {
  readonly user?: string;
  readonly event?: string;
  readonly callId?: string;
  /** Null leaves it out. */
  readonly contact?: string | null;
  /** Where the phone is. */
  readonly address?: string;
  readonly port?: number;
  readonly branch?: string;
}

const panasonicEvent = 'ua-profile;profile-type="device";vendor="Panasonic";model="KX-HDV230";version="01.061"';

export function subscribe(given: Subscribing = {}): string {
  const { user = `MAC%3a${phoneMac}`, event = panasonicEvent, address = '192.0.2.7', port = 5062 } = given;
  const { callId = `call-1@${address}`, branch = 'z9hG4bK1', contact = `<sip:${user}@${address}:${port}>` } = given;
  return [
    `SUBSCRIBE sip:${user}@224.0.1.75 SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port};branch=${branch};rport`,
    'Max-Forwards: 70',
    `From: <sip:${user}@224.0.1.75>;tag=phone`,
    `To: <sip:${user}@224.0.1.75>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 SUBSCRIBE',
    ...(contact === null ? [] : [`Contact: ${contact}`]),
    `Event: ${event}`,
    'Expires: 0',
    'Accept: application/url',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

export function headerOf(message: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';
}

/** 200 to a request, as a phone gives it. */
export function okTo(request: string): string {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(request, name)}`);
  return ['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}
