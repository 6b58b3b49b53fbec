/** The npm package `ml` has no types of its own; code cells take it as it comes. */
declare module 'ml';
