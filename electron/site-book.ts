// The sites of a database: the services of each are made on first need, and one site is served.
import { randomBytes } from 'node:crypto';
import { emptySiteFacts, type SiteFacts } from './core/configs/facts';
import { randomToken } from './core/shared/digest';
import { fail, ok, type Result } from './core/shared/result';
import type { SiteServices } from './services/site-services';
import type { SiteRecord, SiteStore } from './services/settings/site-store';

export class SiteBook {
  /** Null until `serve`. */
  served: SiteServices | null = null;
  private readonly services = new Map<number, SiteServices>();

  constructor(
    private readonly sites: SiteStore,
    private readonly create: (site: SiteRecord, defaultFacts: SiteFacts) => SiteServices,
  ) {}

  /** The first site, made when there is none. */
  serve(): SiteServices {
    const services = this.servicesOf(this.sites.all()[0] ?? this.firstSite());
    this.served = services;
    services.absences.start();
    services.catchUp.start();
    services.keepAwake.start();
    services.registrar.start();
    services.pnp.start();
    return services;
  }

  /** The served site, or another one by its name. Problem SITE_UNKNOWN. */
  named(name: string | undefined): Result<SiteServices> {
    if (name === undefined && this.served) return ok(this.served);
    const site = this.sites.all().find((one) => one.name === name);
    if (site) return ok(this.servicesOf(site));
    return fail({
      code: 'SITE_UNKNOWN',
      message: `There is no site "${name}".`,
      remedy: 'Look at the names with "site show", or leave --site out.',
    });
  }

  stop(): void {
    for (const services of this.services.values()) {
      services.schedules.stop();
      services.absences.stop();
      services.catchUp.stop();
      services.keepAwake.stop();
      services.registrar.stop();
      services.pnp.stop();
      services.resync.stop();
      services.library.stop();
    }
  }

  private servicesOf(site: SiteRecord): SiteServices {
    const known = this.services.get(site.id);
    if (known) return known;
    const made = this.create(site, this.defaultFacts(site.id));
    this.services.set(site.id, made);
    return made;
  }

  private firstSite(): SiteRecord {
    const site = this.sites.insert({ name: 'My site', siteToken: randomToken(randomBytes) });
    this.sites.saveSetting(`time zone of site ${site.id}`, systemTimeZone());
    return site;
  }

  /** A site whose facts nobody has typed keeps the zone of the laptop it was made on. */
  private defaultFacts(siteId: number): SiteFacts {
    return {
      ...emptySiteFacts,
      timeZone: this.sites.setting(`time zone of site ${siteId}`) ?? emptySiteFacts.timeZone,
    };
  }
}

function systemTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
