import { describe, expect, it } from 'vitest';
import { checkDrawing } from '@/app/_server/content/drawing-pool';

describe('texts from outside on the server', () => {
  it('are checked in a thread of their own', async () => {
    const drawing = await checkDrawing('<svg onload="x()"><style>text{position:fixed;fill:red}</style><text>a</text></svg>');
    expect('html' in drawing ? drawing.html : drawing).toMatch(
      /^<svg class="(drawing-\w+)"><style>text:where\(\.\1,\.\1 \*\)\{fill:red\}<\/style><text>a<\/text><\/svg>$/,
    );
  });

  it('that would block it are refused', async () => {
    expect(await checkDrawing(`<svg>${'<g>'.repeat(120_000)}</svg>`)).toEqual({ refusal: 'too_deep' });
  });
});
