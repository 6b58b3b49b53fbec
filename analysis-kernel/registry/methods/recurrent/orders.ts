/** First events, second events and so on: how many patients come to be at risk of each, and how many have it. */
import { countText, listText } from '../../../results/format';
import type { Value, Warning } from '../../../results/result';

/** Fewer events than this in a stratum say little of it. */
const FEW_EVENTS = 10;
/** Later events than this are one line. */
const MOST_ORDERS = 50;

export interface OrderedRows {
  /** Which event each row waits for. */
  readonly order: Int32Array;
  readonly id: Int32Array;
  readonly event: Uint8Array;
  /** How many patients the patient of each row stands for; null where each is one. */
  readonly copies: Float64Array | null;
}

interface OrderCounts {
  readonly order: number;
  readonly patients: number;
  readonly events: number;
}

function counts({ order, id, event, copies }: OrderedRows, last: number): readonly OrderCounts[] {
  const found = new Map<number, { readonly patients: Map<number, number>; events: number }>();
  for (let i = 0; i < order.length; i++) {
    const own = Math.min(order[i], last);
    const one = found.get(own) ?? { patients: new Map<number, number>(), events: 0 };
    const times = copies === null ? 1 : copies[i];
    one.patients.set(id[i], times);
    one.events += times * event[i];
    found.set(own, one);
  }
  return [...found]
    .map(([own, { patients, events }]) => ({ order: own, patients: [...patients.values()].reduce((sum, times) => sum + times, 0), events }))
    .sort((a, b) => a.order - b.order);
}

/** Rows of the table `orders`; `last`: the number from which on they are one stratum. */
export function orderRows(rows: OrderedRows, last: number | null): readonly Record<string, Value>[] {
  const most = last ?? MOST_ORDERS;
  const later = rows.order.some((one) => one > most) || last !== null;
  return counts(rows, most).map(({ order, ...rest }) => ({ order: order === most && later ? `${order}+` : String(order), ...rest }));
}

/** The warning about strata with few events, which of them; none where all have enough. */
export function thinStrata(rows: OrderedRows, last: number | null): Warning[] {
  const few = counts(rows, last ?? Number.POSITIVE_INFINITY).filter(({ events }) => events < FEW_EVENTS);
  if (few.length === 0) return [];
  const said = (lang: 'en' | 'zh') =>
    listText(
      few
        .slice(0, 6)
        .map(({ order, events }) =>
          lang === 'zh' ? `第 ${order} 次（${countText(events)} 个）` : `event ${order} (${countText(events)})`,
        ),
      lang,
    );
  const more = { en: few.length > 6 ? ', …' : '', zh: few.length > 6 ? '等' : '' };
  return [
    {
      code: 'few_late_events',
      message: {
        en: `Some strata have fewer than ${FEW_EVENTS} events: ${said('en')}${more.en}. Only patients who had all events before are compared in them, and they say little: join the late ones with last_stratum, or leave them out.`,
        zh: `部分层的事件少于 ${FEW_EVENTS} 个：${said('zh')}${more.zh}。这些层只比较此前各次事件均已发生的患者，信息很少：可用 last_stratum 合并后面的各次，或将其排除。`,
      },
    },
  ];
}
