/**
 * The page behind the unsubscribe link: plain HTML that works without scripts, pictures or an account, on any phone, with
 * one button that matters. It names the organisation and never the address.
 */

/** `ask`: what GET shows. `gone`: nobody of that address is on the list any more. `unknown`: no valid link. */
export type PageState = 'ask' | 'unsubscribed' | 'resubscribed' | 'wrongPerson' | 'gone' | 'test' | 'unknown'

export interface PageSettings {
  organisation: string
  language: string
}

interface Texts {
  title: Record<PageState, string>
  text: Record<PageState, string>
  unsubscribe: string
  resubscribe: string
  wrongPerson: string
}

const english: Texts = {
  title: {
    ask: 'Stop these e-mails?',
    unsubscribed: 'Done: no more e-mails',
    resubscribed: 'Welcome back',
    wrongPerson: 'Thank you for telling us',
    gone: 'Nothing to change',
    test: 'This was a test',
    unknown: 'This link does not work',
  },
  text: {
    ask: 'Press the button, and {org} will send you no more e-mails of this kind.',
    unsubscribed:
      '{org} will send you no more e-mails of this kind. A letter that is on its way already may still arrive.',
    resubscribed: '{org} will write to you again.',
    wrongPerson: '{org} will not write to this address any more.',
    gone: 'This address is not on the list of {org} any more.',
    test: 'The letter you came from was a test. Nothing was changed.',
    unknown: 'It may have been cut off by your mail program. Please copy the whole link, or reply to the letter.',
  },
  unsubscribe: 'Stop the e-mails',
  resubscribe: 'I want to get letters again',
  wrongPerson: 'I am not the person this was meant for',
}

const german: Texts = {
  title: {
    ask: 'Diese E-Mails abbestellen?',
    unsubscribed: 'Erledigt: keine E-Mails mehr',
    resubscribed: 'Willkommen zurück',
    wrongPerson: 'Danke für den Hinweis',
    gone: 'Nichts zu ändern',
    test: 'Das war ein Test',
    unknown: 'Dieser Link geht nicht',
  },
  text: {
    ask: 'Ein Druck auf den Knopf, und {org} schickt Ihnen keine solchen E-Mails mehr.',
    unsubscribed:
      '{org} schickt Ihnen keine solchen E-Mails mehr. Ein Brief, der schon unterwegs ist, kann noch ankommen.',
    resubscribed: '{org} schreibt Ihnen wieder.',
    wrongPerson: '{org} schreibt nicht mehr an diese Adresse.',
    gone: 'Diese Adresse steht nicht mehr auf der Liste von {org}.',
    test: 'Der Brief, aus dem Sie kommen, war ein Test. Es wurde nichts geändert.',
    unknown:
      'Vielleicht hat Ihr Mailprogramm ihn abgeschnitten. Bitte kopieren Sie den ganzen Link oder antworten Sie auf den Brief.',
  },
  unsubscribe: 'E-Mails abbestellen',
  resubscribe: 'Ich möchte wieder Briefe bekommen',
  wrongPerson: 'Ich bin nicht die gemeinte Person',
}

const french: Texts = {
  title: {
    ask: 'Ne plus recevoir ces e-mails ?',
    unsubscribed: 'C’est fait : plus d’e-mails',
    resubscribed: 'Bon retour parmi nous',
    wrongPerson: 'Merci de nous l’avoir dit',
    gone: 'Rien à changer',
    test: 'C’était un essai',
    unknown: 'Ce lien ne fonctionne pas',
  },
  text: {
    ask: 'Appuyez sur le bouton, et {org} ne vous enverra plus d’e-mails de ce genre.',
    unsubscribed: '{org} ne vous enverra plus d’e-mails de ce genre. Une lettre déjà partie peut encore arriver.',
    resubscribed: '{org} vous écrira de nouveau.',
    wrongPerson: '{org} n’écrira plus à cette adresse.',
    gone: 'Cette adresse n’est plus sur la liste de {org}.',
    test: 'La lettre d’où vous venez était un essai. Rien n’a été changé.',
    unknown: 'Votre messagerie l’a peut-être coupé. Copiez le lien entier, ou répondez à la lettre.',
  },
  unsubscribe: 'Ne plus recevoir ces e-mails',
  resubscribe: 'Je veux recevoir à nouveau vos lettres',
  wrongPerson: 'Je ne suis pas la personne visée',
}

const languages: Record<string, Texts> = { en: english, de: german, fr: french }

/** What may be done from each state: the first is the button, the others are links in the form of buttons. */
const actions: Record<PageState, readonly Action[]> = {
  ask: ['unsubscribe', 'wrong-person'],
  unsubscribed: ['resubscribe', 'wrong-person'],
  resubscribed: ['unsubscribe'],
  wrongPerson: ['resubscribe'],
  gone: [],
  test: [],
  unknown: [],
}
type Action = 'unsubscribe' | 'resubscribe' | 'wrong-person'

export function page(state: PageState, settings: PageSettings): { html: string; consentWording: string } {
  const language = Object.hasOwn(languages, settings.language) ? settings.language : 'en'
  const texts = languages[language] ?? english
  const organisation = settings.organisation || 'the sender'
  const filled = (text: string) => escaped(text.replaceAll('{org}', () => organisation))
  const labels: Record<Action, string> = {
    unsubscribe: texts.unsubscribe,
    resubscribe: texts.resubscribe,
    'wrong-person': texts.wrongPerson,
  }
  const forms = actions[state].map(
    (action, index) =>
      `<form method="post"><input type="hidden" name="action" value="${action}">` +
      `<button${index === 0 && state === 'ask' ? '' : ' class="quiet"'}>${escaped(labels[action])}</button></form>`,
  )
  const html = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${filled(texts.title[state])}</title><style>${style}</style></head><body><main>`,
    `<p class="from">${escaped(organisation)}</p><h1>${filled(texts.title[state])}</h1>`,
    `<p role="status">${filled(texts.text[state])}</p>${forms.join('')}</main></body></html>`,
  ].join('')
  return { html, consentWording: texts.resubscribe }
}

const style = [
  ':root{color-scheme:light dark}',
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;background:#f4f5f7;color:#1c2126}',
  'main{max-width:32rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:.75rem}',
  'h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 1rem}.from{margin:0;color:#4d5661}',
  'form{margin:1rem 0 0}button{font:inherit;padding:.75rem 1.25rem;border-radius:.5rem;cursor:pointer;',
  'border:2px solid #1d4f91;background:#1d4f91;color:#fff}',
  'button.quiet{border:0;padding:.25rem 0;background:none;color:#1d4f91;text-decoration:underline}',
  'button:focus-visible{outline:3px solid #f0a020;outline-offset:2px}',
  '@media(prefers-color-scheme:dark){body{background:#14181d;color:#e8eaed}main{background:#1f252c}.from{color:#b3bcc7}',
  'button.quiet{color:#9cc2f5}}',
].join('')

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
