/** What the layouts say by themselves, in the letter's language. English where there is no translation. */
export interface Words {
  unsubscribe: string
  why: string
}

const english: Words = {
  unsubscribe: 'Unsubscribe from these e-mails',
  why: 'You get this letter because you are on our list.',
}

const translations: Record<string, Words> = {
  en: english,
  de: {
    unsubscribe: 'Diese E-Mails abbestellen',
    why: 'Sie bekommen diesen Brief, weil Sie auf unserer Liste stehen.',
  },
  fr: { unsubscribe: 'Se désabonner de ces e-mails', why: 'Vous recevez cette lettre car vous êtes sur notre liste.' },
  es: { unsubscribe: 'Darse de baja de estos correos', why: 'Recibe esta carta porque está en nuestra lista.' },
  it: { unsubscribe: 'Disiscriviti da queste e-mail', why: 'Riceve questa lettera perché è nella nostra lista.' },
  nl: { unsubscribe: 'Afmelden voor deze e-mails', why: 'U krijgt deze brief omdat u op onze lijst staat.' },
}

/** `language`: a BCP 47 tag; its first part decides. */
export const wordsOf = (language: string): Words => translations[language.split('-')[0]!.toLowerCase()] ?? english
