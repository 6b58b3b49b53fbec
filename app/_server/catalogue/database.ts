import 'server-only';
import type { DatabaseCard, DatabaseDto, TableDto } from '@/app/_contract/catalogue';
import { patientTable } from '@/cohort-dsl/schema/dictionary';
import { Refusal } from '../refusal';
import { openRelease, type ReleaseFacts } from './open-release';
import { offeredReleases } from './releases';

/** The newest open release of every database. */
export async function catalogueReleases(): Promise<readonly ReleaseFacts[]> {
  const files = await offeredReleases();
  const newest = files.filter((file, index) => files.findIndex((other) => other.database === file.database) === index);
  return Promise.all(newest.map(openRelease));
}

async function newestOf(name: string): Promise<ReleaseFacts> {
  const file = (await offeredReleases()).find((candidate) => candidate.database === name);
  if (!file) throw new Refusal('no-such-database', { release: name });
  return openRelease(file);
}

export function cardOf({ dictionary, manifest, profile }: ReleaseFacts): DatabaseCard {
  const patients = profile.tables.get(patientTable(dictionary).name);
  const years = [...profile.tables.values()].flatMap((table) => table.years.map(({ year }) => year));
  return {
    name: dictionary.database,
    release: dictionary.release,
    title: dictionary.title,
    description: dictionary.description,
    kind: manifest.about.kind,
    patients: patients?.patients ?? 0,
    centres: dictionary.centres.length,
    tables: dictionary.tables.length,
    years: years.length > 0 && dictionary.calendar === 'real' ? [Math.min(...years), Math.max(...years)] : null,
  };
}

export async function readDatabase(name: string): Promise<DatabaseDto> {
  const facts = await newestOf(name);
  const { dictionary, manifest, profile } = facts;
  const { about } = manifest;
  const systems = dictionary.tables.flatMap((table) => [
    ...table.columns.flatMap(({ system }) => system ?? []),
    ...table.items.flatMap(({ code }) => code?.system ?? []),
  ]);
  return {
    ...cardOf(facts),
    calendar: dictionary.calendar,
    coverage: dictionary.coverage,
    source: about.source,
    licence: about.licence,
    lookBack: about.look_back,
    notes: [...about.notes, ...(dictionary.readNotes ?? [])],
    places: dictionary.centres,
    contents: dictionary.tables.map((table) => ({
      name: table.name,
      role: table.role,
      label: table.label,
      description: table.description,
      rows: profile.tables.get(table.name)?.rows ?? 0,
      patients: profile.tables.get(table.name)?.patients ?? 0,
      columns: table.columns.length,
      items: table.items.length,
      sha256: manifest.tables[table.name]?.sha256 ?? '',
    })),
    codeSystems: [...new Set(systems)].sort(),
    trueModel: about.true_model && {
      program: about.true_model.program,
      method: about.true_model.method,
      formula: about.true_model.formula,
      logHazardRatios: Object.entries(about.true_model.log_hazard_ratios).map(([term, value]) => ({ term, value })),
    },
    sha256: manifest.file.sha256,
    bytes: manifest.file.bytes,
    engine: manifest.engine,
  };
}

export async function readTable(databaseName: string, tableName: string): Promise<TableDto> {
  const { dictionary, profile } = await newestOf(databaseName);
  const table = dictionary.tables.find((candidate) => candidate.name === tableName);
  if (!table) throw new Refusal('not-found', {});
  return {
    database: dictionary.database,
    databaseTitle: dictionary.title,
    release: dictionary.release,
    name: table.name,
    label: table.label,
    description: table.description,
    facts: profile.tables.get(table.name) ?? null,
    coverage: table.coverage ?? dictionary.coverage,
    columns: table.columns.map((column) => ({ column, profile: profile.columns.get(`${table.name}/${column.name}`) ?? null })),
    items: table.items.map((item) => ({ item, profile: profile.items.get(`${table.name}/${item.name}`) ?? null })),
  };
}
