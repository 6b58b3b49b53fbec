/** Code systems and their editions, and the normal form in which codes are compared. */
import type { Dictionary } from '../schema/dictionary';

interface CodeSystem {
  readonly name: string;
  /** Systems of one family are editions of one another: their lists may meet, with a warning. */
  readonly family: string;
  /** A code's descendants are the codes that begin with it. */
  readonly prefixes: boolean;
}

const systems: readonly CodeSystem[] = [
  { name: 'ICD10', family: 'ICD10', prefixes: true },
  { name: 'ICD10CM', family: 'ICD10', prefixes: true },
  { name: 'ICD10GM', family: 'ICD10', prefixes: true },
  { name: 'ICD10CN_CLIN_2_0', family: 'ICD10', prefixes: true },
  { name: 'ICD10CN_NHSA_2_0', family: 'ICD10', prefixes: true },
  { name: 'ICD10PCS', family: 'ICD10PCS', prefixes: true },
  { name: 'ICD9CM', family: 'ICD9CM', prefixes: true },
  { name: 'ICD9CM3', family: 'ICD9CM3', prefixes: true },
  { name: 'ICD9CM3CN_CLIN_3_0', family: 'ICD9CM3', prefixes: true },
  { name: 'ICD9CM3CN_NHSA_2_0', family: 'ICD9CM3', prefixes: true },
  { name: 'ICD11', family: 'ICD11', prefixes: false },
  { name: 'ICDO3', family: 'ICDO3', prefixes: false },
  { name: 'ATC', family: 'ATC', prefixes: true },
  { name: 'LOINC', family: 'LOINC', prefixes: false },
  { name: 'SNOMED', family: 'SNOMED', prefixes: false },
  { name: 'RXNORM', family: 'RXNORM', prefixes: false },
  { name: 'CPT4', family: 'CPT4', prefixes: false },
  { name: 'READ2', family: 'READ2', prefixes: false },
  { name: 'OMOP', family: 'OMOP', prefixes: false },
];

const byName = new Map(systems.map((system) => [system.name, system]));

const usedIn = new WeakMap<Dictionary, readonly string[]>();

/** Names of the systems that the dictionary's columns use, in its order. */
export function usedSystems(dictionary: Dictionary): readonly string[] {
  const used = () => dictionary.tables.flatMap((table) => table.columns.flatMap((column) => column.system ?? []));
  const names = usedIn.get(dictionary) ?? [...new Set(used())];
  usedIn.set(dictionary, names);
  return names;
}

/** Names of all systems the language knows and those the dictionary's columns use. */
export function systemNames(dictionary: Dictionary): readonly string[] {
  return [...new Set([...byName.keys(), ...usedSystems(dictionary)])];
}

/** The system without its edition: `ICD10` of `ICD10CN_CLIN_2_0`. */
export function systemFamily(name: string): string {
  return byName.get(name)?.family ?? name;
}

/** Whether `descendants of` goes by prefix without a vocabulary. */
export function descendsByPrefix(name: string): boolean {
  return byName.get(name)?.prefixes ?? false;
}

/** Codes that are integer ids, written without quotes. */
export function usesIntegerIds(name: string): boolean {
  return systemFamily(name) === 'OMOP';
}

/** The form in which codes are compared: upper case, without dots, blanks or dagger. */
export function normaliseCode(code: string): string {
  return code.trim().replace(/[†+]$/u, '').replaceAll('.', '').toUpperCase();
}
