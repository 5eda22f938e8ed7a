/** A script with all it imports, as the text of one classic script: see vite.config.js. */
declare module '*?script' {
  const text: string;
  export default text;
}
