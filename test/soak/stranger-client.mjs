// The other side of stranger-times.soak.ts, in a process of its own, so that the server's work after an answer is not measured.
// Standard input: {port, rounds, clients, kinds: string[][]}, requests by kind, one for each turn; standard output: microseconds by kind.
import { connect } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';

/** @type {{ port: number, warmUp: number, rounds: number, clients: string[], kinds: string[][] }} */
const { port, warmUp, rounds, clients, kinds } = JSON.parse(await text(process.stdin));

/** @type {number[][]} */
const times = kinds.map(() => []);
const answers = new Set();
let state = 20261122;

for (let round = -warmUp; round < rounds; round++) {
  const turn = Math.abs(round);
  for (const kind of shuffled(kinds.map((_, index) => index))) {
    const requests = kinds[kind] ?? [];
    const asked = requests[turn % requests.length] ?? '';
    const { tookUs, answer } = await once(asked, clients[turn % clients.length] ?? '');
    answers.add(answer.replace(/nonce="[^"]*"/g, 'nonce'));
    if (round >= 0) times[kind]?.push(tookUs);
  }
}
process.stdout.write(JSON.stringify({ times, answers: [...answers] }));

/** From the last byte sent to the last byte received.
 * @param {string} asked @param {string} localAddress @returns {Promise<{ tookUs: number, answer: string }>} */
function once(asked, localAddress) {
  return new Promise((resolve, reject) => {
    let answer = '';
    let from = 0n;
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    socket.on('connect', () => {
      from = process.hrtime.bigint();
      socket.write(asked);
    });
    let tookUs = 0;
    socket.on('data', (chunk) => {
      tookUs = Number(process.hrtime.bigint() - from) / 1000;
      answer += chunk.toString('latin1');
    });
    // What the server does after its answer is over before the next one begins.
    socket.on('close', () => setTimeout(() => resolve({ tookUs, answer }), 0));
    socket.on('error', reject);
  });
}

/** In another order each time. @template T @param {T[]} all @returns {T[]} */
function shuffled(all) {
  for (let index = all.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (index + 1));
    [all[index], all[other]] = [/** @type {T} */ (all[other]), /** @type {T} */ (all[index])];
  }
  return all;
}
