/** What is said about campaigns and their deliveries, in French. */
import type { Catalogue } from './server.match.ts'

export const campaigns: Catalogue = {
  // Before it leaves.
  'Choose a template.': 'Choisissez un modèle.',
  'This campaign has no letter yet. Choose a template.':
    'Cette campagne n’a pas encore de lettre. Choisissez un modèle.',
  'The letter is gone.': 'La lettre n’existe plus.',
  "The letter can't be filled for %{name}. %{why}": 'La lettre ne peut pas être remplie pour %{name}. %{why}',
  "The letter can't be filled: %{why}": 'La lettre ne peut pas être remplie : %{why}',
  "The letter can't be sent. %{why}": 'La lettre ne peut pas être envoyée. %{why}',
  'Nobody is chosen yet.': 'Personne n’est encore choisi.',
  'Nobody is chosen yet. Choose a group, or the group of everyone.':
    'Personne n’est encore choisi. Choisissez un groupe, ou le groupe de tout le monde.',
  'Nobody would get this: nobody is chosen, or the chosen groups are empty.':
    'Personne ne la recevrait : personne n’est choisi, ou les groupes choisis sont vides.',
  'Nobody would get this: the one person chosen can’t be written to.':
    'Personne ne la recevrait : on ne peut pas écrire à la seule personne choisie.',
  'Nobody would get this: all %{n} people chosen can’t be written to.':
    'Personne ne la recevrait : on ne peut écrire à aucune des %{n} personnes choisies.',
  'No sender address is set up yet. An administrator can do that in the settings.':
    'L’adresse de l’expéditeur manque encore. Un administrateur peut l’indiquer dans les réglages.',
  'No sender address is set up. An administrator can do that in the settings.':
    'L’adresse de l’expéditeur manque. Un administrateur peut l’indiquer dans les réglages.',
  '"%{at}" is not a date and time like 2026-05-03T09:00.':
    '« %{at} » n’est pas un jour et une heure comme 2026-05-03T09:00.',
  'This time has passed already.': 'Cette heure est déjà passée.',
  'The time has not come yet.': 'L’heure n’est pas encore venue.',
  'This campaign no longer waits for that time.': 'Cette campagne n’attend plus cette heure.',
  'Say for whom: contactId.': 'Dites pour qui : contactId.',
  'Choose a person.': 'Choisissez une personne.',
  'This is not an e-mail address.': 'Ce n’est pas une adresse e-mail.',
  'The mail service is busy. Try again in a moment.': 'Le service de messagerie est occupé. Réessayez dans un instant.',
  'The test mail could not be sent: %{why}': 'L’essai n’a pas pu être envoyé : %{why}',
  'a trial': 'un essai',

  // The sender.
  'Letters come from %{address}.': 'Les lettres partent de %{address}.',
  'No sender address is set up. Nothing can be sent without one.':
    'L’adresse de l’expéditeur manque. Sans elle, rien ne peut partir.',
  'The postal address stands under every letter.': 'L’adresse postale figure sous chaque lettre.',
  'No postal address is set up. The law asks for one under every letter.':
    'L’adresse postale manque. La loi en demande une sous chaque lettre.',
  'You will see for every person whether the letter arrived.':
    'Vous verrez pour chaque personne si la lettre est arrivée.',
  'Letters stay in the outbox of this computer: you can look at them, and nobody gets them.':
    'Les lettres restent dans la boîte d’envoi de cet ordinateur : vous pouvez les lire, et personne ne les reçoit.',
  'This mail server does not report what becomes of a letter. You will see that it was handed over.':
    'Ce serveur de messagerie ne dit pas ce que devient une lettre. Vous verrez qu’elle a été remise.',
  'The reports of the mail service are not connected. You will see that a letter was handed over.':
    'Les comptes rendus du service de messagerie ne sont pas raccordés. Vous verrez qu’une lettre a été remise.',
  '%{n} more letters can be sent today.':
    'Une lettre peut encore partir aujourd’hui. |||| %{n} lettres peuvent encore partir aujourd’hui.',
  'The mail service does not answer. Ask whoever looks after this installation.':
    'Le service de messagerie ne répond pas. Demandez à la personne qui s’occupe de cette installation.',
  'This mail service keeps no such list.': 'Ce service de messagerie ne tient pas de telle liste.',
  'Mails are really sent here: there is no outbox.':
    'Ici, les e-mails partent vraiment : il n’y a pas de boîte d’envoi.',

  // While it is sent, and afterwards.
  'There is no such campaign.': 'Cette campagne n’existe pas.',
  'There is no such wave.': 'Cette vague n’existe pas.',
  "This campaign can't %{words}: %{why}.": 'Impossible de %{words} : %{why}.',
  'be sent': 'envoyer cette campagne',
  'be paused': 'mettre cette campagne en pause',
  'go on': 'reprendre l’envoi de cette campagne',
  'be stopped': 'arrêter cette campagne',
  'get more recipients': 'envoyer cette campagne à d’autres',
  'be tried again': 'réessayer cette campagne',
  'be settled': 'trancher pour cette campagne',
  'it has not been sent yet': 'elle n’a pas encore été envoyée',
  'it waits for its time': 'elle attend son heure',
  'it is being prepared already': 'elle est déjà en préparation',
  'it is being sent already': 'elle est déjà en cours d’envoi',
  'it is paused': 'elle est en pause',
  'it has been sent completely': 'elle a été envoyée entièrement',
  'it was stopped for good; make a copy of it instead': 'elle a été arrêtée pour de bon ; faites-en plutôt une copie',
  'it stopped and waits for you': 'elle s’est arrêtée et a besoin de vous',
  'This campaign has not begun. Add the people to its audience instead.':
    'Cette campagne n’a pas commencé. Ajoutez plutôt ces personnes à ses destinataires.',
  'This campaign was stopped for good.': 'Cette campagne a été arrêtée pour de bon.',
  'This campaign was not stopped.': 'Cette campagne n’a pas été arrêtée.',
  'This campaign has begun: its letter and its audience stay as they were sent. Make a copy to change them.':
    'Cette campagne a commencé : sa lettre et ses destinataires restent comme ils ont été envoyés. Faites-en une copie pour les changer.',
  'This campaign has been sent. Who got it stays on record, so it can’t be deleted.':
    'Cette campagne a été envoyée. On garde trace de qui l’a reçue ; elle ne peut donc pas être supprimée.',
  'This group is everybody, by definition. Make a group of your own for some of them.':
    'Ce groupe est tout le monde, par définition. Pour une partie seulement, créez un groupe à vous.',
  'The group of everybody can’t be deleted.': 'Le groupe de tout le monde ne peut pas être supprimé.',
  'Everybody chosen already got it.': 'Tous ceux que vous avez choisis l’ont déjà reçue.',
  'This person already got it.': 'Cette personne l’a déjà reçue.',
  'All %{n} already got it.': 'Les %{n} personnes l’ont déjà reçue.',
  'Those that are "%{state}" can\'t be tried again.':
    'Celles dont l’état est « %{state} » ne peuvent pas être réessayées.',
  'There is nobody to try again.': 'Il n’y a personne chez qui réessayer.',
  'None of these is uncertain any more.': 'Aucune de celles-ci n’est encore incertaine.',
  'The mail service may still say whether they arrived. Wait another minute, then look again.':
    'Le service de messagerie dira peut-être encore si elles sont arrivées. Attendez une minute de plus, puis regardez à nouveau.',
  'The mail service may still say whether they arrived. Wait another %{n} minutes, then look again.':
    'Le service de messagerie dira peut-être encore si elles sont arrivées. Attendez %{n} minutes de plus, puis regardez à nouveau.',
  'another minute': 'une minute de plus',
  'another %{n} minutes': '%{n} minutes de plus',
  'There is nothing to do: it is %{state}.': 'Il n’y a rien à faire : son état est « %{state} ».',
  'It is %{state}.': 'Son état est « %{state} ».',
  'A wave is still to be prepared.': 'Une vague reste à préparer.',
  '%{n} are still to be sent.': 'Une reste à envoyer. |||| %{n} restent à envoyer.',
  'Another worker has taken this campaign over.': 'Un autre programme d’envoi a repris cette campagne.',
  'The sending program ended early ten times. The log of the server says why.':
    'Le programme d’envoi s’est arrêté dix fois trop tôt. Le journal du serveur dit pourquoi.',
  'It should have left at %{at}, but nothing was running then.':
    'Elle devait partir le %{at}, mais l’installation était arrêtée.',
  '%{n} of the first %{of} addresses do not exist. Look at the list before you go on.':
    'Une des %{of} premières adresses n’existe pas. Regardez la liste avant de continuer. |||| %{n} des %{of} premières adresses n’existent pas. Regardez la liste avant de continuer.',
  '%{n} of the first %{of} people marked this letter as unwanted. Look at who gets it before you go on.':
    'Une des %{of} premières personnes a signalé cette lettre comme indésirable. Regardez qui la reçoit avant de continuer. |||| %{n} des %{of} premières personnes ont signalé cette lettre comme indésirable. Regardez qui la reçoit avant de continuer.',
  'not sending': 'pas en cours d’envoi',
  'nothing to do': 'rien à faire',

  // Why somebody did not get it.
  'no address': 'pas d’adresse e-mail',
  'no consent': 'n’a pas dit oui aux e-mails',
  'same address as %{id}': 'quelqu’un d’autre à la même adresse la reçoit',
  'no longer in the list': 'n’est plus dans la liste',
  'no reason was given': 'sans raison donnée',
  'marked as arrived by %{name}': '%{name} l’a comptée comme arrivée',
  '%{n} campaigns in a row came back': '%{n} campagnes de suite sont revenues',
  'This person can no longer be written to.': 'On ne peut plus écrire à cette personne.',
  'The mailbox is full; the mail service keeps trying.':
    'La boîte est pleine ; le service de messagerie essaie encore.',
  'The mailbox is full.': 'La boîte est pleine.',
  'The address does not exist.': 'L’adresse n’existe pas.',
  'The person marked the letter as unwanted.': 'La personne a signalé la lettre comme indésirable.',
  'The mail service found a virus in the letter.': 'Le service de messagerie a trouvé un virus dans la lettre.',
  'The mail service refused the address.': 'Le service de messagerie a refusé l’adresse.',
  'The mail service was not answering.': 'Le service de messagerie ne répondait pas.',
  'The connection broke while the letter was handed over.':
    'La connexion s’est interrompue pendant la remise de la lettre.',
  "The outbox folder can't be written to: %{why}": 'On ne peut pas écrire dans le dossier de la boîte d’envoi : %{why}',
  'The mail server refused our sender address: %{why}':
    'Le serveur de messagerie a refusé notre adresse d’expéditeur : %{why}',
  'The mail server refused our user name and password: %{why}':
    'Le serveur de messagerie a refusé notre nom d’utilisateur et notre mot de passe : %{why}',
  "Today's quota of the mail service is used up.": 'Le quota du jour du service de messagerie est épuisé.',
  'Amazon has paused sending for this account.': 'Amazon a mis en pause les envois de ce compte.',
  'Amazon has suspended sending for this account.': 'Amazon a suspendu les envois de ce compte.',
  'The domain that mails come from is not verified with Amazon.':
    'Le domaine d’où partent les e-mails n’est pas vérifié chez Amazon.',
  'The sender address %{address} is not verified with Amazon.':
    'L’adresse d’expéditeur %{address} n’est pas vérifiée chez Amazon.',
  "Amazon's limit for this account is reached.": 'La limite d’Amazon pour ce compte est atteinte.',
  'Amazon does not know the configuration set that mails are sent through.':
    'Amazon ne connaît pas le jeu de configuration par lequel partent les e-mails.',
  'Amazon refused us the right to send.': 'Amazon nous a refusé le droit d’envoyer.',
  'Amazon does not know our access key.': 'Amazon ne connaît pas notre clé d’accès.',
  'Amazon does not accept our access key.': 'Amazon n’accepte pas notre clé d’accès.',
  'Our access to Amazon has expired.': 'Notre accès à Amazon a expiré.',
  'No access key for Amazon is set up.': 'La clé d’accès à Amazon n’est pas indiquée.',

  // How somebody left or came back.
  'the link in a letter': 'le lien d’une lettre',
  'the link in a letter (%{words})': 'le lien d’une lettre (%{words})',
  'the link in a letter (%{words}) “%{name}”': 'le lien d’une lettre (%{words}) « %{name} »',
  'the link in a letter: not the right person': 'le lien d’une lettre : pas la bonne personne',
  'the link in a letter: not the right person “%{name}”': 'le lien d’une lettre : pas la bonne personne « %{name} »',
  'Unsubscribe page': 'Page de désabonnement',
  'An erasure': 'Un effacement',
  'Entered by a member of staff': 'Noté par un membre de l’équipe',
  'the mail service': 'le service de messagerie',
  'the list of the mail service': 'la liste du service de messagerie',
  'the person': 'la personne',
  'Asked for letters again with the link in a letter.': 'A redemandé des lettres par le lien d’une lettre.',
  'We no longer have this address on our list, so there is nothing to change.':
    'Cette adresse n’est plus sur notre liste ; il n’y a donc rien à changer.',
}
