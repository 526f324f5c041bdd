/** A name as it stands in the middle of a sentence: "Events" → "events". */
export const midSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
