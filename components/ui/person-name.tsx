import { useLocale } from 'next-intl';

/** A person by the legal name, with the name of the account in brackets. */
export function PersonName({ legalName, name }: { readonly legalName: string; readonly name: string }) {
  const isChinese = useLocale() === 'zh';
  return (
    <>
      {legalName}
      <span className="text-ink-soft">{isChinese ? `（${name}）` : ` (${name})`}</span>
    </>
  );
}
