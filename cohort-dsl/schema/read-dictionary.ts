/** The source form of a dictionary (`dictionary.yaml`, parsed) → the dictionary the other stages read. */
import type { Centre, Dictionary, Table } from './dictionary';
import { readCoverage } from './read-column';
import { readTable } from './read-table';
import { type DictionaryFault, type PlainObject, SourceReader } from './source-reader';

export type DictionaryReading =
  | { readonly ok: true; readonly dictionary: Dictionary; readonly about: PlainObject }
  | { readonly ok: false; readonly faults: readonly DictionaryFault[] };

const dictionaryKeys = [
  'database',
  'release',
  'title',
  'description',
  'centres',
  'calendar',
  'coverage',
  'death',
  'key_type',
  'tables',
  'template',
  'about',
];

function readCentres(reader: SourceReader, value: unknown): readonly Centre[] {
  if (value === undefined || value === null) return [];
  return Object.entries(reader.object('centres', value, null)).map(([key, body]) => {
    const path = `centres.${key}`;
    const source = reader.object(path, body ?? {}, ['label', 'level', 'type', 'region', 'coverage']);
    return {
      key,
      label: reader.localised(`${path}.label`, source.label) ?? { en: key, zh: key },
      level: reader.text(`${path}.level`, source.level),
      type: reader.text(`${path}.type`, source.type),
      region: reader.text(`${path}.region`, source.region),
      coverage: readCoverage(reader, `${path}.coverage`, source.coverage),
    };
  });
}

/** The patient table's key and its type, found before the tables are read: they all share it. */
function findKey(reader: SourceReader, source: PlainObject, tables: PlainObject): { key: string; keyType: 'integer' | 'text' } {
  const patients = Object.entries(tables).filter(
    ([, body]) => typeof body === 'object' && body !== null && 'role' in body && body.role === 'patient',
  );
  if (patients.length !== 1) {
    const names = patients.map(([name]) => name).join(', ');
    reader.fault(
      'tables',
      patients.length === 0
        ? 'One table must have role: patient (one row a patient).'
        : `Exactly one table may have role: patient; here are ${names}.`,
      patients.length === 0 ? '须有且仅有一个表为 role: patient（每位患者一行）。' : `只能有一个表为 role: patient；现有：${names}。`,
    );
  }
  const [name, body] = patients[0] ?? ['patient', {}];
  const path = `tables.${name}`;
  const table = reader.object(path, body, null);
  const key = reader.text(`${path}.key`, table.key);
  if (key === null && patients.length > 0) {
    reader.fault(
      `${path}.key`,
      `${path} must name its key column, e.g. key: patient_id.`,
      `${path} 须写明患者标识列，如 key: patient_id。`,
    );
  }
  const columns = table.columns === undefined ? {} : reader.object(`${path}.columns`, table.columns, null);
  const column = key !== null && columns[key] !== undefined ? reader.object(`${path}.columns.${key}`, columns[key], null) : {};
  const declared = reader.choice('key_type', source.key_type, ['integer', 'text']);
  const own = reader.choice(`${path}.columns.${key ?? ''}.type`, column.type, ['integer', 'text']);
  return { key: key ?? 'patient_id', keyType: declared ?? own ?? 'integer' };
}

function checkTables(reader: SourceReader, tables: readonly Table[]): void {
  const observations = tables.filter((table) => table.role === 'observation').map((table) => table.name);
  if (observations.length > 1) {
    const names = observations.join(', ');
    reader.fault(
      'tables',
      `At most one table may have role: observation; here are ${names}.`,
      `最多一个表为 role: observation；现有：${names}。`,
    );
  }
  const seen = new Map<string, string>();
  for (const { name } of tables) {
    const first = seen.get(name.toLowerCase());
    if (first !== undefined) {
      reader.fault(`tables.${name}`, `The tables "${first}" and "${name}" differ only in case.`, `表“${first}”与“${name}”仅大小写不同。`);
    }
    seen.set(name.toLowerCase(), name);
    if (name.toLowerCase().startsWith('_coho_')) {
      reader.fault(
        `tables.${name}`,
        `Names that begin with _coho_ are kept for the release itself: rename "${name}".`,
        `以 _coho_ 开头的名称留给发布版自用：请为“${name}”改名。`,
      );
    }
  }
}

/**
 * Reads and checks the source form of a dictionary.
 * Labels left out are the name; a label in one language serves both. Units may be UCUM or a usual clinical spelling and become UCUM.
 * A column called `date`, `end`, `item`, `value` or `code` holds that role where no column is given it. The key's column need not be listed.
 * @param source the plain object parsed from YAML or JSON
 * @returns the dictionary with its `about` block (kind, source, licence, …, for the manifest), or every fault with its path in both languages; never throws
 */
export function readDictionarySource(source: unknown): DictionaryReading {
  const reader = new SourceReader();
  const root = reader.object('', source, dictionaryKeys);
  if (reader.faults.some((fault) => fault.path === 'the dictionary')) return { ok: false, faults: reader.faults };
  const database = reader.text('database', root.database);
  if (database === null || !/^[a-z][a-z0-9_]*$/.test(database)) {
    reader.fault(
      'database',
      `database must be an id of small letters, digits and "_" that begins with a letter${database === null ? '' : `, not "${database}"`}.`,
      `database 应为以字母开头、由小写字母、数字和“_”组成的标识${database === null ? '' : `，而不是“${database}”`}。`,
    );
  }
  const release = reader.text('release', root.release);
  if (release === null || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(release)) {
    reader.fault('release', 'release must be a text such as "2026.1".', 'release 应为文本，如 "2026.1"。');
  }
  const tableSource = reader.object('tables', root.tables, null);
  const centres = readCentres(reader, root.centres);
  const { key, keyType } = findKey(reader, root, tableSource);
  const tables = Object.entries(tableSource).map(([name, body]) => readTable(reader, name, body, { key, keyType, centres }));
  checkTables(reader, tables);
  const death = root.death === undefined || root.death === null ? {} : reader.object('death', root.death, ['coverage']);
  const about = root.about === undefined || root.about === null ? {} : reader.object('about', root.about, null);
  const title = reader.localised('title', root.title);
  const dictionary: Dictionary = {
    database: database ?? '',
    release: release ?? '',
    title: title ?? { en: database ?? '', zh: database ?? '' },
    description: reader.localised('description', root.description),
    centres,
    calendar: reader.choice('calendar', root.calendar, ['real', 'shifted', 'arbitrary']) ?? 'real',
    coverage: readCoverage(reader, 'coverage', root.coverage),
    deathCoverage: readCoverage(reader, 'death.coverage', death.coverage),
    keyType,
    tables,
    template: reader.localised('template', root.template),
  };
  return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, dictionary, about };
}
