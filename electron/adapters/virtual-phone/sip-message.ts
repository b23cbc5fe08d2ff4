// Just enough SIP to be asked and to answer (RFC 3261 §7, §8.2.6), written apart from sip.js so that the server meets a stranger.
export interface SipRequest {
  readonly method: string;
  readonly uri: string;
  /** Name in lower case and long form, value trimmed and unfolded; in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Extra headers of an answer, written as they are. */
export interface SipAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** RFC 3261 §7.3.3 and RFC 6665 §8.4. */
const longForms: Record<string, string> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  o: 'event',
  l: 'content-length',
  m: 'contact',
};

/** Null for anything that is no request: responses, keep-alives, noise. */
export function parseSipRequest(datagram: Buffer): SipRequest | null {
  const { startLine, headers } = parseHead(datagram);
  const [, method, uri] = /^([A-Za-z0-9.!%*_+`'~-]+) (\S+) SIP\/2\.0$/.exec(startLine) ?? [];
  return method === undefined || uri === undefined ? null : { method, uri, headers };
}

/** An answer to a request of the phone's own; null for anything else. */
export function parseSipAnswer(datagram: Buffer): SipAnswer | null {
  const { startLine, headers } = parseHead(datagram);
  const [, status] = /^SIP\/2\.0 ([1-6]\d\d)(?: |$)/.exec(startLine) ?? [];
  return status === undefined ? null : { status: Number(status), headers };
}

function parseHead(datagram: Buffer): { startLine: string; headers: [name: string, value: string][] } {
  const [head = ''] = datagram.toString('utf8').split('\r\n\r\n', 1);
  const [startLine = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    if (colon < 1) return [];
    const name = line.slice(0, colon).trim().toLowerCase();
    return [[longForms[name] ?? name, line.slice(colon + 1).trim()]];
  });
  return { startLine, headers };
}

export function headerOf(message: Pick<SipRequest, 'headers'>, name: string): string | null {
  return message.headers.find(([headerName]) => headerName === name)?.[1] ?? null;
}

/** Whether it has what every request must have (RFC 3261 §8.1.1); without these nothing can be answered. */
export function isAnswerable(request: SipRequest): boolean {
  return ['via', 'from', 'to', 'call-id', 'cseq'].every((name) => headerOf(request, name) !== null);
}

/** What a retransmission shares with its original: RFC 3261 §17.2.3, with Call-ID and CSeq for senders whose branch is not random. */
export function transactionOf(request: SipRequest): string {
  return ['via', 'call-id', 'cseq'].map((name) => headerOf(request, name)).join('\n');
}

/** RFC 3261 §8.2.6.2: Via, From, To (with our tag), Call-ID and CSeq come back as they were; the top Via tells where the request came
 *  from (§18.2.1, RFC 3581 §4). */
export function writeSipAnswer(
  request: SipRequest,
  answer: SipAnswer,
  from: { address: string; port: number },
  toTag: string,
): string {
  const lines = [`SIP/2.0 ${answer.status} ${reasonPhrases[answer.status] ?? 'Answer'}`];
  const vias = request.headers.filter(([name]) => name === 'via').map(([, value]) => value);
  for (const [index, via] of vias.entries()) lines.push(`Via: ${index === 0 ? stampVia(via, from) : via}`);
  const to = headerOf(request, 'to') ?? '';
  lines.push(`From: ${headerOf(request, 'from') ?? ''}`);
  lines.push(`To: ${/;\s*tag=/i.test(to) ? to : `${to};tag=${toTag}`}`);
  lines.push(`Call-ID: ${headerOf(request, 'call-id') ?? ''}`);
  lines.push(`CSeq: ${headerOf(request, 'cseq') ?? ''}`);
  for (const [name, value] of answer.headers) lines.push(`${name}: ${value}`);
  lines.push('Content-Length: 0', '', '');
  return lines.join('\r\n');
}

function stampVia(via: string, from: { address: string; port: number }): string {
  const [top = '', ...rest] = via.split(',');
  const stamped = top.replace(/;\s*rport(?=\s*(;|$))/i, `;rport=${from.port}`);
  return [`${stamped};received=${from.address}`, ...rest].join(',');
}

const reasonPhrases: Record<number, string> = {
  200: 'OK',
  202: 'Accepted',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  489: 'Bad Event',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
};
