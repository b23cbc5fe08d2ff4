// `npm run check:electron`: the journeys on whatever Electron this machine has, saying which.
import { ensureBuilt } from './build.mjs';
import { prepareJourneys, runJourneys } from './journeys.mjs';
import { ready } from './setup.mjs';

await ready();
await ensureBuilt();
const electron = await prepareJourneys({ browser: false });
process.exitCode = await runJourneys(electron, ['--project', 'electron', ...process.argv.slice(2)]);
