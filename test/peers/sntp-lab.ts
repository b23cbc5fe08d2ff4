// Serves a virtual time on 127.0.0.1:123 until it is ended: run by a test inside a network namespace of its own, since
// ntpdate asks at port 123 only. Arguments: the time, in epoch milliseconds, and `refuse` when it is
// not to be told.
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { SntpServer } from '../../electron/adapters/sntp-server/sntp-server';
import { localClock } from '../../electron/services/provisioning/clock-quality';

const real = systemClock();
const offsetMs = Number(process.argv[2]) - real.now();
const server = new SntpServer({
  clock: { ...real, now: () => real.now() + offsetMs },
  realClock: real,
  mode: () => (process.argv[3] === 'refuse' ? { kind: 'refuse' } : localClock),
});
const listening = await server.listen('127.0.0.1', 123);
console.log(listening.ok ? 'ready' : listening.problem.message);
