'use client';

import { useEffect, useState } from 'react';

/** Markdown set as text. The renderer is loaded when the first text cell shows. */
export function MarkdownView({ text }: { readonly text: string }) {
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let late = false;
    import('@/analysis-kernel/report/markdown')
      .then(({ markdownToHtml }) => markdownToHtml(text))
      .then((rendered) => {
        if (!late) setHtml(rendered);
      });
    return () => {
      late = true;
    };
  }, [text]);
  if (html === null) return <div className="prose-text whitespace-pre-wrap">{text}</div>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by markdownToHtml, which lets no script, style or foreign address through
  return <div className="prose-text" dangerouslySetInnerHTML={{ __html: html }} />;
}
