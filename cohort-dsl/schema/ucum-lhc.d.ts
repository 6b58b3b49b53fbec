/** The part of `@lhncbc/ucum-lhc` (which ships no types) that this project calls. */
declare module '@lhncbc/ucum-lhc' {
  export interface UcumConversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
    readonly msg: readonly string[];
  }

  export interface UcumValidation {
    readonly status: 'valid' | 'invalid' | 'error';
    readonly ucumCode: string | null;
    readonly msg: readonly string[];
  }

  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    validateUnitString(unit: string): UcumValidation;
    convertUnitTo(from: string, value: number, to: string, options?: { readonly molecularWeight?: number }): UcumConversion;
  }
}
