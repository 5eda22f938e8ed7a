/** @type {import('../../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  newVersion: '本页有新版本，方便时重新加载即可。',
  reload: '重新加载',
  oneFile: '单个文件',
  oneFileToo: (file) => `整个页面也可下载为${file}，从磁盘打开，无需网络。`,
};
