export const words = {
  newVersion: 'A new version of this page is ready. Reload when it suits you.',
  reload: 'Reload',
  oneFile: 'one file',
  /** @param {string} file */
  oneFileToo: (file) =>
    `You can also have the whole page as ${file}, which opens from disk, without a network.`,
};
