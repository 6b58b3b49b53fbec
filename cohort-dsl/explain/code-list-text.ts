import { type Speech, say } from './speech';

/** A list written out: its system and, between braces, its codes. */
const WRITTEN_OUT = /^(\w+)\s*\{([^{}]*)\}$/u;
const CODE = '(?:"([^"]*)"|(\\d+))';
const ITEM = new RegExp(`^(not\\s+)?${CODE}(?:\\s*\\.\\.\\s*${CODE})?$`, 'u');
/** `ICD10`, `ICD10CM`, `ICD9CM3`, `ICDO3` as their publishers write them. */
const ICD = /^ICD(O|\d+?)(CM|GM|PCS)?(3)?$/u;

/**
 * The codes of a list as a protocol names them: `ICD-10 N18.3*, N18.4 to N18.5, without N18.9`; a list with a form that has no such words
 * stands as it is written.
 */
export function codeListText(speech: Speech, written: string): string {
  const list = WRITTEN_OUT.exec(written);
  const items = list?.[2].split(',').flatMap((item) => (item.trim() === '' ? [] : [ITEM.exec(item.trim())])) ?? [];
  if (!list || items.length === 0 || items.some((item) => item === null)) return written;
  const codes = (wanted: boolean) =>
    items.flatMap((item) => {
      if (item === null || (item[1] === undefined) !== wanted) return [];
      const [from, to] = [item[2] ?? item[3], item[4] ?? item[5]];
      return [to === undefined ? from : say(speech, `${from} to ${to}`, `${from}～${to}`)];
    });
  const joined = (wanted: boolean) => codes(wanted).join(say(speech, ', ', '、'));
  const without = codes(false).length === 0 ? '' : say(speech, `, without ${joined(false)}`, `，不含 ${joined(false)}`);
  return `${systemText(list[1])} ${joined(true)}${without}`;
}

function systemText(system: string): string {
  const icd = ICD.exec(system);
  return icd ? ['ICD', ...icd.slice(1).filter((part) => part !== undefined)].join('-') : system;
}
