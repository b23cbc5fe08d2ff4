// Small calls of a window, one every 20 ms whether the last was answered or not: on a thread of their own, because the thread that
// makes the storm is late itself. workerData: {url, token, macs}; a message ends it, and the answer is how long each call waited, ms.
import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';

const everyMs = 20;
const { url, token, macs } = workerData;
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
/** @type {number[]} */
const waits = [];
/** @type {Map<number, number>} */
const due = new Map();

const socket = new WebSocket(url);
socket.once('open', () => socket.send(JSON.stringify({ token })));
socket.on('message', (data) => {
  const message = JSON.parse(/** @type {Buffer} */ (data).toString());
  if (message.ready) begin();
  const since = due.get(message.id);
  if (since === undefined) return;
  due.delete(message.id);
  waits.push(performance.now() - since);
});

function begin() {
  let id = 0;
  const timer = setInterval(() => {
    id++;
    const mac = macs[id % macs.length];
    const call =
      id % 2 === 0 ? { name: 'phones.show', input: { mac } } : { name: 'configs.get', input: { scope: 'site' } };
    due.set(id, performance.now());
    socket.send(JSON.stringify({ id, ...call }));
  }, everyMs);
  port.once('message', () => {
    clearInterval(timer);
    end(200);
  });
  port.postMessage('calling');
}

/** @param {number} turns */
function end(turns) {
  if (due.size > 0 && turns > 0) return void setTimeout(() => end(turns - 1), everyMs);
  socket.close();
  port.postMessage(waits);
}
