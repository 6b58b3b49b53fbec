/** A sentence in which what stands between backticks is set as code: the signs themselves are for those who write them. */
export function CodedText({ children }: { readonly children: string }) {
  const parts = children.split(/`([^`\n]+)`/);
  return parts.map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their places
      <code key={at} className="rounded bg-sunken px-1 font-mono text-[0.92em] wrap-anywhere">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

/** The same sentence where nothing can be set as code: the signs go. */
export function plainText(sentence: string): string {
  return sentence.replace(/`([^`\n]+)`/g, '$1');
}
