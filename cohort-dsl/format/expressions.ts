import type { Expr, Name } from '../syntax/ast-expressions';
import { ordinalEnding } from '../syntax/rules/primaries';
import { codeList } from './codes';
import { type Layout, listItems, withComments } from './context';
import { type Doc, group, indent, line, separate, soft } from './doc';
import { printName, printText } from './names';

/** Lays out an expression, with the comments before it. */
export function expressionDoc(layout: Layout, node: Expr): Doc {
  return withComments(layout, node.span, () => build(layout, node));
}

function build(layout: Layout, node: Expr): Doc {
  const sub = layout.expression;
  switch (node.kind) {
    case 'number':
      return node.text;
    case 'text':
      return printText(node.value);
    case 'boolean':
      return String(node.value);
    case 'missing':
      return 'missing';
    case 'date':
      return `@${node.value}`;
    case 'duration':
      return duration(node.count, node.unit);
    case 'quantity':
      return `${node.number} ${node.quoted ? `'${node.unit}'` : layout.spellUnit(node.unit)}`;
    case 'ref':
      return node.path.map(printName).join('.');
    case 'word':
      return node.word;
    case 'unary':
      return [node.op === 'not' ? 'not ' : '-', sub(node.value)];
    case 'binary':
      return binary(layout, node);
    case 'compare':
      return [sub(node.left), ` ${node.op} `, sub(node.right)];
    case 'between':
      return [sub(node.value), ' between ', sub(node.low), ' and ', sub(node.high)];
    case 'inList':
      return [sub(node.value), node.negated ? ' not in ' : ' in ', braces(listItems(layout, node.members, ',', node.span.end, sub))];
    case 'inCodes':
      return [
        sub(node.value),
        node.negated ? ' not in ' : ' in ',
        isName(node.codes) ? printName(node.codes) : codeList(layout, node.codes),
      ];
    case 'inCohort':
      return `in cohort ${printName(node.name)}`;
    case 'is':
      return [sub(node.value), ` is ${node.state}`];
    case 'match':
      return [sub(node.value), ` ${node.op} `, sub(node.pattern)];
    case 'paren':
      return group('(', indent(2, soft, sub(node.inner)), soft, ')');
    case 'case':
      return caseDoc(layout, node);
    case 'call':
      return [printName(node.name), parens(listItems(layout, node.args, ',', node.span.end, sub))];
    default:
      return phrase(layout, node);
  }
}

type Phrase = Extract<
  Expr,
  {
    kind: 'quantifier' | 'rowTruth' | 'rowNumber' | 'covered' | 'pick' | 'columnOf' | 'elapsed' | 'age' | 'datePart' | 'observed';
  }
>;

function phrase(layout: Layout, node: Phrase): Doc {
  const sub = layout.expression;
  switch (node.kind) {
    case 'quantifier':
      return [
        `${node.mode}${node.n === null ? '' : ` ${node.n}`} of `,
        parens(listItems(layout, node.conditions, ',', node.span.end, sub)),
      ];
    case 'rowTruth':
      return [
        `${node.mode}${node.n === null ? '' : ` ${node.n}`} ${node.distinctDays ? 'distinct days of ' : ''}`,
        layout.events(node.events),
      ];
    case 'rowNumber': {
      if (node.fn === 'count') return ['count of ', layout.events(node.events)];
      const fn = node.fn === 'count distinct' ? 'count of distinct' : `${node.fn} of`;
      return [`${fn} ${node.column ? printName(node.column) : ''} of `, layout.events(node.events)];
    }
    case 'covered':
      return ['days covered by ', layout.events(node.events)];
    case 'pick':
      return [`${node.which === 'nth' && node.n !== null ? `${node.n}${ordinalEnding(node.n)}` : node.which} `, layout.events(node.events)];
    case 'columnOf':
      return [`${printName(node.column)} of `, sub(node.of)];
    case 'elapsed':
      return [`${node.unit} from `, sub(node.from), ' to ', sub(node.to)];
    case 'age':
      return ['age at ', sub(node.at)];
    case 'datePart':
      return [`${node.part} of `, sub(node.of)];
    case 'observed':
      return node.interval.kind === 'before'
        ? ['observed ', sub(node.interval.length), ' before ', sub(node.interval.date)]
        : ['observed from ', sub(node.interval.from), ' to ', sub(node.interval.to)];
  }
}

function isName(node: Extract<Expr, { kind: 'inCodes' }>['codes']): node is Name {
  return !('kind' in node);
}

/** `1 day`, `30 days` */
function duration(count: string, unit: string): string {
  return `${count} ${/^0*1$/.test(count) ? unit.slice(0, -1) : unit}`;
}

/** Chains of one logical operator break before each operator; arithmetic breaks the same way but stays together where it can. */
function binary(layout: Layout, node: Extract<Expr, { kind: 'binary' }>): Doc {
  const links = chain(node);
  return group(
    ...links.map(({ op, operand }) => (op === null ? layout.expression(operand) : [line, `${op} `, layout.expression(operand)])),
  );
}

interface Link {
  readonly op: string | null;
  readonly operand: Expr;
}

/** What one operator joins, in the order of the text. */
function chain(node: Extract<Expr, { kind: 'binary' }>): readonly Link[] {
  const ofSide = (side: Expr): readonly Link[] =>
    side.kind === 'binary' && side.op === node.op ? chain(side) : [{ op: null, operand: side }];
  const [first, ...rest] = ofSide(node.right);
  return [...ofSide(node.left), { op: node.op, operand: first.operand }, ...rest];
}

function caseDoc(layout: Layout, node: Extract<Expr, { kind: 'case' }>): Doc {
  const branches = node.branches.map((branch) => ['when ', layout.expression(branch.when), ' then ', layout.expression(branch.then)]);
  const otherwise: Doc[] = node.otherwise ? [['else ', layout.expression(node.otherwise)]] : [];
  return group('case', indent(2, line, ...separate([...branches, ...otherwise], line)), line, 'end');
}

function parens(items: readonly Doc[]): Doc {
  return items.length === 0 ? '()' : group('(', indent(2, soft, ...separate(items, line)), soft, ')');
}

function braces(items: readonly Doc[]): Doc {
  return items.length === 0 ? '{ }' : group('{', indent(2, line, ...separate(items, line)), line, '}');
}
