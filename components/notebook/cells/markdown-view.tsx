'use client';

import { useEffect, useState } from 'react';

/** Markdown set as text. The renderer is loaded when the first text cell shows. */
export function MarkdownView({ text }: { readonly text: string }) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let late = false;
    // Without the renderer the text stands as it was written; it is set once the connection is back.
    const set = () =>
      import('@/analysis-kernel/report/markdown').then(
        ({ markdownToHtml }) => {
          if (!late) setHtml(markdownToHtml(text));
        },
        () => undefined,
      );
    void set();
    window.addEventListener('online', set);
    return () => {
      late = true;
      window.removeEventListener('online', set);
    };
  }, [text]);
  if (html === null) return <div className="prose-text whitespace-pre-wrap">{text}</div>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by markdownToHtml, which lets no script, style or foreign address through
  return <div className="prose-text" dangerouslySetInnerHTML={{ __html: html }} />;
}
