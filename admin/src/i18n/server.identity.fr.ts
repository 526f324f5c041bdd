/** Signing in, accounts and passwords, in French. */
import type { Catalogue } from './server.match.ts'

export const identity: Catalogue = {
  'Sign in first.': 'Connectez-vous d’abord.',
  'Fill in the e-mail address.': 'Indiquez l’adresse e-mail.',
  'Fill in the password.': 'Indiquez le mot de passe.',
  'Fill in your name.': 'Indiquez votre nom.',
  'This is no e-mail address.': 'Ce n’est pas une adresse e-mail.',
  'The e-mail address or the password is not right.': 'L’adresse e-mail ou le mot de passe n’est pas juste.',
  'The sample accounts work on the machine itself only: open this page there.':
    'Les comptes d’exemple ne marchent que sur l’ordinateur même : ouvrez-y cette page.',
  'That is not your present password.': 'Ce n’est pas votre mot de passe actuel.',
  'Choose a password of at least %{min} characters.': 'Choisissez un mot de passe d’au moins %{min} caractères.',
  'Choose a password of at most %{max} characters.': 'Choisissez un mot de passe d’au plus %{max} caractères.',
  'Choose a password with more different characters.':
    'Choisissez un mot de passe avec davantage de caractères différents.',
  'Choose a password that is not the e-mail address.': 'Choisissez un mot de passe qui ne soit pas l’adresse e-mail.',
  'Too many tries with this account. Wait %{n} seconds, then try again.':
    'Trop d’essais avec ce compte. Attendez une seconde, puis réessayez. |||| Trop d’essais avec ce compte. Attendez %{n} secondes, puis réessayez.',
  'Too many people are signing in right now.': 'Trop de personnes se connectent en ce moment.',
  '%{sentence} Try again in a moment.': '%{sentence} Réessayez dans un instant.',
  'Saving takes longer than usual. Try again in a minute.':
    'L’enregistrement prend plus de temps que d’habitude. Réessayez dans une minute.',
  'Make the first account on the machine Dormouse runs on.':
    'Créez le premier compte sur l’ordinateur où Dormouse fonctionne.',
  'There is an account already: sign in with it.': 'Il y a déjà un compte : connectez-vous avec celui-ci.',
  'This invitation has been used or is too old. Ask for a new one.':
    'Cette invitation a déjà servi ou est trop ancienne. Demandez-en une nouvelle.',
  'This account has been switched off.': 'Ce compte a été désactivé.',
  'This account is switched off: switch it on first.': 'Ce compte est désactivé : activez-le d’abord.',
  'Only the person themselves may change this password.': 'Seule la personne elle-même peut changer ce mot de passe.',
  'There is no such member of staff.': 'Ce membre de l’équipe n’existe pas.',
  'You may not invite this person.': 'Vous n’avez pas le droit d’inviter cette personne.',
  'Your account is not known here any more.': 'Votre compte n’est plus connu ici.',
  'Your account has been switched off. Ask an administrator.':
    'Votre compte a été désactivé. Adressez-vous à un administrateur.',
  'What you may do has changed. Please sign in again.': 'Vos droits ont changé. Veuillez vous reconnecter.',
  'This command of the sign-in is malformed: %{why}': 'Cette demande de connexion est mal formée : %{why}',

  // What the admin says by itself on the way in.
  'Please sign in.': 'Veuillez vous connecter.',
  'Your session has ended. Please sign in again.': 'Votre session est terminée. Veuillez vous reconnecter.',
  'This account has to be set up first. Ask the person who invited you.':
    'Ce compte doit d’abord être préparé. Adressez-vous à la personne qui vous a invité.',
  'The sign-in was broken off.': 'La connexion a été interrompue.',
  'The issuer refused the sign-in.': 'Le service de connexion a refusé de vous connecter.',
  'The service that signs you in cannot be reached. Try again in a moment.':
    'Le service de connexion ne répond pas. Réessayez dans un instant.',
}
