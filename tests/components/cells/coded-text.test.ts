// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { CodedText, plainText } from '@/components/ui/coded-text';

describe('a sentence with code in it', () => {
  it.each([
    ['Write `age at index` here.', 'Write age at index here.', ['age at index']],
    ['Nothing is marked.', 'Nothing is marked.', []],
    ['A sign ` alone stays.', 'A sign ` alone stays.', []],
  ])('%s', (sentence, shown, code) => {
    const { container } = render(createElement(CodedText, null, sentence));
    expect(container.textContent).toBe(shown);
    expect(plainText(sentence)).toBe(shown);
    expect([...container.querySelectorAll('code')].map((element) => element.textContent)).toEqual(code);
  });
});
