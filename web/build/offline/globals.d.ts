/** The files of dist/, by address and content: see vite.config.js. */
declare const FILES: { url: string; revision: string }[];
