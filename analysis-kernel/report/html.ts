/** HTML put together from parts: what is not marked as HTML is escaped. */

export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | readonly (Html | string | null)[];

/** A template whose values are escaped; null leaves nothing, a list is joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0];
  for (const [at, part] of parts.entries()) text += textOf(part) + strings[at + 1];
  return new Html(text);
}

/** A sentence in which what stands between backticks is set as code. */
export function codedHtml(sentence: string): Html {
  const parts = sentence.split(/`([^`\n]+)`/u);
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(textOf).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
