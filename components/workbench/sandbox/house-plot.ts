import * as Plot from '@observablehq/plot';
import { FONT, palette } from '@/analysis-kernel/figures/theme';

type Drawing = ReturnType<typeof Plot.plot>;

/**
 * Plot as chart cells have it in scope: the house's font, size and colours where the cell names none, so that a chart stands beside the
 * other figures of a report. What a cell says itself holds.
 */
export function housePlot(document: Document): typeof Plot {
  letRampsDraw(document);
  const plot = (options: Plot.PlotOptions = {}): Drawing => {
    const { margin, marginLeft = margin ?? 48, marginBottom = margin ?? 40 } = options;
    const themed = { ...options, style: themedStyle(options.style), marginLeft, marginBottom };
    const drawn = Plot.plot(themed);
    const coloured = takesHouseColours(options, drawn) ? Plot.plot({ ...themed, color: { ...options.color, range: houseColours } }) : drawn;
    return withGradients(withHouseMarks(coloured), document);
  };
  // The short form, `Plot.dot(…).plot(…)`, draws by the same function.
  Plot.Mark.prototype.plot = function (this: Plot.Markish, { marks = [], ...options }: Plot.PlotOptions = {}) {
    return plot({ ...options, marks: [...marks, this] });
  };
  const legend: typeof Plot.legend = (options) => {
    const made = Plot.legend(options);
    return made && (withGradients(made as Drawing, document) as typeof made);
  };
  return { ...Plot, plot, legend };
}

/** Where a drawing stands the page may say other colours, as for a dark ground; a file of its own has those of print. */
const houseColours = [...palette('print').series, '#8a8f99'].map((colour, at) => `var(--plot-series-${at + 1}, ${colour})`);

/** Marks of data, by the name Plot gives their group. */
const FILLED = new Set(['bar', 'rect', 'cell', 'area', 'waffle']);
const DRAWN = new Set(['line', 'dot']);

/** Marks that were given no colour have the first of the house; axes, rules and words keep the ink. */
function withHouseMarks(drawing: Drawing): Drawing {
  for (const group of drawing.querySelectorAll('g[aria-label]')) {
    const mark = group.getAttribute('aria-label') ?? '';
    if (FILLED.has(mark) && !group.hasAttribute('fill') && !group.hasAttribute('stroke')) group.setAttribute('fill', houseColours[0]);
    if (DRAWN.has(mark) && group.getAttribute('stroke') === 'currentColor') group.setAttribute('stroke', houseColours[0]);
  }
  return drawing;
}

function themedStyle(style: Plot.PlotOptions['style']): Plot.PlotOptions['style'] {
  return { fontFamily: FONT, fontSize: '12px', ...(typeof style === 'string' ? declared(style) : style) };
}

/** Declarations as an object: the virtual document takes no style as one text. */
function declared(style: string): Readonly<Record<string, string>> {
  const pairs = style.split(';').map((declaration) => declaration.split(/:(.*)/s));
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      value === undefined ? [] : [[name.trim().replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value.trim()]],
    ),
  );
}

/** Whether the colours are those of groups, and the cell chose none. */
function takesHouseColours({ color }: Plot.PlotOptions, drawn: Drawing): boolean {
  if (color && (color.range !== undefined || color.scheme !== undefined || color.interpolate !== undefined)) return false;
  const scale = drawn.scale('color');
  return scale?.type === 'ordinal' && [...(scale.domain ?? [])].length <= houseColours.length;
}

const RAMP = 'ramp:';

/** A continuous legend is painted pixel by pixel; there is no canvas here, so its colours are written down instead. */
function letRampsDraw(document: Document): void {
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (name.toLowerCase() !== 'canvas') return element;
    const colours: string[] = [];
    const pen = { fillStyle: '', fillRect: () => void colours.push(pen.fillStyle) };
    return Object.assign(element, { getContext: () => pen, toDataURL: () => RAMP + colours.join('|') });
  }) as typeof document.createElement;
}

/** Puts a rectangle with a gradient where the picture of a ramp would stand. */
function withGradients(drawing: Drawing, document: Document): Drawing {
  for (const [at, image] of [...drawing.querySelectorAll('image')].entries()) {
    const address = image.getAttribute('xlink:href') ?? image.getAttribute('href') ?? '';
    if (!address.startsWith(RAMP)) continue;
    const colours = address.slice(RAMP.length).split('|');
    const element = (name: string, attributes: Readonly<Record<string, string>>) => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const gradient = element('linearGradient', { id: `ramp-${at}` });
    for (const [place, colour] of colours.entries()) {
      if (place % 5 === 0) gradient.append(element('stop', { offset: String(place / (colours.length - 1)), 'stop-color': colour }));
    }
    const box = element('rect', { fill: `url(#ramp-${at})` });
    for (const name of ['x', 'y', 'width', 'height', 'opacity']) {
      const value = image.getAttribute(name);
      if (value !== null) box.setAttribute(name, value);
    }
    image.replaceWith(gradient, box);
  }
  return drawing;
}
