// Ten thousand phones in a process of their own, behind one socket on all addresses: a part of what they hear is lost, every NOTIFY is
// challenged first, and the answer names the phone it was for. Plain Node, sharing nothing with what it measures.
import { createSocket } from 'node:dgram';

const { lost } = JSON.parse(process.argv[2] ?? '{}');
const socket = createSocket({ type: 'udp4' });
let heard = 0;

socket.on('message', (bytes, from) => {
  heard++;
  if (Math.random() < lost) return;
  const text = bytes.toString('latin1');
  const of = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const phone = /^NOTIFY sip:([^ ]+) /.exec(text)?.[1] ?? '';
  const isProven = /^Authorization: Digest /im.test(text);
  const answer = [
    isProven ? `SIP/2.0 200 ${phone}` : 'SIP/2.0 401 Unauthorized',
    `Via: ${of('Via')}`,
    `From: ${of('From')}`,
    `To: ${of('To')};tag=phone`,
    `Call-ID: ${of('Call-ID')}`,
    `CSeq: ${of('CSeq')}`,
    ...(isProven ? [] : ['WWW-Authenticate: Digest realm="phone", nonce="4bd0c1", algorithm=MD5, qop="auth"']),
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
  socket.send(answer, from.port, from.address);
});

socket.bind(0, '0.0.0.0', () => {
  socket.setRecvBufferSize(4 * 1024 * 1024);
  console.log(JSON.stringify({ port: socket.address().port }));
});

process.stdin.on('end', () => {
  console.log(JSON.stringify({ heard }));
  process.exit(0);
});
process.stdin.resume();
