// What can be printed or put into a spreadsheet: who has a revision, and a day of the site.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CallOutput } from '../../contract/contract';
import type { Does } from './command-action';
import { wholeNumber } from './option-values';
import { stateWords } from './phone-words';
import { counted, formatFacts, formatTable, shortTime } from './table';
import { writeBytes } from './text-files';

export function addReportsCommands(program: Command, does: Does): void {
  const report = program.command('report').description('who has what, and what happened');

  report
    .command('revision')
    .description('who has a revision, who does not, and why')
    .argument('[number]', 'its number; the newest when left out', wholeNumber(1, 999_999_999))
    .option('--csv <file>', 'writes it as a table for a spreadsheet, replacing the file when it is there')
    .action(
      does<{ csv?: string }, [revision: number | undefined]>((tools, { csv }, revision) =>
        tools.withWorkstation(async (workstation) => {
          const input = revision === undefined ? {} : { revision };
          const answer = await workstation.ask('reports.revision', input);
          if (csv === undefined) return tools.show(answer, () => revisionWords(answer));
          const file = tools.path(csv);
          const table = await workstation.ask('reports.revisionCsv', input);
          await writeBytes(file, table.csv, false);
          const { revision: number, have, total } = answer;
          tools.show({ file, revision: number, have, total }, () => `${headWords(answer)}\nWritten to ${file}.`);
        }),
      ),
    );

  report
    .command('day')
    .description('a day of the site: downloads, resyncs, absences, and who needs somebody')
    .addOption(
      new Option('--day <YYYY-MM-DD>', 'in the time zone of the site; today when left out').argParser(calendarDay),
    )
    .action(
      does<{ day?: string }>((tools, { day }) =>
        tools.withWorkstation(async (workstation) => {
          const answer = await workstation.ask('reports.day', day === undefined ? {} : { day });
          tools.show(answer, () => dayWords(answer));
        }),
      ),
    );
}

function headWords({ site, revision, message, publishedAt, have, total }: CallOutput<'reports.revision'>): string {
  const title = message === '' ? '' : ` (${message})`;
  return `${have} of ${counted(total, 'phone')} of ${site} ${have === 1 ? 'has' : 'have'} r${revision}${title}, published ${shortTime(publishedAt)}.`;
}

function revisionWords(report: CallOutput<'reports.revision'>): string {
  const behind = report.rows.filter(({ has }) => !has);
  if (behind.length === 0) return headWords(report);
  const rows = behind.map(({ mac, name, group, revision, state, why }) => [
    mac,
    name || '-',
    group ?? '-',
    revision === null ? '-' : `r${revision}`,
    stateWords[state],
    why,
  ]);
  return `${headWords(report)}\n\n${formatTable(['MAC', 'NAME', 'GROUP', 'HAS', 'STATE', 'WHY'], rows)}`;
}

function dayWords({ site, day, timeZone, figures, needYou, away, happened }: CallOutput<'reports.day'>): string {
  const parts = [
    `${site}, ${day} (${timeZone})`,
    formatFacts(figures.map(({ label, value, detail }) => [label, detail === '' ? value : `${value} (${detail})`])),
  ];
  if (needYou.length > 0) {
    const rows = needYou.map(({ mac, name, state, why }) => [mac, name || '-', stateWords[state], why]);
    parts.push(formatTable(['NEEDS YOU', 'NAME', 'STATE', 'WHY'], rows));
  }
  if (away.length > 0) {
    const rows = away.map(({ from, to, cause }) => [shortTime(from), shortTime(to), cause]);
    parts.push(formatTable(['NOT SERVING FROM', 'TO', 'CAUSE'], rows));
  }
  if (happened.length > 0)
    parts.push(
      formatTable(
        ['AT', 'WHAT HAPPENED'],
        happened.map(({ at, words }) => [shortTime(at), words]),
      ),
    );
  return parts.join('\n\n');
}

function calendarDay(text: string): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('It must be a day, for example 2026-01-05.');
}
