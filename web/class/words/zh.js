// 课堂面板显示的文字。

/** @type {import('../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  pace: '慢动作',
  paceOf: (pace) => (pace === 0 ? '关闭：全速' : `每秒更新 ${pace} 次`),
  large: '大字体',

  classLink: '课堂链接',
  classLinkHelp: '链接打开的页面沿用现在的设置、速度和字体大小，但不显示下面勾选的部分。',
  leaveOut: '不显示',
  link: '链接',
  embedHelp: (name) =>
    `框架中只有训练、曲线和样本。${name} 与本页在同一目录：可以把它们一起放到自己的网站；如果本站允许其他网页加载脚本（Access-Control-Allow-Origin），也可以直接使用这里的。`,
  snippet: 'HTML',
  copyLink: '复制课堂链接',
  copySnippet: '复制 HTML',
  copied: '已复制',
  notCopied: '请选中并复制',
  longText: '文本太长，放不进链接：链接打开的页面使用内置文本。',

  parts: {
    step: '单步',
    reset: '重置',
    target: '训练多久',
    preset: '预设和观察要点',
    link: '复制链接',
    class: '课堂',
    languages: '语言',
    curve: '曲线',
    lines: '曲线的图例',
    export: 'PNG 和 CSV',
    table: '曲线数据表',
    sample: '它现在写什么',
    lapse: '延时回放',
    numbers: '数字和预估',
    settings: '设置',
    generate: '让它写',
    text: '文本',
    model: '模型文件',
    runs: '保存的训练',
    inside: '页面：内部',
    learn: '页面：学习',
    race: '页面：竞赛',
    translate: '页面：翻译',
  },
};
