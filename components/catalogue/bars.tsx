interface Bar {
  readonly from: number;
  readonly to: number;
  /** Area is what counts: a joined bin is lower, not taller. */
  readonly height: number;
}

const WIDTH = 160;
const HEIGHT = 32;

/** A histogram the size of a word; the figures beside it say what it shows. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  if (bars.length === 0) return null;
  const low = bars[0].from;
  const span = bars[bars.length - 1].to - low;
  const top = Math.max(...bars.map((bar) => bar.height));
  if (span <= 0 || top <= 0) return null;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-8 w-40 max-w-full border-b border-line-strong"
    >
      {bars.map((bar) => {
        const x = (WIDTH * (bar.from - low)) / span;
        const width = (WIDTH * (bar.to - bar.from)) / span;
        const height = (HEIGHT * bar.height) / top;
        return (
          <rect key={bar.from} x={x} y={HEIGHT - height} width={Math.max(width - 0.75, 0.25)} height={height} className="fill-accent" />
        );
      })}
    </svg>
  );
}
