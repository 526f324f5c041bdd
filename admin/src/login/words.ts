/**
 * The few words of the pages before the sign-in. They stand apart from `i18n/`, which is loaded with the application:
 * the first page stays small.
 */
const english = {
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  email: 'E-mail',
  password: 'Password',
  name: 'Your name',
  show: 'Show password',
  hide: 'Hide password',
  tagline: 'Your people, your letters, in good order.',
  loading: 'Loading…',
  setUpTitle: 'Welcome to Dormouse',
  setUpHelp: 'Nobody has an account here yet. Make the first one: it may do everything, also invite the others.',
  organisation: 'Name of your organisation',
  newPassword: 'Choose a password',
  passwordHelp: 'At least 10 characters. A short sentence is easy to remember.',
  create: 'Create the account',
  invitationTitle: 'Join your team',
  invitationHelp: 'You were invited to work with Dormouse. Choose a password, then you are in.',
  accept: 'Choose it and sign in',
  forgotten: 'Forgotten your password? Ask the person who invited you for a new invitation.',
  demo: 'This installation holds sample data. Look around as:',
  stale: 'A new version was installed meanwhile. Reload this page.',
  reload: 'Reload',
  withIssuer: 'Sign in with your organisation’s account',
  code: 'Code from your second device',
  go: 'Go on',
  // Where there is no server, nothing can be loaded that says so.
  unreachable: 'The server cannot be reached. Check your connection and try again.',
}

const french: typeof english = {
  signIn: 'Se connecter',
  signingIn: 'Connexion…',
  email: 'E-mail',
  password: 'Mot de passe',
  name: 'Votre nom',
  show: 'Afficher le mot de passe',
  hide: 'Masquer le mot de passe',
  tagline: 'Vos membres et vos lettres, bien rangés.',
  loading: 'Chargement…',
  setUpTitle: 'Bienvenue dans Dormouse',
  setUpHelp: 'Personne n’a encore de compte ici. Créez le premier : il peut tout faire, y compris inviter les autres.',
  organisation: 'Nom de votre organisation',
  newPassword: 'Choisissez un mot de passe',
  passwordHelp: 'Au moins 10 caractères. Une courte phrase se retient facilement.',
  create: 'Créer le compte',
  invitationTitle: 'Rejoignez votre équipe',
  invitationHelp: 'Vous êtes invité à travailler avec Dormouse. Choisissez un mot de passe, et vous y êtes.',
  accept: 'Valider et se connecter',
  forgotten: 'Mot de passe oublié ? Demandez une nouvelle invitation à la personne qui vous a invité.',
  demo: 'Cette installation contient des données d’exemple. Visitez-la en tant que :',
  stale: 'Une nouvelle version vient d’être installée. Rechargez cette page.',
  reload: 'Recharger',
  withIssuer: 'Se connecter avec le compte de votre organisation',
  code: 'Code de votre second appareil',
  go: 'Continuer',
  unreachable: 'Le serveur ne répond pas. Vérifiez votre connexion et réessayez.',
}

export type Locale = 'en' | 'fr'

/** The language chosen in the user menu (react-admin keeps it under this key), else the browser's. */
export function preferredLocale(): Locale {
  let chosen: unknown
  try {
    chosen = JSON.parse(localStorage.getItem('RaStore.locale') ?? 'null')
  } catch {
    chosen = undefined
  }
  if (typeof chosen === 'string') return chosen.startsWith('fr') ? 'fr' : 'en'
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

export const words = (): typeof english => (preferredLocale() === 'fr' ? french : english)
