// Makes resources/families/panasonic/catalogue.json from the parameter table: node scripts/make-catalogue.mjs TABLE.csv
import { readFileSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';

const [table] = process.argv.slice(2);
if (!table) {
  console.error('Usage: node scripts/make-catalogue.mjs TABLE.csv');
  process.exit(2);
}
const columns = [
  'name',
  'series',
  'category',
  'perLine',
  'type',
  'allowed',
  'default',
  'unit',
  'description',
  'secret',
];
const { data } = Papa.parse(readFileSync(table, 'utf8').trim(), { header: true });
const rows = data
  .map((row) => [
    row.name,
    row.series.split('|'),
    row.category,
    row.per_line === 'y',
    row.type,
    row.allowed,
    row.default,
    row.unit,
    row.description,
    row.secret === 'y',
  ])
  .sort((a, b) => compare(a[0], b[0]) || compare(String(a[1]), String(b[1])));
const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
const json = `{"columns":${JSON.stringify(columns)},"rows":[\n${lines}\n]}\n`;
writeFileSync(new URL('../resources/families/panasonic/catalogue.json', import.meta.url), json);
console.log(`${rows.length} rows`);

/** Order of characters, the same on every machine. */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
