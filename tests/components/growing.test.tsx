// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { placesDrawn, useGrowing } from '@/components/notebook/use-growing';

afterEach(cleanup);

function List({ total }: { readonly total: number }) {
  return (
    <ul>
      {Array.from({ length: useGrowing(total) }, (_, at) => (
        <li key={String(at)}>{at}</li>
      ))}
    </ul>
  );
}

it('the server draws a screenful of a long list, the page all of it, and what is added at once', async () => {
  const sent = renderToString(<List total={300} />).match(/<li>/gu)?.length ?? 0;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(10);
  const { rerender } = render(<List total={300} />);
  await expect.poll(() => screen.getAllByRole('listitem').length).toBe(300);
  rerender(<List total={301} />);
  expect(screen.getAllByRole('listitem')).toHaveLength(301);
});

it('what is gone to before its turn is drawn with its neighbours, and once it is drawn nothing is apart', () => {
  expect(placesDrawn(200, 4, 199)).toEqual([0, 1, 2, 3, 197, 198, 199]);
  expect(placesDrawn(200, 4, 5)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(placesDrawn(6, 4, 2)).toEqual([0, 1, 2, 3]);
  expect(placesDrawn(6, 4, -1)).toEqual([0, 1, 2, 3]);
  expect(placesDrawn(6, 6, 5)).toEqual([0, 1, 2, 3, 4, 5]);
});

it('a short list is whole at once', () => {
  render(<List total={2} />);
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['0', '1']);
});
