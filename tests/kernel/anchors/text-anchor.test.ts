import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorText, findText, LONGEST_WORDS } from '@/analysis-kernel/anchors/text-anchor';

const PROGRAM = `index at first surgery
include "Node-positive": index.nodes >= 1
include "Adult": age at index >= 18
exclude "Earlier cancer": any diagnosis(cancer) before index
outcome relapse  = first event where kind = "recurrence_or_death" after index
variable age     = age at index
variable hormone = index.hormone
variable grade   = index.grade
variable centre  = patient.centre`;

const on = (words: string, text = PROGRAM) => {
  const from = text.indexOf(words);
  return anchorText(text, from, from + words.length);
};
const wordsFound = (text: string, anchor: ReturnType<typeof on>) => {
  const found = findText(text, anchor);
  return found && text.slice(found.start, found.end);
};

describe('a comment on words of a text', () => {
  const line = 'variable hormone = index.hormone';

  it('stands where it was made', () => {
    expect(findText(PROGRAM, on(line))).toEqual({ start: PROGRAM.indexOf(line), end: PROGRAM.indexOf(line) + line.length, changed: false });
  });

  it('follows its line when lines come before it, in front of it and behind it', () => {
    for (const text of [`# A study\n\n${PROGRAM}`, PROGRAM.replace(line, `variable bmi = index.bmi\n${line}\nvariable sex = patient.sex`)])
      expect(wordsFound(text, on(line))).toBe(line);
  });

  it('follows its line to another place', () => {
    const lines = PROGRAM.split('\n').filter((one) => one !== line);
    expect(wordsFound([line, ...lines].join('\n'), on(line))).toBe(line);
    expect(wordsFound([...lines, line].join('\n'), on(line))).toBe(line);
  });

  it('says that its words were written anew, and which they are now', () => {
    const text = PROGRAM.replace('>= 18', '>= 21');
    const found = findText(text, on('include "Adult": age at index >= 18'));
    expect(found?.changed).toBe(true);
    expect(text.slice(found?.start, found?.end)).toBe('include "Adult": age at index >= 21');
  });

  it('takes no line that is like a removed one for it', () => {
    expect(findText(PROGRAM.replace(`${line}\n`, ''), on(line))).toBeNull();
    const many = Array.from({ length: 12 }, (_, at) => `variable x${at} = index.x${at}`);
    const text = many.join('\n');
    for (const [at, own] of many.entries()) {
      expect(findText(many.toSpliced(at, 1).join('\n'), on(`${own}\n`.trim(), text)), own).toBeNull();
    }
  });

  it('takes the same word of another sentence for no word of its own', () => {
    const text = 'The age of a patient at diagnosis.\nNothing else is told about the grade of tumours.\nThe age of the surgeon is unknown.';
    const anchor = on('grade', text);
    expect(findText('The age of a patient at diagnosis.\nThe age of the surgeon is unknown. A grade is a school year.', anchor)).toBeNull();
  });

  it('of the same words in several places keeps to its own', () => {
    const text = 'a = 1\nshow total\nb = 2\nshow total\nc = 3\nshow total\nd = 4';
    const second = text.indexOf('show total', text.indexOf('b = 2'));
    const anchor = anchorText(text, second, second + 'show total'.length);
    const later = `x = 0\n${text}`;
    expect(findText(later, anchor)?.start).toBe(second + 6);
  });

  it('is gone with an empty text, and from a wholly other one', () => {
    expect(findText('', on(line))).toBeNull();
    expect(findText('SELECT grade, count(*) AS n FROM node_positive GROUP BY grade', on(line))).toBeNull();
  });

  it('is about something: an empty selection is found nowhere', () => {
    expect(findText(PROGRAM, anchorText(PROGRAM, 5, 5))).toBeNull();
  });

  it('splits no character, and is bounded', () => {
    const text = `${'字😀'.repeat(2000)}end`;
    const anchor = anchorText(text, 2, 5000);
    expect(anchor.words.length).toBeLessThanOrEqual(LONGEST_WORDS);
    for (const part of [anchor.words, anchor.before, anchor.after]) expect(part).not.toMatch(/\p{Surrogate}/u);
    expect(findText(`前${text}`, anchor)?.start).toBe(anchor.start + 1);
  });

  it('in Chinese follows its sentence', () => {
    const text = '研究背景。\n淋巴结阳性的患者接受内分泌治疗。\n随访至复发或死亡。';
    const anchor = on('淋巴结阳性的患者接受内分泌治疗。', text);
    expect(wordsFound('目的。\n研究背景。\n淋巴结阳性的女性患者接受内分泌治疗。\n随访至复发或死亡。', anchor)).toBe(
      '淋巴结阳性的女性患者接受内分泌治疗。',
    );
  });
});

/** Lines that no two of are alike. */
const distinctLine = fc.array(fc.stringMatching(/^[a-z]{5,9}$/u), { minLength: 3, maxLength: 7 }).map((parts) => parts.join(' '));
const lines = fc.uniqueArray(distinctLine, { minLength: 3, maxLength: 12 });

describe('whatever is done to a text', () => {
  it('around a line, the line is found as it is', () => {
    fc.assert(
      fc.property(lines, lines, fc.nat(), fc.nat(), (own, put, which, where) => {
        const at = which % own.length;
        const text = own.join('\n');
        const anchor = on(own[at], text);
        // Others' lines go in anywhere, and any of one's own but the line go away.
        const rest = own.filter((_, place) => place === at || (place + where) % 3 !== 0);
        const now = rest.toSpliced(where % (rest.length + 1), 0, ...put.filter((one) => !own.includes(one)));
        expect(wordsFound(now.join('\n'), anchor)).toBe(own[at]);
      }),
      { numRuns: 300 },
    );
  });

  it('a removed line is gone', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (own, which) => {
        const at = which % own.length;
        expect(findText(own.toSpliced(at, 1).join('\n'), on(own[at], own.join('\n')))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('keys typed and taken away in turn lead from the words to what they became, or nowhere', () => {
    const edit = fc.record({ at: fc.nat(), take: fc.nat({ max: 6 }), put: fc.stringMatching(/^[a-z ]{0,6}$/u) });
    fc.assert(
      fc.property(lines, fc.nat(), fc.array(edit, { maxLength: 4 }), (own, which, edits) => {
        const at = which % own.length;
        const text = own.join('\n');
        const anchor = on(own[at], text);
        let [now, start, end] = [text, anchor.start, anchor.start + anchor.words.length];
        for (const { at: place, take, put } of edits) {
          const from = place % (now.length + 1);
          const to = Math.min(now.length, from + take);
          now = now.slice(0, from) + put + now.slice(to);
          const moved = (offset: number) => (offset >= to ? offset + put.length - (to - from) : Math.min(offset, from));
          [start, end] = [moved(start), moved(end)];
        }
        const found = findText(now, anchor);
        // What is found overlaps what the words became: never another line.
        if (found) expect(found.start <= end && found.end >= start).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('any text, any place and any later text give a place inside it or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.string(), (text, from, length, later) => {
        const anchor = anchorText(text, from, from + length);
        const found = findText(later, anchor);
        if (found) expect(found.start >= 0 && found.start < found.end && found.end <= later.length).toBe(true);
        if (anchor.words !== '')
          expect(findText(text, anchor)).toEqual({ start: anchor.start, end: anchor.start + anchor.words.length, changed: false });
      }),
      { numRuns: 500 },
    );
  });
});
