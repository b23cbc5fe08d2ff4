import type { Command } from 'commander';
import type { SiteView } from '../../contract/workstation';
import type { Does } from './command-action';
import { UsageError } from './command-tools';
import { formatFacts } from './table';

export function addSiteCommands(program: Command, does: Does): void {
  const site = program.command('site').description('facts of the site');

  site
    .command('show')
    .description('name, time zone, SIP server and the rest')
    .action(
      does((tools) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('site.show', {});
          tools.show({ site: answer.site }, () => words(answer.site));
        }),
      ),
    );

  site
    .command('set')
    .description('changes facts; they are part of the draft until published')
    .argument('<key=value...>', 'name, timeZone, sip.server, sip.port, ntp, checkTime, adminPassword, served')
    .action(
      does<object, [pairs: string[]]>((tools, _options, pairs) => {
        const values = Object.fromEntries(pairs.map(keyAndValue));
        return tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('site.set', { values });
          tools.show({ site: answer.site }, () => words(answer.site));
        });
      }),
    );
}

function keyAndValue(pair: string): [key: string, value: string] {
  const [, key, value] = /^([^=]+)=(.*)$/su.exec(pair) ?? [];
  if (key === undefined || value === undefined) throw new UsageError(`"${pair}" is not of the form key=value.`);
  return [key, value];
}

function words(site: SiteView): string {
  return formatFacts([
    ['name', site.name],
    ['timeZone', site.timeZone],
    ['sip.server', site.sip.server || '-'],
    ['sip.port', site.sip.port ?? '-'],
    ['ntp', site.ntp || '-'],
    ['checkTime', site.checkTime || '-'],
    ['adminPassword', site.adminPassword ? 'set' : '-'],
    ['served', site.served],
    [
      'published',
      site.revision === 0 ? 'nothing yet' : `revision ${site.revision}${site.hasDraft ? ', and a draft' : ''}`,
    ],
  ]);
}
