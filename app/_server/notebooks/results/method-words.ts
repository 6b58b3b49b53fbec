import 'server-only';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vocabularyOf } from '@/analysis-kernel/disclosure/known-words';

/** Rooms whose words reach results: methods with what they share, kinds of views and figures, and what a cohort's steps are called. */
const ROOMS = [
  ...['registry', 'results', 'views', 'figures', 'stats', 'formula', 'cells'].map((room) => `analysis-kernel/${room}`),
  ...['explain', 'plan', 'lower', 'types'].map((room) => `cohort-dsl/${room}`),
];
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/gmu;
let known: ReadonlySet<string> | null = null;

/**
 * The words that results have from the product itself (names, headings, sentences), as they stand in the sources of methods, their
 * comments left out. Read once a thread: a method that is added brings its own along.
 */
export function methodWords(): ReadonlySet<string> {
  known ??= vocabularyOf(ROOMS.flatMap(sources).map((source) => source.replace(COMMENT, ''))).words;
  return known;
}

function sources(room: string): readonly string[] {
  const folder = join(process.cwd(), room);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(join(folder, file), 'utf8'));
}
