import * as z from 'zod';
import { LONGEST_KEY_TEXT, MOST_KEY_COLUMNS } from '@/analysis-kernel/anchors/table-anchor';
import { AROUND, LONGEST_WORDS } from '@/analysis-kernel/anchors/text-anchor';

/** Longest text of one comment, in characters. */
export const LONGEST_COMMENT = 5000;

const notebook = z.string().min(1).max(100);
/** Made by the browser: a comment that is sent again is known by it. */
const id = z.string().regex(/^[\w-]{8,64}$/);
const said = z.string().trim().min(1).max(LONGEST_COMMENT);
const name = z.string().min(1).max(300);
const value = z.union([z.string().max(LONGEST_KEY_TEXT), z.number(), z.boolean(), z.null()]);

const words = z.object({
  on: z.literal('words'),
  start: z.number().int().nonnegative(),
  words: z.string().min(1).max(LONGEST_WORDS),
  before: z.string().max(AROUND),
  after: z.string().max(AROUND),
});
const tableValue = z.object({
  on: z.literal('value'),
  table: name,
  key: z
    .array(z.tuple([name, value]).readonly())
    .min(1)
    .max(MOST_KEY_COLUMNS)
    .readonly(),
  column: name,
});

/** What a thread is about. It never holds a row of a patient: a value of a table is known by what a kept aggregate result shows to all. */
const anchor = z.discriminatedUnion('on', [
  z.object({ on: z.literal('cell') }),
  words,
  z.object({ on: z.literal('table'), table: name }),
  z.object({ on: z.literal('figure'), figure: name }),
  tableValue,
]);
export type CommentAnchor = z.infer<typeof anchor>;
export const storedAnchor = anchor;

export const readCommentsInput = z.object({
  notebook,
  /** What is known already: the answer is null where there is no more. */
  known: z.number().int().nonnegative(),
});
export const beginThreadInput = z.object({
  notebook,
  id,
  cell: id,
  anchor,
  text: said,
  /** Of a value: the key of the kept result that shows it. */
  result: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export const replyInput = z.object({ notebook, id, thread: id, text: said });
export const changeCommentInput = z.object({
  notebook,
  id,
  comment: id,
  /** Null deletes it. */
  text: said.nullable(),
});
export const settleThreadInput = z.object({ notebook, id, thread: id, resolved: z.boolean() });

export interface CommentDto {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  /** Null where it was deleted. */
  readonly text: string | null;
  /** When it was edited last. */
  readonly edited: string | null;
  /** Accounts of the people it mentions. */
  readonly mentions: readonly string[];
}

export interface ThreadDto {
  readonly id: string;
  readonly cell: string;
  readonly anchor: CommentAnchor;
  readonly resolved: { readonly by: string; readonly at: string } | null;
  /** The first began it; replies in the order they came. */
  readonly comments: readonly CommentDto[];
}

/** Somebody who may be mentioned, or who said something and is a member no more. */
export interface CommentPerson {
  readonly account: string;
  readonly name: string;
  readonly legalName: string;
  readonly isMember: boolean;
}

export interface CommentsDto {
  /** How many events they were read off: what is asked for next time goes on from here. */
  readonly known: number;
  readonly people: readonly CommentPerson[];
  readonly threads: readonly ThreadDto[];
  readonly mayComment: boolean;
}
