// A scripted phone for a network namespace: asks by multicast from ADDRESS, takes the address it is told and fetches it. It shares nothing
// with Cordboard. Prints one line of JSON; `heard` is empty when nobody answered within WAIT_MS.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const [address = '', mac = '', model = '', waitMs = '5000'] = process.argv.slice(2);
const user = `MAC%3a${mac}`;
const heard = [];

const socket = createSocket('udp4');
socket.bind(0, address);
await once(socket, 'listening');
socket.setMulticastInterface(address);
const { port } = socket.address();

const header = (text, name) => new RegExp(`^${name}: *(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
const told = new Promise((resolve) => {
  socket.on('message', (bytes, from) => {
    const text = bytes.toString();
    heard.push({ from: from.address, startLine: text.split('\r\n')[0], event: header(text, 'Event') });
    if (!text.startsWith('NOTIFY')) return;
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map((name) => `${name}: ${header(text, name)}`);
    socket.send(['SIP/2.0 200 OK', ...copied, 'Content-Length: 0', '', ''].join('\r\n'), from.port, from.address);
    resolve({ type: header(text, 'Content-Type'), url: text.split('\r\n\r\n')[1] });
  });
  setTimeout(() => resolve(null), Number(waitMs));
});
socket.send(
  [
    `SUBSCRIBE sip:${user}@224.0.1.75 SIP/2.0`,
    `Via: SIP/2.0/UDP ${address}:${port};branch=z9hG4bK${process.pid};rport`,
    'Max-Forwards: 70',
    `From: <sip:${user}@224.0.1.75>;tag=${process.pid}`,
    `To: <sip:${user}@224.0.1.75>`,
    `Call-ID: ${process.pid}@${address}`,
    'CSeq: 1 SUBSCRIBE',
    `Contact: <sip:${user}@${address}:${port}>`,
    `Event: ua-profile;profile-type="device";vendor="Panasonic";model="${model}";version="01.061"`,
    'Expires: 0',
    'Accept: application/url',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n'),
  5060,
  '224.0.1.75',
);
const found = await told;
socket.close();
const fetched =
  found && (await fetch(found.url, { headers: { 'User-Agent': `Panasonic_${model}/01.061 (${mac.toLowerCase()})` } }));
console.log(
  JSON.stringify({
    heard,
    told: found,
    fetched: fetched && { status: fetched.status, text: await fetched.text() },
  }),
);
process.exit(0);
