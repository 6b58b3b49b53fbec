import type { ExplainedSection } from './language-calls';

/** The sections of an explanation's text: a heading a line, its sentences indented below it. */
export function sectionsOf(text: string): ExplainedSection[] {
  const sections: { heading: string; sentences: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const last = sections[sections.length - 1];
    if (line.startsWith('  ') && last) last.sentences.push(line.trim());
    else sections.push({ heading: line.trim(), sentences: [] });
  }
  return sections;
}
