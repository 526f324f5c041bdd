export const french = (): Record<string, string> => ({})
