/** The report's looks: a serif page that prints well. */
export const REPORT_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 820px; padding: 48px 24px 96px; color: #1b1d22; background: #fff; font: 16px/1.55 Georgia, "Times New Roman", "Songti SC", SimSun, "Noto Serif CJK SC", "Source Han Serif SC", serif; }
:lang(zh) body, body:lang(zh) { line-height: 1.65; text-autospace: normal; }
section + section { margin-top: 28px; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 600; margin: 1.6em 0 0.5em; }
h1 { font-size: 28px; margin-top: 0; }
h2 { font-size: 21px; }
h3 { font-size: 17px; }
p { margin: 0.6em 0; }
a { color: #0b5cad; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
pre { overflow-x: auto; padding: 12px; border: 1px solid #d7dae0; border-radius: 6px; white-space: pre-wrap; }
.kind { color: #565c67; font: 13px/1.5 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif; }
.note { border-left: 3px solid #b26a00; padding: 2px 12px; margin: 12px 0; }
.error { border-left: 3px solid #b3261e; padding: 2px 12px; margin: 12px 0; }
.table { overflow-x: auto; margin: 20px 0; }
table { border-collapse: collapse; width: 100%; font: 14px/1.4 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif; border-top: 2px solid #1b1d22; border-bottom: 2px solid #1b1d22; }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
thead th { border-bottom: 1px solid #1b1d22; font-weight: 600; vertical-align: bottom; }
th, td { padding: 4px 10px 4px 0; text-align: left; font-weight: 400; vertical-align: top; }
.num { text-align: right; font-variant-numeric: tabular-nums; padding-right: 10px; padding-left: 10px; }
td.num, .num span, th.whole { white-space: nowrap; }
.by-labels :is(th, td):first-child { width: 34%; min-width: 12em; overflow-wrap: anywhere; }
.by-labels thead tr + tr th:first-child { width: auto; min-width: 0; }
.num + :is(th, td):not(.num) { padding-left: 10px; }
.spanner { text-align: center; border-bottom: 1px solid #565c67; }
.printed { display: none; }
.level { padding-left: 1.4em; }
.level.below { padding-left: 2.8em; }
.stacked td.num { white-space: normal; }
.stacked .range { display: block; }
.stacked :is(th, td):first-child { width: auto; }
.table-note, figcaption { font-size: 13px; color: #565c67; }
figure { margin: 20px 0; }
figure svg { max-width: 100%; height: auto; }
figure .drawing { contain: content; overflow: hidden; }
figcaption { color: #1b1d22; font-weight: 600; }
.drawing :is(h2, h3) { font-size: 15px; margin: 0 0 4px; }
header { border-bottom: 1px solid #d7dae0; padding-bottom: 12px; }
dl.facts { font-size: 15px; }
details { margin: 8px 0; }
summary { cursor: pointer; color: #565c67; font-size: 13px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; font-size: 14px; }
dt { color: #565c67; }
dl.words { display: block; }
dl.words dt { margin-top: 6px; }
dl.words dd { margin-left: 1.2em; }
dd { margin: 0; overflow-wrap: anywhere; }
@media screen {
  .small table { font-size: 12px; }
  .small .num { padding-inline: 6px; }
  .table.across { --wide: min(100vw - 48px, 1120px); width: var(--wide); margin-inline: calc((100% - var(--wide)) / 2); }
}
@page { size: A4; margin: 18mm 16mm 20mm; }
@page across { size: A4 landscape; }
@media print {
  body { padding: 0; max-width: none; font-size: 11pt; }
  a { color: inherit; }
  h1, h2, h3, h4, caption, summary { break-after: avoid; }
  .table-note, figcaption { break-before: avoid; }
  h1 { font-size: 19pt; }
  h2 { font-size: 14pt; }
  h3 { font-size: 12pt; }
  p, dd { orphans: 3; widows: 3; }
  figure, tr, .note, .error, dl:not(.words), .table:not(:has(tbody tr:nth-child(13))) { break-inside: avoid; }
  dt { break-after: avoid; }
  tbody tr:nth-child(-n + 2) { break-after: avoid; }
  tbody tr:nth-last-child(-n + 2) { break-before: avoid; }
  figure svg { max-height: 225mm; }
  details:is(.source, .data):not([open]) { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details > summary { display: none; }
  details.source > summary { display: block; list-style: none; }
  details.source > summary::marker { content: ""; }
  .table { overflow: visible; }
  .table.across { page: across; }
  table { font-size: 9pt; }
  .small table { font-size: 7.5pt; }
  .printed { display: block; }
  .seen, .cut tbody tr:nth-child(n + 31) { display: none; }
  tr:not(:has(> .level)):has(+ tr > .level) { break-after: avoid; }
  tr:has(> .level) + tr:has(> .level):not(:has(+ tr > .level)) { break-before: avoid; }
  thead { display: table-header-group; }
  th, td { padding: 2pt 6pt 2pt 0; }
  .num { padding: 2pt 4pt; }
  .num + :is(th, td):not(.num) { padding-left: 8pt; }
  pre { font-size: 8.5pt; }
}
`;
