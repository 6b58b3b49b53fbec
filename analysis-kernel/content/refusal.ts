/** Why a text from outside is not set or drawn, in words for the place where it would have stood. */
import type { Localised } from '@/cohort-dsl/source/localised';

export type ContentRefusal = 'too_long' | 'too_deep' | 'too_many' | 'too_slow' | 'unreadable';

type Kind = 'markdown' | 'drawing';

const TEXTS: Readonly<Record<Kind, Readonly<Record<ContentRefusal, Localised>>>> = {
  markdown: {
    too_long: {
      en: 'This text is shown as written: it is too long to be set. Divide it among several text cells.',
      zh: '此文本按原样显示：篇幅过长，无法排版。请分成多个文本单元。',
    },
    too_deep: {
      en: 'This text is shown as written: its quotations or lists stand too deep in one another.',
      zh: '此文本按原样显示：引用或列表嵌套过深。',
    },
    too_many: {
      en: 'This text is shown as written: one paragraph holds too many marks of emphasis, links or maths. Divide the paragraph.',
      zh: '此文本按原样显示：某一段落中的强调、链接或公式标记过多。请拆分该段落。',
    },
    too_slow: {
      en: 'This text is shown as written: setting it took too long.',
      zh: '此文本按原样显示：排版耗时过长。',
    },
    unreadable: {
      en: 'This text is shown as written: it could not be set.',
      zh: '此文本按原样显示：无法排版。',
    },
  },
  drawing: {
    too_long: {
      en: 'The chart is not shown: its drawing is too large. Draw groups or bins in place of every row.',
      zh: '图表未显示：图形数据过大。请按分组或区间绘制，不要逐行绘制。',
    },
    too_deep: {
      en: 'The chart is not shown: its shapes stand too deep in one another.',
      zh: '图表未显示：图形嵌套过深。',
    },
    too_many: {
      en: 'The chart is not shown: it holds too many shapes. Draw groups or bins in place of every row.',
      zh: '图表未显示：图形元素过多。请按分组或区间绘制，不要逐行绘制。',
    },
    too_slow: {
      en: 'The chart is not shown: checking its drawing took too long. Draw groups or bins in place of every row.',
      zh: '图表未显示：检查图形耗时过长。请按分组或区间绘制，不要逐行绘制。',
    },
    unreadable: {
      en: 'The chart is not shown: what the cell returned is no drawing that can stand in a page.',
      zh: '图表未显示：单元返回的内容不是可在页面中显示的图形。',
    },
  },
};

/** The sentence for a refused text. */
export function refusalText(kind: Kind, reason: ContentRefusal): Localised {
  return TEXTS[kind][reason];
}
