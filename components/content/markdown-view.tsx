'use client';

import { useLocale } from 'next-intl';
import { refusalText } from '@/analysis-kernel/content/refusal';
import { useContent } from './use-content';

/** Markdown set as text by a worker; until then, and where it cannot be set, as it was written. */
export function MarkdownView({ text }: { readonly text: string }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const answer = useContent('markdown', text);
  if (answer && 'html' in answer) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by setMarkdown, which lets no script, style or foreign address through
    return <div className="prose-text" dangerouslySetInnerHTML={{ __html: answer.html }} />;
  }
  return (
    <>
      {answer ? (
        <p role="note" className="text-stale text-sm">
          {refusalText('markdown', answer.refusal)[lang]}
        </p>
      ) : null}
      <div className={`prose-text whitespace-pre-wrap wrap-anywhere${answer ? ' max-h-80 overflow-auto' : ''}`}>{text}</div>
    </>
  );
}
