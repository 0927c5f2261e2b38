export const boardSvg = (_: unknown) => '';
