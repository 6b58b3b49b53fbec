/** The kernel's version: part of every result's key and of the command line's JSON. */
export const KERNEL_VERSION = '1.0.0';
