// What a virtual phone really does in a story: alone with a lab clock that is stepped, in the process.
import { labClock } from '../../electron/adapters/clock/lab-clock';
import { InProcessNetwork } from '../../electron/adapters/virtual-phone/in-process-network';
import type { TimingChoices } from '../../electron/adapters/virtual-phone/timing-choices';
import { VirtualPhone } from '../../electron/adapters/virtual-phone/virtual-phone';
import type { Clock } from '../../electron/core/shared/clock';
import { isInSpans, joinSpans } from '../../electron/core/timing/time-spans';
import type { PhoneStory } from './phone-story';
import type { SeenCheck } from './predict-story';

/** Real time that never passes: the lab clock goes by steps alone. */
const noTime: Clock = {
  now: () => 0,
  monotonicMs: () => 0,
  after: () => () => undefined,
  every: () => () => undefined,
};

const address = '192.0.2.9';
const port = 5060;
const server = { address: '192.0.2.1', port: 5060 };

/** `choices` are planted on top of the story's. */
export async function liveStory(story: PhoneStory, choices: Partial<TimingChoices> = {}): Promise<SeenCheck[]> {
  const clock = labClock({ startMs: story.span.from, rate: 1 }, noTime);
  clock.pause();
  const unreachable = joinSpans(story.unreachable);
  const refused = joinSpans(story.refused);
  const files = story.files.map(({ atMs, settings }) => ({ atMs, body: configFile(settings) }));
  const bootstrap = configFile({ CFG_STANDARD_FILE_PATH: 'http://lab/own.cfg' });
  const network = new InProcessNetwork(
    {
      answer: ({ url }) => {
        if (isInSpans(unreachable, clock.now())) return null;
        if (isInSpans(refused, clock.now())) return { status: 503, body: Buffer.alloc(0) };
        const own = files.findLast(({ atMs }) => atMs <= clock.now())?.body;
        return { status: 200, body: url.endsWith('/own.cfg') && own ? own : bootstrap };
      },
      time: (name) => (name === 'time.lab' ? clock.now() : null),
    },
    clock,
  );
  const checks: SeenCheck[] = [];
  const phone = new VirtualPhone(
    {
      mac: '0080F0A1B2C3',
      model: story.model,
      bootstrapUrl: 'http://lab/',
      address,
      sipPort: port,
      timeZone: story.place,
      clockSet: story.clock === 'given' || story.clock === 'never' ? story.clock : 'by-time-server',
      overrides: story.overrides,
      choices: { ...story.choices, ...choices },
    },
    {
      clock,
      transport: network,
      random: () => 0.5,
      emit: (news) => {
        if (news.event !== 'request') return;
        const last = checks.at(-1);
        // The files of one run are asked for in one moment.
        if (last?.atMs === clock.now() && last.trigger === news.trigger) return;
        const outcome = news.status === null ? 'unreachable' : 'reached';
        checks.push({ atMs: clock.now(), trigger: news.trigger, outcome });
      },
    },
  );
  await phone.listen();
  // Asked of the clock first, they come before what the phone does in the same moment.
  for (const { atMs, byHand } of story.powerCycles) {
    clock.after(atMs - story.span.from, () => {
      for (const [name, value] of Object.entries(byHand)) phone.setByHand(name, value);
      void phone.powerCycle();
    });
  }
  for (const [index, atMs] of story.notifies.entries()) {
    clock.after(atMs - story.span.from, () => network.send(notify(index), server, { address, port }));
  }
  void phone.powerCycle();
  clock.step(story.span.to - story.span.from - 1);
  await phone.stop();
  return checks;
}

function configFile(settings: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"`);
  const magic = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';
  return Buffer.from([magic, ...lines, '', ''].join('\r\n'));
}

function notify(index: number): string {
  return [
    `NOTIFY sip:101@${address} SIP/2.0`,
    `Via: SIP/2.0/UDP ${server.address}:${server.port};branch=z9hG4bKstory${index};rport`,
    'From: <sip:prov@lab>;tag=lab',
    'To: <sip:101@lab>',
    `Call-ID: story-${index}@lab`,
    'CSeq: 1 NOTIFY',
    'Event: check-sync',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
