/** What mutation leaves alone: texts in two languages, which decide nothing. */
const isWords = ({ node }) => {
  const names = node.type === 'ObjectExpression' ? node.properties.map(({ key }) => key?.name) : [];
  return names.includes('en') && names.includes('zh');
};

export const strykerPlugins = [
  { kind: 'Ignore', name: 'words', value: { shouldIgnore: (path) => (isWords(path) ? 'a text, which decides nothing' : undefined) } },
];
