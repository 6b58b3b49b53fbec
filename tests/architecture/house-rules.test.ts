import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, sources } from './sources';

const product = sources.filter((source) => !source.path.startsWith('tests/'));
const paths = (found: readonly { readonly path: string }[]) => found.map((source) => source.path);

/** Long because they are one table each, not one thought too many. */
const MOST_LINES = 500;
const MOST_PAGE_LINES = 40;

describe('files', () => {
  it(`are at most ${MOST_LINES} lines long`, () => {
    expect(sources.filter((source) => source.lines > MOST_LINES).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it(`are at most ${MOST_PAGE_LINES} lines long when they are pages or endpoints`, () => {
    const routes = product.filter((source) => /^app\/(?!_).*(?:page\.tsx|route\.ts)$/u.test(source.path));
    expect(routes.length).toBeGreaterThan(10);
    expect(paths(routes.filter((source) => source.lines > MOST_PAGE_LINES))).toEqual([]);
  });

  it('have kebab-case names', () => {
    const wrong = sources.filter((source) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*\.(?:tsx?|mjs|js)$/u.test(basename(source.path)));
    expect(paths(wrong)).toEqual([]);
  });

  it('live in folders named for their subject', () => {
    const wrong = sources.filter((source) => /(?:^|\/)(?:utils?|helpers?|common|misc|shared|lib)\//u.test(source.path));
    expect(paths(wrong)).toEqual([]);
  });

  it('are server-only from the first line in app/_server', () => {
    const wrong = product.filter((source) => source.path.startsWith('app/_server/') && !source.text.startsWith("import 'server-only';"));
    expect(paths(wrong)).toEqual([]);
  });

  it('re-export nothing but in the packages’ entries', () => {
    const entries = new Set(['cohort-dsl/index.ts', 'analysis-kernel/browser.ts', 'analysis-kernel/node.ts']);
    const wrong = product.filter(({ path, text }) => {
      const stars = parse({ path, text }).module.staticExports.some((item) =>
        item.entries.some((entry) => entry.importName.kind === 'All'),
      );
      const barrel = /^(?:\s*(?:\/\*[\s\S]*?\*\/|\/\/.*\n|export\s+(?:type\s+)?\{[^}]*\}\s+from\s+'[^']+';))+\s*$/u.test(text);
      return stars || (barrel && !entries.has(path) && !/\/(?:route|page)\.tsx?$/u.test(path));
    });
    expect(paths(wrong)).toEqual([]);
  });
});

describe('the environment, the clock and chance', () => {
  const homes: readonly { readonly what: RegExp; readonly name: string; readonly home: RegExp }[] = [
    {
      name: 'process.env',
      what: /\bprocess\.env\b/u,
      home: /^app\/_server\/settings\/environment\.ts$|^cli\/|^instrumentation\.ts$|^playwright\.config\.ts$|^bench\//u,
    },
    { name: 'the time', what: /\bDate\.now\(|\bnew Date\(\)/u, home: /(?:^|\/)[a-z-]*clock[a-z-]*\.ts$/u },
    { name: 'Math.random', what: /\bMath\.random\b/u, home: /(?:^|\/)random[a-z-]*\.ts$/u },
  ];

  it.each(homes)('$name is read in its own file only', ({ what, home }) => {
    const wrong = product.filter((source) => what.test(withoutComments(source)) && !home.test(source.path));
    expect(paths(wrong)).toEqual([]);
  });
});

/** The text with comments blanked, so that a word about a thing is not the thing. */
function withoutComments(source: { readonly path: string; readonly text: string }): string {
  let text = source.text;
  for (const { start, end } of parse(source).comments) text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  return text;
}

describe('types', () => {
  it('are never given up', () => {
    const evasion = /@ts-(?:ignore|nocheck|expect-error)/u;
    const any = /(?::|<|\bas|\|)\s*any\b(?!\s*[(:=])/u;
    const wrong = sources.filter(
      (source) => evasion.test(source.text) || any.test(withoutComments(source).replaceAll(/'[^'\n]*'|`[^`]*`|"[^"\n]*"/gu, "''")),
    );
    expect(paths(wrong.filter((source) => !source.path.startsWith('tests/architecture/')))).toEqual([]);
  });

  it('have no enum and no namespace', () => {
    const wrong = product.filter((source) => /^(?:export\s+)?(?:const\s+|declare\s+)?(?:enum|namespace)\s/mu.test(withoutComments(source)));
    expect(paths(wrong)).toEqual([]);
  });
});

describe('the two libraries', () => {
  it('say of every exported function what it does', () => {
    const undocumented = product
      .filter((source) => /^(?:cohort-dsl|analysis-kernel)\//u.test(source.path))
      .flatMap((source) => exportedFunctionsWithoutComment(source).map((name) => `${source.path}: ${name}`));
    expect(undocumented).toEqual([]);
  });
});

interface Node {
  readonly type: string;
  readonly start: number;
  readonly declaration?: Node | null;
  readonly id?: { readonly name: string } | null;
  readonly declarations?: readonly { readonly id: { readonly name?: string }; readonly init?: Node | null }[];
}

function exportedFunctionsWithoutComment(source: { readonly path: string; readonly text: string }): readonly string[] {
  const { program, comments } = parse(source);
  const documented = (start: number) => {
    const before = comments.filter((comment) => comment.end <= start).at(-1);
    return before?.type === 'Block' && before.value.startsWith('*') && /^\s*$/u.test(source.text.slice(before.end, start));
  };
  const body = program.body as unknown as readonly Node[];
  return body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration || documented(statement.start)) return [];
    const { declaration } = statement;
    if (declaration.type === 'FunctionDeclaration') return [declaration.id?.name ?? ''];
    const functions = (declaration.declarations ?? []).filter(({ init }) => /^(?:Arrow)?FunctionExpression$/u.test(init?.type ?? ''));
    return functions.map(({ id }) => id.name ?? '');
  });
}

describe('what the product says of itself', () => {
  it('leaves nothing for later', () => {
    const later = /\b(?:TODO|FIXME|XXX)\b|coming soon|not implemented/iu;
    const wrong = sources.filter((source) => later.test(source.text) && !source.path.startsWith('tests/architecture/'));
    expect(paths(wrong)).toEqual([]);
  });

  it('skips no test without a printed reason', () => {
    const wrong = sources.filter(
      (source) =>
        /\b(?:it|test|describe)\.(?:skip|only|todo)\(\s*['"`]/u.test(source.text) && !source.path.startsWith('tests/architecture/'),
    );
    expect(paths(wrong)).toEqual([]);
  });
});

describe('parsers of texts from outside', () => {
  it.each<[string, RegExp, RegExp]>([
    [
      'YAML',
      /\b(?:parseDocument|parseAllDocuments|parse)\b[^;]*from 'yaml'/u,
      /^analysis-kernel\/content\/yaml\.ts$|^app\/_server\/demo\//u,
    ],
    ['Markdown and HTML', /from '(?:remark-parse|rehype-parse|unified|hast-util-sanitize)'/u, /^analysis-kernel\/content\//u],
    ['CSS', /from 'css-tree/u, /^analysis-kernel\/content\//u],
    ['JavaScript', /\bparse\b[^;]*from 'acorn'|from 'sucrase'/u, /^analysis-kernel\/cells\/code\/read-code\.ts$/u],
  ])('of %s are called where their bounds are held', (_, called, home) => {
    const calling = product.filter(({ path, text }) => !path.endsWith('.d.ts') && called.test(text));
    expect(calling.length).toBeGreaterThan(0);
    expect(paths(calling.filter(({ path }) => !home.test(path)))).toEqual([]);
  });
});

describe('libraries that only bundle in part when they are imported in part', () => {
  it('are: zod as a name space, whose unused parts and languages fall away', () => {
    const whole = product.filter(({ text }) => /^import (?:z|\{[^}]*\bz\b[^}]*\}) from 'zod'/mu.test(text));
    expect(paths(whole)).toEqual([]);
  });
});
