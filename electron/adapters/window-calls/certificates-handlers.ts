import type { CertificateView } from '../../contract/certificates';
import { rootCertificatePath } from '../../core/provisioning/root-certificate-path';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok } from '../../core/shared/result';
import type { Host } from '../../services/host';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export function certificatesHandlers(host: Pick<Host, 'failedHandshakes'>): HandlersOf<'certificates'> {
  return {
    'certificates.list': (_input, { services }) => {
      const zone = siteZone(services);
      const failures = host.failedHandshakes().map(({ at, remote, times, reason, remedy, offered }) => ({
        at: rfc3339(at, zone),
        remote,
        times,
        reason,
        remedy,
        offered: offered && {
          versions: [...offered.versions],
          ciphers: [...offered.ciphers],
          serverName: offered.serverName,
        },
      }));
      const told = services.certificates.toldProtocol;
      return ok({ certificates: views(services), rootPath: rootCertificatePath, told, failures });
    },
    'certificates.issue': async ({ key }, { services, actor }) => {
      const issued = await services.certificates.issue(key, actor);
      if (!issued.ok) return issued;
      return ok({ certificates: views(services) });
    },
    'certificates.import': async ({ certificate, key }, { services, actor }) => {
      const imported = await services.certificates.import({ certificate, key }, actor);
      return imported.ok ? ok({ certificates: views(services) }) : imported;
    },
    'certificates.forget': async (_input, { services, actor }) => {
      const forgotten = await services.certificates.forget(actor);
      return forgotten.ok ? ok({ certificates: views(services) }) : forgotten;
    },
    'certificates.root': (_input, { services }) => {
      const pem = services.certificates.rootPem();
      if (pem !== null) return ok({ pem });
      return fail({
        code: 'CERTIFICATE_MISSING',
        message: 'There is no root certificate yet.',
        remedy: 'Issue a certificate first: that makes the root.',
      });
    },
    'certificates.tell': async ({ protocol }, { services, actor }) => {
      if (protocol === 'https') await services.certificates.ensure(actor);
      services.certificates.tell(protocol, actor);
      return ok({ told: services.certificates.toldProtocol });
    },
  };
}

function views(services: SiteServices): CertificateView[] {
  const zone = siteZone(services);
  return services.certificates
    .list()
    .map(({ role, inUse, subject, names, key, notBefore, notAfter, daysLeft, fingerprint, state }) => ({
      role,
      inUse,
      subject,
      names: [...names],
      key,
      notBefore: rfc3339(notBefore, zone),
      notAfter: rfc3339(notAfter, zone),
      daysLeft,
      fingerprint,
      state,
    }));
}
