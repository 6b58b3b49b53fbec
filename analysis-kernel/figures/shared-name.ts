/** `Sex: Female`, `Sex: Male` or `sex=F`, `sex=M` as what they share and what tells them apart. */
export function sharedName(labels: readonly string[]): { readonly title: string | null; readonly names: readonly string[] } {
  const mark = /^(.+?)(: |：|=)/u.exec(labels[0] ?? '');
  if (!mark || labels.length < 2 || labels.some((label) => !label.startsWith(mark[0]) || /, |，/u.test(label)))
    return { title: null, names: labels };
  return { title: mark[1], names: labels.map((label) => label.slice(mark[0].length)) };
}
