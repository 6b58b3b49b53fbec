/** Options that methods of competing events share: which values of a column of causes are events. */
import { words } from './options';

export const causesOption = words({
  label: { en: 'Causes', zh: '事件原因' },
  help: {
    en: 'For a cause in words: the words for the events, in order. Without it every word that does not mean censored.',
    zh: '原因为文字时表示各事件的取值，按顺序。省略时为不表示删失的所有取值。',
  },
});

export const censoredOption = words({
  label: { en: 'Censored value', zh: '删失取值' },
  help: {
    en: 'For a cause in words: the word (or words) for censored; `none` where nobody is. Needed unless missing values mean censored.',
    zh: '原因为文字时表示删失的取值；无人删失时写 `none`。除非缺失即删失，否则必填。',
  },
});
