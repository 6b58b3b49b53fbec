import 'server-only';
/** A folder with `dictionary.yaml` and one file a table → a release. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Localised } from '@/cohort-dsl/source/localised';
import { Engine } from '../engine';
import { ReleaseError } from '../release-error';
import { BuildFaults } from './faults';
import { readDictionaryFile } from './read-dictionary-file';
import { openRows, type RawRows } from './read-rows';
import { stageTable } from './stage-table';
import { stageVocabulary, vocabularyFiles } from './stage-vocabulary';
import { type WrittenRelease, writeRelease } from './write-release';

export interface FolderBuild extends WrittenRelease {
  readonly warnings: readonly Localised[];
}

/** Told before a table is read and before the release is written. */
export type FolderProgress = (step: string) => void;

const dataFile = /^(.+?)\.(?:csv|csv\.gz|parquet)$/;

/**
 * Builds a release from a folder. Types are checked against the dictionary, units converted; nothing is written where there is a fault.
 * @param path of the release file
 * @throws ReleaseError `unreadable_folder`, or `faults` with every fault: each names table, row and column
 */
export async function buildFolder(folder: string, path: string, onProgress: FolderProgress = () => {}): Promise<FolderBuild> {
  const files = await readdir(folder).catch(() => {
    throw new ReleaseError('unreadable_folder', { en: `There is no readable folder ${folder}.`, zh: `没有可读的文件夹 ${folder}。` });
  });
  const source = await readDictionaryFile(join(folder, 'dictionary.yaml'));
  const present = new Set(files.flatMap((file) => dataFile.exec(file)?.[1] ?? []));
  const faults = new BuildFaults();
  const known = new Set([...source.dictionary.tables.map(({ name }) => name), ...vocabularyFiles]);
  const others = [...present].filter((name) => !known.has(name));
  if (others.length > 0) {
    faults.warn(
      `The dictionary does not know these files; they are left out: ${others.join(', ')}.`,
      `字典中没有以下文件对应的表，已略去：${others.join('、')}。`,
    );
  }
  const engine = await Engine.inMemory();
  const opened: RawRows[] = [];
  try {
    await engine.run('CREATE SCHEMA raw; CREATE SCHEMA staged;');
    const tables = [];
    for (const table of source.dictionary.tables) {
      onProgress(table.name);
      const rows = await openRows(engine, folder, table.name, faults);
      if (rows) opened.push(rows);
      tables.push(rows ? await stageTable(engine, table, rows, faults) : table);
    }
    await stageVocabulary(engine, folder, present, faults);
    faults.stop();
    onProgress('release');
    const dictionary = { ...source.dictionary, tables };
    const release = { dictionary, about: source.about, recipe: null, parameters: null, parts: [] };
    const written = await writeRelease(engine, release, resolve(path), faults);
    return { ...written, warnings: faults.warnings };
  } finally {
    engine.close();
    for (const rows of opened) await rows.close();
  }
}
