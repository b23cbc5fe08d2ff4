// Access, certificates, library and addresses of the fake workstation: kept, never acted on.
import type { AccessView } from '../../electron/contract/access';
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { CertificateView, HandshakeFailureView } from '../../electron/contract/certificates';
import type { ContactView, LibraryFileView } from '../../electron/contract/library';
import { sampleHandOut } from './sample-server';

type Handlers = { [N in CallName]?: (input: CheckedInput<N>) => CallOutput<N> };

export interface FakeServer {
  access: AccessView;
  addresses: CallOutput<'addresses.show'>;
  certificates: CertificateView[];
  failures: HandshakeFailureView[];
  files: LibraryFileView[];
}

export function fakeServer(fake: FakeServer, phones: () => readonly string[], changed: () => void): Handlers {
  let contacts: ContactView[] = [];
  let told: 'http' | 'https' = 'http';
  const uploads = new Map<string, { name: string; kind: LibraryFileView['kind']; bytes: number; received: number }>();
  const server = (): CertificateView => ({
    role: 'issued',
    inUse: true,
    subject: '192.168.20.14',
    names: ['192.168.20.14'],
    key: 'rsa-2048',
    notBefore: '2026-11-24T00:00:00+00:00',
    notAfter: '2027-12-24T00:00:00+00:00',
    daysLeft: 395,
    fingerprint: `99:${'EF:'.repeat(30)}01`,
    state: 'fine',
  });
  const done = <T>(value: T): T => {
    changed();
    return value;
  };
  let localClock = false;
  return {
    'server.clock': (change) => {
      localClock = change.localClock ?? localClock;
      if (change.localClock !== undefined) changed();
      return { localClock, synchronised: false, how: 'the system says so' };
    },
    'access.show': () => ({ access: fake.access }),
    'access.set': ({ guard, ...change }) => {
      fake.access = {
        ...fake.access,
        ...change,
        guard: { ...fake.access.guard, ...guard },
      } as AccessView;
      return done({ access: fake.access });
    },
    'addresses.show': () => fake.addresses,
    'addresses.phones': ({ address }) => ({
      phones: phones()
        .slice(0, fake.addresses.told.find((each) => each.address === address)?.phones ?? 0)
        .map((mac, index) => ({
          mac,
          name: `Office ${index + 1}`,
          model: 'KX-UT136',
          lastFetchAt: '2026-11-23T07:47:13+00:00',
        })),
    }),
    'addresses.commands': ({ address }) => ({
      commands: [
        {
          platform: 'linux',
          add: `sudo ip addr add ${address}/24 dev eth0`,
          remove: `sudo ip addr del ${address}/24 dev eth0`,
        },
        { platform: 'macos', add: `sudo ifconfig en0 alias ${address}`, remove: `sudo ifconfig en0 -alias ${address}` },
        {
          platform: 'windows',
          add: `netsh interface ip add address "Ethernet" ${address} 255.255.255.0`,
          remove: `netsh interface ip delete address "Ethernet" ${address}`,
        },
      ],
    }),
    'addresses.serve': ({ address }) => {
      const { interfaces } = fake.addresses;
      fake.addresses = {
        ...fake.addresses,
        interfaces: interfaces.map((each) => ({ ...each, use: each.address === address ? 'serving' : 'free' })),
      };
      return done({});
    },
    'addresses.also': ({ address, on }) => {
      fake.addresses = {
        ...fake.addresses,
        stranded: on ? 0 : 8,
        told: fake.addresses.told.map((each) =>
          each.address.includes(`//${address}:`) ? { ...each, state: on ? 'answered' : 'gone' } : each,
        ),
      };
      return done({});
    },
    'addresses.advertise': ({ host }) => {
      fake.addresses = { ...fake.addresses, name: host === '' ? null : { host, resolvesTo: [] } };
      return done({});
    },
    'addresses.handOut': () => sampleHandOut(),
    'certificates.list': () => ({
      certificates: fake.certificates,
      rootPath: '/root.cer',
      told,
      failures: fake.failures,
    }),
    'certificates.issue': () => {
      fake.certificates = [...fake.certificates.filter(({ role }) => role === 'root'), server()];
      return done({ certificates: fake.certificates });
    },
    'certificates.import': () => {
      fake.certificates = [...fake.certificates, { ...server(), role: 'imported' }];
      return done({ certificates: fake.certificates });
    },
    'certificates.forget': () => {
      fake.certificates = fake.certificates.filter(({ role }) => role !== 'imported');
      return done({ certificates: fake.certificates });
    },
    'certificates.tell': ({ protocol }) => {
      told = protocol;
      return done({ told });
    },
    'certificates.root': () => ({ pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' }),
    'library.list': () => ({ files: fake.files, contacts: contacts.length }),
    'library.begin': ({ name, kind, bytes }) => {
      const upload = `upload-${uploads.size + 1}`;
      uploads.set(upload, { name, kind, bytes, received: 0 });
      return { upload };
    },
    'library.append': ({ upload, base64 }) => {
      const begun = uploads.get(upload);
      if (!begun) throw new Error('no such upload');
      begun.received += atob(base64).length;
      return { received: begun.received };
    },
    'library.finish': ({ upload, models, version }) => {
      const begun = uploads.get(upload);
      if (!begun || begun.received !== begun.bytes) throw new Error('not all of it came');
      const file: LibraryFileView = {
        id: fake.files.length + 10,
        name: begun.name,
        kind: begun.kind,
        bytes: begun.bytes,
        sha256: '01'.repeat(32),
        addedAt: '2026-11-24T09:42:00+00:00',
        models,
        version,
        groups: null,
        address: `http://192.168.20.14:8088/library/${begun.name}`,
        sound: true,
      };
      fake.files = [...fake.files, file];
      return done({ file });
    },
    'library.cancel': ({ upload }) => {
      uploads.delete(upload);
      return {};
    },
    'library.assign': ({ id, ...part }) => {
      const file = fake.files.find((each) => each.id === id);
      if (!file) throw new Error('no such file');
      Object.assign(file, part);
      return done({ file });
    },
    'library.remove': ({ id }) => {
      fake.files = fake.files.filter((each) => each.id !== id);
      return done({});
    },
    'contacts.list': () => ({ contacts, address: 'http://192.168.20.14:8088/phonebook' }),
    'contacts.set': (set) => {
      contacts = set.contacts;
      return done({ contacts: contacts.length });
    },
    'contacts.import': ({ text, dryRun }) => {
      const lines = text.trim().split('\n').slice(1);
      const good = lines.filter((line) => /,\s*\+?[\d*#-]+/u.test(line));
      const made = good.map((line) => ({
        name: line.split(',')[0] ?? '',
        numbers: [{ kind: 1, number: line.split(',')[1]?.trim() ?? '' }],
        preferred: 1,
        ringtone: 1,
        group: 1,
      }));
      if (!dryRun) contacts = made;
      return done({
        contacts: made.length,
        problems: lines.flatMap((line, index) =>
          good.includes(line) ? [] : [{ row: index + 2, code: 'CONTACT_INVALID', message: `"${line}" has no number.` }],
        ),
      });
    },
  };
}
