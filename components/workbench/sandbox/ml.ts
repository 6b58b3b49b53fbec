/** The machine-learning library as a script of its own: its text is handed to the sandbox when a cell names `ML`. */
import * as ML from 'ml';

Object.assign(globalThis, { ML });
