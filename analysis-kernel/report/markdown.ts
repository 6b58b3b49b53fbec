/** Markdown with tables and maths as HTML that may stand in any page: no scripts, no styles, no pictures from elsewhere. */
import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

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
  return (tree: Element): void => {
    const level = /^h([1-5])$/.exec(tree.tagName ?? '');
    if (level) tree.tagName = `h${Number(level[1]) + 1}`;
    for (const child of tree.children ?? []) lowerHeadings()(child);
  };
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkRehype)
  .use(rehypeSanitize, schema)
  // After the sanitiser: what KaTeX writes is its own, made of text that was sanitised; nothing in maths may address anything.
  .use(rehypeKatex, { output: 'mathml', trust: false, strict: 'ignore' })
  .use(lowerHeadings)
  .use(rehypeStringify);

/** Renders Markdown; headings begin at the second level. */
export function markdownToHtml(markdown: string): string {
  return String(processor.processSync(markdown));
}
