/** Markdown with tables and maths as HTML that may stand in any page: no scripts, no styles, no pictures from elsewhere. */
import type rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { BOUNDS } from './bounds';
import { markdownRefusal } from './markdown-size';
import type { ContentRefusal } from './refusal';

const schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img' && name !== 'picture' && name !== 'source'),
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display'] as [string, ...(string | RegExp)[]]],
  },
};

interface Element {
  type: string;
  tagName?: string;
  children?: Element[];
}

/** The report has a title of its own: headings go one level down. */
function lowerHeadings() {
  return function lower(tree: Element): void {
    const level = /^h([1-5])$/.exec(tree.tagName ?? '');
    if (level) tree.tagName = `h${Number(level[1]) + 1}`;
    for (const child of tree.children ?? []) lower(child);
  };
}

const sanitised = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkRehype).use(rehypeSanitize, schema);
const plain = sanitised().use(lowerHeadings).use(rehypeStringify);

/** Formulas are set after the sanitiser: what KaTeX writes is its own, made of text that was sanitised. Nothing in maths may address anything. */
const withMaths = (maths: typeof rehypeKatex) =>
  sanitised()
    .use(maths, { output: 'mathml', trust: false, strict: 'ignore', maxSize: 20, maxExpand: 200 })
    .use(lowerHeadings)
    .use(rehypeStringify);

/** Whether a text may hold formulas. */
export const hasMaths = (markdown: string): boolean => markdown.includes('$') || markdown.includes('math');

/**
 * Markdown as HTML, or why it is not set; headings begin at the second level.
 * @param maths what sets formulas; without it they stand as written
 */
export function setMarkdown(
  markdown: string,
  maths: typeof rehypeKatex | null,
): { readonly html: string } | { readonly refusal: ContentRefusal } {
  const refusal = markdownRefusal(markdown);
  if (refusal) return { refusal };
  try {
    const html = String((maths === null ? plain : withMaths(maths)).processSync(markdown));
    // Footnotes and macros can make a page of a line.
    return html.length > BOUNDS.markdown.output ? { refusal: 'too_long' } : { html };
  } catch {
    // What passed the bounds and exhausts the stack all the same.
    return { refusal: 'unreadable' };
  }
}
