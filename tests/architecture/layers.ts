/** The house's layers, from the first whose prefix fits; a layer may import only what its row lists (and itself). */
export interface Layer {
  readonly name: string;
  readonly fits: (path: string) => boolean;
  readonly mayImport: readonly string[];
  /** Layers from which it may take types only. */
  readonly mayImportTypes?: readonly string[];
}

const under =
  (...prefixes: readonly string[]) =>
  (path: string) =>
    prefixes.some((prefix) => path === prefix || path.startsWith(prefix));

const layers: readonly Layer[] = [
  // Texts, their places, how near they are and how SQL quotes them: both libraries stand on it.
  { name: 'texts', fits: under('cohort-dsl/source/'), mayImport: [] },
  { name: 'cohort-dsl', fits: under('cohort-dsl/'), mayImport: ['texts'] },
  {
    name: 'kernel engines',
    fits: under('analysis-kernel/engines/', 'analysis-kernel/node.ts', 'analysis-kernel/browser.ts'),
    mayImport: ['kernel', 'kernel cells', 'cohort-dsl', 'texts'],
  },
  { name: 'kernel cells', fits: under('analysis-kernel/cells/'), mayImport: ['kernel', 'cohort-dsl', 'texts'] },
  { name: 'kernel', fits: under('analysis-kernel/'), mayImport: ['kernel cells', 'texts'], mayImportTypes: ['cohort-dsl'] },
  { name: 'prisma', fits: under('prisma/', 'prisma.config.ts'), mayImport: [] },
  {
    name: 'contract',
    fits: under('app/_contract/'),
    mayImport: ['messages', 'kernel'],
    mayImportTypes: ['cohort-dsl', 'texts', 'kernel cells'],
  },
  { name: 'messages', fits: under('app/_messages/'), mayImport: ['contract', 'server'], mayImportTypes: ['cohort-dsl', 'texts'] },
  {
    name: 'server',
    fits: under('app/_server/'),
    mayImport: ['contract', 'messages', 'prisma', 'cohort-dsl', 'texts', 'kernel', 'kernel cells', 'kernel engines'],
  },
  { name: 'actions', fits: under('app/_actions/'), mayImport: ['server', 'contract'] },
  {
    name: 'components',
    fits: under('components/'),
    mayImport: ['contract', 'actions', 'cohort-dsl', 'texts', 'kernel', 'kernel cells', 'kernel engines'],
    mayImportTypes: ['messages'],
  },
  {
    name: 'routes',
    fits: under('app/', 'instrumentation.ts'),
    mayImport: ['server', 'contract', 'actions', 'components', 'messages'],
    mayImportTypes: ['cohort-dsl', 'texts'],
  },
  {
    name: 'cli',
    fits: under('cli/'),
    mayImport: ['server', 'contract', 'prisma', 'cohort-dsl', 'texts', 'kernel', 'kernel cells', 'kernel engines'],
  },
  {
    name: 'bench',
    fits: under('bench/'),
    mayImport: ['server', 'contract', 'prisma', 'cohort-dsl', 'texts', 'kernel', 'kernel cells', 'kernel engines', 'cli', 'tests'],
  },
  // The browser tests' settings look for Chromium as the command line does; nothing of the product imports it.
  { name: 'settings of tools', fits: (path) => /^[a-z.]+\.config\.(ts|js)$/u.test(path), mayImport: ['tests', 'cli'] },
];

export function layerOf(path: string): Layer | null {
  return layers.find((layer) => layer.fits(path)) ?? null;
}

/** Inside the kernel: what each room may import of the others. Statistics stand below cells; engines are handed in from outside. */
export const kernelRooms: Readonly<Record<string, readonly string[]>> = {
  content: [],
  numeric: [],
  frame: ['numeric'],
  results: ['numeric', 'frame'],
  formula: ['numeric', 'frame', 'results'],
  stats: ['numeric', 'frame', 'results', 'formula'],
  registry: ['content', 'numeric', 'frame', 'results', 'formula', 'stats', 'figures', 'views'],
  anchors: ['results', 'document'],
  disclosure: ['numeric', 'frame', 'results', 'registry'],
  figures: ['numeric', 'frame', 'results'],
  views: ['numeric', 'frame', 'results'],
  ports: ['frame'],
  document: ['content'],
  cells: ['content', 'document', 'ports', 'numeric', 'frame', 'results', 'formula', 'registry', 'disclosure', 'figures', 'views'],
  graph: ['document', 'cells'],
  session: ['content', 'document', 'ports', 'frame', 'results', 'formula', 'cells', 'graph'],
  host: ['document', 'ports', 'frame', 'results', 'registry', 'cells', 'session'],
};
