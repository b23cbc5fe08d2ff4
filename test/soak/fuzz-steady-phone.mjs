// A phone that goes on asking for its own file while a host is fuzzed, in a process of its own so that nothing but the host makes it
// wait. Standard input: {port, path}, its end ends it; standard output: milliseconds of each fetch, -1 for one that was not served.
import { connect } from 'node:net';
import process from 'node:process';

const everyMs = 250;
const patienceMs = 10_000;

process.stdin.once('data', (bytes) => {
  const { port, path } = JSON.parse(bytes.toString());
  let over = false;
  process.stdin.once('end', () => (over = true));
  const next = async () => {
    process.stdout.write(`${await ask(port, path)}\n`);
    if (over) process.exit(0);
    setTimeout(() => void next(), everyMs);
  };
  void next();
});

/** @param {number} port @param {string} path @returns {Promise<number>} */
function ask(port, path) {
  return new Promise((resolve) => {
    const since = performance.now();
    let received = '';
    const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.77' }, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
    );
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received.startsWith('HTTP/1.1 200') ? performance.now() - since : -1));
  });
}
