/** Most results one call sends to be kept, and most characters of their JSON. */
export const MOST_RESULTS = 100;
export const LONGEST_RESULTS = 4_500_000;
