import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

/** What stays of Markdown's HTML: no scripts, no styles, no images from elsewhere. Formulas are set after this, by us. */
const schema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [['className', /^language-./, 'math-inline', 'math-display']] },
  protocols: { ...defaultSchema.protocols, src: ['data'] },
} satisfies typeof defaultSchema;

/**
 * Markdown with tables and formulas as clean HTML; raw HTML in it is dropped.
 * Formulas become MathML, which needs no fonts of its own.
 */
export async function markdownToHtml(text: string): Promise<string> {
  const file = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(rehypeSanitize, schema)
    .use(rehypeKatex, { output: 'mathml' })
    .use(rehypeStringify)
    .process(text);
  return String(file);
}
