export const words = {
  newVersion:
    'A new version of this page is ready. It starts when you reload; save your model first.',
  reload: 'Reload',
};
