/** Something completion may offer, before it is put in order. */
export interface Candidate {
  readonly label: string;
  readonly kind:
    | 'clause'
    | 'keyword'
    | 'function'
    | 'table'
    | 'item'
    | 'column'
    | 'name'
    | 'codes'
    | 'system'
    | 'cohort'
    | 'unit'
    | 'value'
    | 'code';
  readonly insert: string;
  readonly detail: string;
  readonly documentation: string;
  readonly filter: string;
  /** Lower comes first. */
  readonly rank: number;
}

/** The rank of names of the program that fit the place; lengths where a value stands come later. */
export const NAME_RANK = 2;
