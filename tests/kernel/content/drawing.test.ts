import * as Plot from '@observablehq/plot';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { safeDrawing } from '@/analysis-kernel/content/drawing';
import type { ContentRefusal } from '@/analysis-kernel/content/refusal';

function html(markup: string): string {
  const answer = safeDrawing(markup);
  if (!('html' in answer)) throw new Error(answer.refusal);
  return answer.html;
}

const svg = (inside: string) => `<svg viewBox="0 0 9 9">${inside}<text>words</text></svg>`;

/** What would reach out, run, or leave the box, whatever it is written as: each is gone, and the rest of the drawing stays. */
const ARSENAL: readonly (readonly [string, string])[] = [
  ['a fixed host', svg('<style>:host{position:fixed!important;inset:0}</style>')],
  ['a fixed image', '<svg style="position:fixed;inset:0"><text>words</text></svg>'],
  ['position in escapes', '<svg style="p\\6fsition:fixed"><text>words</text></svg>'],
  ['an address in escapes', svg('<style>text{background:\\75rl(https://evil.test/a)}</style>')],
  ['an address in long escapes', svg('<style>text{background:\\000075 rl(https://evil.test/a)}</style>')],
  ['an import in escapes', svg('<style>@\\69mport "https://evil.test/a";</style>')],
  ['an import', svg('<style>@import url(https://evil.test/a);text{fill:red}</style>')],
  ['an import in capitals', svg('<style>@IMPORT "//evil.test/a";</style>')],
  ['an address', svg('<style>text{fill:url(https://evil.test/a#b)}</style>')],
  ['an address with a comment', svg('<style>text{fill:url/**/(https://evil.test/a)}</style>')],
  ['an address in an attribute', svg('<rect fill="url(https://evil.test/a)"/>')],
  ['an escaped address in an attribute', svg('<rect fill="\\75rl(https://evil.test/a)"/>')],
  ['an address in a style attribute', svg('<rect style="fill:url(https://evil.test/a)"/>')],
  ['a relative address', svg('<rect style="fill:url(/api/databases/renal)"/>')],
  ['a clip path elsewhere', svg('<rect clip-path="url(https://evil.test/a#b)"/>')],
  ['a marker elsewhere', svg('<path marker-end="url(//evil.test/a#b)"/>')],
  ['image-set', svg('<style>text{background:image-set("https://evil.test/a" 1x)}</style>')],
  ['a prefixed image-set', svg('<style>text{background:-webkit-image-set("https://evil.test/a" 1x)}</style>')],
  ['src()', svg('<style>text{background:src("https://evil.test/a")}</style>')],
  ['cross-fade', svg('<style>text{background:cross-fade(url(https://evil.test/a),red)}</style>')],
  ['image()', svg('<style>text{background:image("https://evil.test/a")}</style>')],
  ['a font', svg('<style>@font-face{font-family:x;src:url(https://evil.test/a)}</style>')],
  ['a name space', svg('<style>@namespace url(https://evil.test/a);</style>')],
  ['a cursor', svg('<style>text{cursor:url(https://evil.test/a),auto}</style>')],
  ['a list mark', svg('<style>text{list-style:url(https://evil.test/a)}</style>')],
  ['a filter', svg('<style>text{filter:url(https://evil.test/a#f)}</style>')],
  ['words from a style sheet', svg('<style>text::after{content:"0.001 https://evil.test"}</style>')],
  ['an address in a variable', svg('<style>text{--plot-background:url(https://evil.test/a);fill:var(--plot-background)}</style>')],
  ['an address from a fall-back', svg('<style>text{background:var(--x,url(https://evil.test/a))}</style>')],
  ['attr()', svg('<style>text{background:attr(data-x type(<url>))}</style>')],
  ['an animation', svg('<style>@keyframes x{to{position:fixed}}text{animation:x 1s}</style>')],
  ['a rule in a rule', svg('<style>text{fill:red;&{background:url(https://evil.test/a)}}</style>')],
  ['a media query', svg('<style>@media all{:host{position:fixed}}</style>')],
  ['a style sheet that ends early', svg('<style></style><script>evil()</script></style>')],
  ['a script', svg('<script>evil()</script><script href="https://evil.test/a"/>')],
  ['handlers', svg('<rect onclick="evil()" onload="evil()"/><g ONMOUSEOVER="evil()"></g>')],
  ['an image', svg('<image href="https://evil.test/a.png"/><image xlink:href="//evil.test/a"/>')],
  ['an HTML image', '<figure><img src="https://evil.test/a" onerror="evil()"><svg><text>words</text></svg></figure>'],
  ['an image of CSS data', svg('<image href="data:image/svg+xml,<svg onload=evil()>"/>')],
  ['another drawing', svg('<use href="https://evil.test/a#b"/><use xlink:href="/api/x#b"/>')],
  ['a link', svg('<a href="https://evil.test/a">x</a><a xlink:href="javascript:evil()">y</a>')],
  ['a page within', svg('<foreignObject><iframe src="https://evil.test/a"></iframe><div onclick="evil()">x</div></foreignObject>')],
  [
    'an animation of an address',
    svg('<set attributeName="href" to="javascript:evil()"/><animate attributeName="onload" values="evil()"/>'),
  ],
  ['a filter element', svg('<filter id="f"><feImage href="https://evil.test/a"/></filter><rect filter="url(#f)"/>')],
  ['a form', '<figure><form action="https://evil.test/a"><button>x</button></form><svg><text>words</text></svg></figure>'],
  [
    'a base and a link to a sheet',
    '<figure><base href="https://evil.test/"><link rel="stylesheet" href="a"><svg><text>words</text></svg></figure>',
  ],
  ['a refresh', '<figure><meta http-equiv="refresh" content="0;url=https://evil.test"><svg><text>words</text></svg></figure>'],
  [
    'a frame',
    '<figure><iframe srcdoc="<script>evil()</script>"></iframe><object data="https://evil.test/a"></object><svg><text>words</text></svg></figure>',
  ],
  ['markup in a title', svg('<title><img src=x onerror=evil()></title>')],
  ['markup in a style in a description', svg('<desc><style><img src="</style><img src=x onerror=evil()>"></style></desc>')],
  [
    'maths as a way out',
    '<figure><math><mtext><style><img src=x onerror=evil()></style></mtext></math><svg><text>words</text></svg></figure>',
  ],
  ['a template', '<figure><template><script>evil()</script></template><svg><text>words</text></svg></figure>'],
  ['an attribute that closes itself', svg('<text x="1" y="&quot;><script>evil()</script>">a</text>')],
];

