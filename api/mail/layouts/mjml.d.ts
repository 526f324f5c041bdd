/** MJML 5 ships no types; this is the part that `compile.ts` uses. */
declare module 'mjml' {
  export default function mjml(
    source: string,
    options?: { validationLevel?: 'strict' | 'soft' | 'skip'; keepComments?: boolean },
  ): Promise<{ html: string; errors: { formattedMessage: string }[] }>
}
