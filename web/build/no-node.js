/** What Node alone needs of the package is left out of the page: no page is Node. @returns {import('vite').Plugin} */
export const noNode = () => ({
  name: 'no-node',
  load: (id) =>
    id.endsWith('/wasm/core/node.js')
      ? 'export const isNode = false; export const builtin = () => undefined;'
      : undefined,
});