describe('a drawing', () => {
  it.each(ARSENAL)('reaches nothing and stays in its box: %s', (_, markup) => {
    const safe = html(markup);
    expect(safe).toContain('words');
    // What remains of an attack may stand as text that a reader sees, never in an element, an attribute or a rule.
    const shown = safe.replace(/>[^<]*</g, (text) => (/<style>/.test(safe.slice(0, safe.indexOf(text) + 1)) ? text : '><'));
    expect(shown).not.toMatch(
      /evil|https?:|position|script|\/\/|javascript|@|inset|content:|animation|\son\w+=|<(?:img|image|use|a|iframe|form|set)\b/i,
    );
  });

  it('holds its style rules to itself', () => {
    const safe = html(svg('<style>body, td { display: none } text { fill: red } .a > rect, :where(.b) { opacity: .5 }</style>'));
    const scope = /class="(drawing-[0-9a-f]{12})"/.exec(safe)?.[1];
    const selectors = [...safe.matchAll(/(?:^|\n|<style>)([^{}<]+)\{/g)].flatMap(([, selector]) => selector.split(/,(?![^(]*\))/));
    expect(selectors).toHaveLength(5);
    for (const selector of selectors) expect(selector.endsWith(`:where(.${scope},.${scope} *)`)).toBe(true);
  });

  it('shares no name with another drawing of the page', () => {
    const one = html('<svg><clipPath id="c"><rect width="1"/></clipPath><rect clip-path="url(#c)"/></svg>');
    const name = /id="([^"]+)"/.exec(one)?.[1];
    expect(name).toMatch(/^drawing-[0-9a-f]{12}-c$/);
    expect(one).toContain(`clip-path="url(#${name})"`);
    expect(html('<svg><clipPath id="c"><rect width="2"/></clipPath></svg>')).not.toContain(name);
  });

  it('names nothing defined inside what is defined: what draws what draws what has no end', () => {
    const chain = Array.from({ length: 9 }, (_, at) => {
      const next = `<rect fill="url(#p${at + 1})"/>`.repeat(9);
      return `<pattern id="p${at}" width="1" height="1">${next}</pattern>`;
    });
    expect(html(`<svg>${chain.join('')}<rect fill="url(#p0)"/></svg>`).match(/url\(/g)).toHaveLength(1);
  });

  it.each<[string, string, ContentRefusal]>([
    ['groups in groups', `<svg>${'<g>'.repeat(120_000)}`, 'too_deep'],
    ['groups in groups, closed', `<svg>${'<g>'.repeat(100)}${'</g>'.repeat(100)}</svg>`, 'too_deep'],
    ['HTML that its slash does not close', `<figure>${'<div/>'.repeat(200)}</figure>`, 'too_deep'],
    ['ends that close nothing', `<svg>${'<g></p>'.repeat(200)}`, 'too_deep'],
    ['ends in a comment', `<svg>${'<g><!--</g>-->'.repeat(1000)}`, 'unreadable'],
    ['shapes without number', `<svg>${'<path/>'.repeat(100_000)}</svg>`, 'too_many'],
    ['attributes without number', `<svg><g ${Array.from({ length: 50_000 }, (_, at) => `a${at}`).join(' ')}></g></svg>`, 'too_many'],
    ['a path of millions', `<svg><path d="${'L1,1'.repeat(1_100_000)}"/></svg>`, 'too_long'],
    ['no drawing', '<p>words</p>', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['words', 'words', 'unreadable'],
    ['words in a box', '<div>words</div>', 'unreadable'],
  ])('is not parsed where it would cost too much or is none: %s', (_, markup, refusal) => {
    expect(safeDrawing(markup)).toEqual({ refusal });
  });

  it('made safe twice is the same, whatever it was', () => {
    const piece = fc.constantFrom(
      ...[
        '<g>',
        '</g>',
        '<style>',
        '</style>',
        '<title>',
        '</title>',
        '<desc>',
        '<div>',
        '</div>',
        '<svg>',
        '</svg>',
        '<text>',
        'a{fill:red}',
      ],
      ...[
        '<math>',
        '<mtext>',
        '<img src=x onerror=evil()>',
        '<p>',
        '</p>',
        '<table>',
        '<td>',
        '&lt;',
        '"',
        "'",
        '<foreignObject>',
        '<a href="#a">',
      ],
      ...[
        '<rect id="a" class="b c" style="fill:red;x:y" fill="url(#a)"/>',
        '<clipPath id="a">',
        '</clipPath>',
        '<br>',
        '<select>',
        '<![CDATA[',
        '\\',
      ],
    );
    const plain = (text: string) => text.replaceAll(/drawing-[0-9a-f]{12}/g, 'drawing');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const once = safeDrawing(`<svg>${pieces.join('')}</svg>`);
        if (!('html' in once)) return;
        const twice = safeDrawing(once.html);
        expect('html' in twice ? plain(twice.html) : twice).toBe(plain(once.html));
        expect(once.html).not.toMatch(/evil|<img|<math|<p\b|foreign/i);
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});

describe('what Plot draws', () => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const data = Array.from({ length: 40 }, (_, x) => ({ x, y: (x * 7) % 13, group: 'abc'[x % 3] }));
  const charts: Readonly<Record<string, Plot.PlotOptions>> = {
    histogram: { marks: [Plot.rectY(data, Plot.binX({ y: 'count' }, { x: 'y' })), Plot.ruleY([0])] },
    'dots with a legend': {
      title: 'A title & more',
      caption: 'A caption',
      color: { legend: true },
      marks: [Plot.dot(data, { x: 'x', y: 'y', fill: 'group', symbol: 'group', title: 'group' })],
    },
    'lines with arrows, clipped': {
      marks: [Plot.line(data, { x: 'x', y: 'y', stroke: 'group', marker: 'arrow', clip: true, strokeDasharray: '4 2' }), Plot.frame()],
    },
    'boxes in facets': {
      grid: true,
      style: { fontSize: '14px', fontFamily: 'Georgia, "Times New Roman"' },
      marks: [Plot.boxX(data, { x: 'y', fy: 'group' })],
    },
    'areas and words': {
      marks: [
        Plot.areaY(data, { x: 'x', y: 'y', fillOpacity: 0.4, mixBlendMode: 'multiply' }),
        Plot.text(['a < b'], { frameAnchor: 'middle', stroke: 'white', fill: 'var(--plot-background)', fontWeight: 'bold', rotate: 10 }),
        Plot.axisX({ label: 'Zeit "q"' }),
      ],
    },
    'a regression with its band, vectors and hexagons': {
      marks: [
        Plot.linearRegressionY(data, { x: 'x', y: 'y', stroke: 'group' }),
        Plot.vector(data, { x: 'x', y: 'y', length: 'y' }),
        Plot.hexgrid(),
      ],
    },
  };

  /** Elements and attributes of a drawing in order, apart from names, references and rules. */
  const outline = (markup: string) => {
    const { document: page } = parseHTML(`<html><body>${markup}</body></html>`);
    return [...page.querySelectorAll('body *')].map((element) => {
      const written = [...element.attributes].filter(
        ({ name }) => !['class', 'id', 'style', 'xmlns'].includes(name) && !name.startsWith('xmlns:'),
      );
      const attributes = written.map(({ name, value }) => `${name}=${value.replaceAll(/#(?:drawing-[0-9a-f]{12}-)?/g, '#')}`).sort();
      return [element.localName, ...attributes, element.localName === 'style' ? '' : (element.firstChild?.nodeValue ?? '')];
    });
  };

  it.each(Object.entries(charts))('stands unchanged: %s', (_, options) => {
    const drawn = (Plot.plot({ ...options, document }) as Element).outerHTML;
    const safe = html(drawn);
    expect(outline(safe)).toEqual(outline(drawn));
    const declarations = (markup: string) =>
      [...markup.matchAll(/\{([^{}]*)\}/g)].map(([, body]) =>
        body
          .split(';')
          .map((part) => part.replaceAll(/\s*([:,])\s*|^\s+|\s+$/g, '$1'))
          .filter(Boolean),
      );
    expect(declarations(safe)).toEqual(declarations(drawn));
    const styles = (markup: string) => [...markup.matchAll(/ style="([^"]*)"/g)].map(([, body]) => body.replaceAll(/\s*([:,;])\s*/g, '$1'));
    expect(styles(safe)).toEqual(styles(drawn).map((text) => text.replaceAll('&quot;', '&#x22;')));
  });
});

describe('the size of a drawing', () => {
  it.each([
    ['viewBox="0 0 100 50"', 640, 320],
    ['viewBox="0,0,10,1000"', 12, 1200],
    ['viewBox="0 0 400 200" width="100%"', 640, 320],
    ['viewBox="0 0 400 200" width="200"', 200, 100],
    ['viewBox="0 0 400 200" height="100px"', 200, 100],
  ])('of %s is %d by %d', (said, width, height) => {
    const { document } = parseHTML(html(`<figure><svg ${said}><rect width="5" height="5"></rect></svg></figure>`));
    const image = document.querySelector('svg');
    expect([image?.getAttribute('width'), image?.getAttribute('height')].map(Number)).toEqual([width, height]);
  });

  it.each(['width="300" height="20"', 'viewBox="0 0 400 200" width="8cm"', 'viewBox="0 0 0 0"', 'viewBox="none"', ''])(
    'said as %s stands',
    (said) => {
      expect(html(`<svg ${said}><rect width="5" height="5"></rect></svg>`)).toMatch(
        new RegExp(`^<svg ${said}${said === '' ? '' : ' '}class=`.replaceAll('viewBox="none" ', '(?:viewBox="none" )?'), 'u'),
      );
    },
  );
});
