/** @type {import('../words.js').Words} */
export const words = {
  newVersion: '本页有新版本，重新加载后生效；请先保存模型。',
  reload: '重新加载',
};
