import 'server-only';
import type { CatalogueHit } from '@/app/_contract/catalogue';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Localised } from '@/cohort-dsl/source/localised';
import { catalogueReleases } from './database';

const MOST = 60;

interface Candidate extends CatalogueHit {
  readonly words: string;
}

/** Finds databases, tables, columns, items and category values whose names, labels or synonyms hold every word, in either language. */
export async function searchCatalogue(query: string): Promise<readonly CatalogueHit[]> {
  const wanted = normalise(query).split(' ').filter(Boolean);
  if (wanted.length === 0) return [];
  const candidates = (await catalogueReleases()).flatMap(({ dictionary }) => candidatesOf(dictionary));
  return candidates
    .filter((candidate) => wanted.every((word) => candidate.words.includes(word)))
    .slice(0, MOST)
    .map(({ words: _words, ...hit }) => hit);
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[_\s]+/gu, ' ')
    .trim();
}

function candidatesOf(dictionary: Dictionary): Candidate[] {
  const home = `/catalogue/${dictionary.database}`;
  const hit = (kind: CatalogueHit['kind'], name: string, label: Localised, href: string, more: readonly string[] = []): Candidate => ({
    kind,
    name,
    label,
    href,
    database: dictionary.title,
    words: normalise([name, label.en, label.zh, ...more].join(' ')),
  });
  const found = [hit('database', dictionary.database, dictionary.title, home)];
  for (const table of dictionary.tables) {
    const at = `${home}/${table.name}`;
    found.push(hit('table', table.name, table.label, at));
    for (const column of table.columns) {
      const name = `${table.name}.${column.name}`;
      found.push(hit('column', name, column.label, `${at}#column-${column.name}`, [...column.synonyms, column.system ?? '']));
      for (const value of column.values ?? []) {
        found.push(hit('value', `${name} = "${value.key}"`, value.label, `${at}#column-${column.name}`));
      }
    }
    for (const item of table.items) {
      found.push(
        hit('item', `${table.name}(${item.name})`, item.label, `${at}#item-${item.name}`, [...item.synonyms, item.code?.value ?? '']),
      );
    }
  }
  return found;
}
