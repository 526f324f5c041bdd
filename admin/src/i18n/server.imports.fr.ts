/** Imports: what is wrong with a file or with one of its rows, in French. And files that are uploaded. */
import type { Catalogue } from './server.match.ts'

export const imports: Catalogue = {
  // The import.
  'This import does not exist.': 'Cette importation n’existe pas.',
  'You may not import anything.': 'Vous n’avez pas le droit d’importer.',
  '“%{name}” cannot be imported.': '« %{name} » ne peut pas être importé.',
  'Say for at least one column what it is.': 'Dites pour une colonne au moins ce qu’elle contient.',
  'This import is under way.': 'Cette importation est en cours.',
  'This import is not under way.': 'Cette importation n’est pas en cours.',
  'This import is done already.': 'Cette importation est déjà terminée.',
  'This import is being undone.': 'L’annulation de cette importation est en cours.',
  'This import is not being undone.': 'L’annulation de cette importation n’est pas en cours.',
  'This import was undone. Upload the file again to bring it in once more.':
    'Cette importation a été annulée. Déposez à nouveau le fichier pour la refaire.',
  'This import cannot do that now.': 'Cette importation ne le permet pas maintenant.',
  'The writer is not answering. Try again in a minute.':
    'Le serveur n’arrive pas à enregistrer. Réessayez dans une minute.',

  // The file.
  'The file is empty.': 'Le fichier est vide.',
  'The file has no rows.': 'Le fichier n’a aucune ligne.',
  'The file has more than %{max} rows. Split it into several files.':
    'Le fichier a plus de %{max} lignes. Partagez-le en plusieurs fichiers.',
  'The file has %{n} columns; at most %{max} can be read.':
    'Le fichier a %{n} colonnes ; on peut en lire %{max} au plus.',
  'This is not a text file. Save the spreadsheet as “CSV UTF-8”, then upload that file.':
    'Ce n’est pas un fichier texte. Enregistrez le tableau au format « CSV UTF-8 », puis déposez ce fichier.',
  'This is an Excel or LibreOffice workbook. Open it and save it as “CSV UTF-8”, then upload that file.':
    'C’est un classeur Excel ou LibreOffice. Ouvrez-le et enregistrez-le au format « CSV UTF-8 », puis déposez ce fichier.',
  'This is an old Excel workbook (.xls). Open it and save it as “CSV UTF-8”, then upload that file.':
    'C’est un ancien classeur Excel (.xls). Ouvrez-le et enregistrez-le au format « CSV UTF-8 », puis déposez ce fichier.',
  'This is a PDF. A spreadsheet saved as CSV is needed.': 'C’est un PDF. Il faut un tableau enregistré au format CSV.',
  'This is a web page, not a spreadsheet. Save the list as CSV, then upload that file.':
    'C’est une page web, pas un tableau. Enregistrez la liste au format CSV, puis déposez ce fichier.',
  'Too many quotation marks are not closed properly. Save the file as CSV once more.':
    'Trop de guillemets ne sont pas fermés comme il faut. Enregistrez le fichier à nouveau au format CSV.',
  'The uploaded file is no longer kept. Upload it again.':
    'Le fichier déposé n’est plus conservé. Déposez-le à nouveau.',
  'This upload does not exist, or its file has not arrived.': 'Ce dépôt n’existe pas, ou son fichier n’est pas arrivé.',
  'Send the file itself as the body.': 'Envoyez le fichier lui-même.',

  // One row.
  'No column of this row is filled in.': 'Aucune colonne de cette ligne n’est remplie.',
  'A quotation mark in this row is not closed properly.': 'Un guillemet de cette ligne n’est pas fermé comme il faut.',
  'This row has %{n} cells, but there are %{of} columns.':
    'Cette ligne a une cellule, mais il y a %{of} colonnes. |||| Cette ligne a %{n} cellules, mais il y a %{of} colonnes.',
  '%{field}: the same stands in row %{n} already.': '%{Le field} : la ligne %{n} contient déjà la même chose.',
  'This person is there already.': 'Cette personne est déjà là.',
  'Nothing was different.': 'Rien n’était différent.',
  'Somebody has changed this record since.': 'Quelqu’un a modifié cette fiche depuis.',

  // Files at records.
  '"%{name}" could not be uploaded. Try again.': 'Impossible de déposer « %{name} ». Réessayez.',
  'The file could not be stored (%{n}). Try again.': 'Le fichier n’a pas pu être enregistré (%{n}). Réessayez.',
  'This file does not exist.': 'Ce fichier n’existe pas.',
  'Say what file it is.': 'Dites de quel fichier il s’agit.',
  'The file needs a name.': 'Le fichier a besoin d’un nom.',
  'The content type looks like image/png.': 'Le type de fichier s’écrit comme image/png.',
  'A file has between 1 byte and %{max} MB.': 'Un fichier a entre 1 octet et %{max} Mo.',
  'This upload was not asked for, or too long ago.': 'Ce dépôt n’a pas été demandé, ou il y a trop longtemps.',
  'The form has no file.': 'Le formulaire ne contient pas de fichier.',
  'The file has %{n} bytes; %{of} were announced.': 'Le fichier a %{n} octets ; on en avait annoncé %{of}.',
  'Post the file as a form.': 'Envoyez le fichier dans un formulaire.',
}
