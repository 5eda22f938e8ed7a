export const words = {
  newVersion: 'A new version of this page is ready. Reload when it suits you.',
  reload: 'Reload',
  oneFile: 'one file',
  /** @param {string} file */
  oneFileToo: (file) => `The whole page is also ${file}, which opens from disk, without a network.`,
};
