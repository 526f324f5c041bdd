/** What is wrong with a letter that is being written, in French. */
import type { Catalogue } from './server.match.ts'

export const letters: Catalogue = {
  'Line %{line}, column %{column}: %{why}': 'Ligne %{line}, colonne %{column} : %{why}',
  "The %{words} can't be used as it is. %{why}": 'Impossible d’utiliser %{words}. %{why}',
  subject: 'cet objet',
  'preview line': 'cette ligne d’aperçu',
  letter: 'cette lettre',
  'plain text': 'ce texte brut',
  'There is no field called "%{name}".': 'Aucun champ ne s’appelle « %{name} ».',
  'There is no field called "%{name}". Did you mean "%{meant}"?':
    'Aucun champ ne s’appelle « %{name} ». Vouliez-vous dire « %{meant} » ?',
  'There is no layout called "%{name}". There are: %{list}.':
    'Aucune mise en page ne s’appelle « %{name} ». Il y a : %{list}.',
  '"%{language}" is not a language code such as en or de.':
    '« %{language} » n’est pas un code de langue comme fr ou en.',
  'The filled letter has %{n} characters, more than %{max}.':
    'La lettre remplie a %{n} caractères, plus que les %{max} permis.',

  // Merge fields.
  'This is longer than a letter may be (%{max} characters).':
    'C’est plus long que ne peut l’être une lettre (%{max} caractères).',
  'There are more than %{max} merge fields.': 'Il y a plus de %{max} champs de fusion.',
  'A merge field can have %{max} characters.': 'Un champ de fusion peut avoir %{max} caractères.',
  'There are more than %{max} else.': 'Il y a plus de %{max} else.',
  'if, unless and each can be at most %{max} deep inside one another.':
    'if, unless et each peuvent être emboîtés sur %{max} niveaux au plus.',
  'Names between | | are not available here.': 'On ne peut pas utiliser ici de noms entre | |.',
  'The letter ends in the middle of a tag.': 'La lettre se termine au milieu d’une balise.',
  'This is not available in letters. Use merge fields, if, unless or each.':
    'Cela n’existe pas dans les lettres. Utilisez des champs de fusion, if, unless ou each.',
  'Write merge fields with two braces, not three, and without &.':
    'Écrivez les champs de fusion avec deux accolades, pas trois, et sans &.',
  'A merge field can stand in the text or in a link, not inside a tag.':
    'Un champ de fusion peut se trouver dans le texte ou dans un lien, pas dans une balise.',
  'There is no block called "%{name}". Use if, unless or each.':
    'Aucun bloc ne s’appelle « %{name} ». Utilisez if, unless ou each.',
  'There is no block called "…". Use if, unless or each.': 'Ce bloc n’existe pas. Utilisez if, unless ou each.',
  'An if, unless or each can stand around text and tags, not inside a tag.':
    'if, unless et each peuvent entourer du texte et des balises, mais pas se trouver dans une balise.',
  '"%{name}" takes one field: {{#%{same} firstName}}.': '« %{name} » demande un champ : {{#%{name} firstName}}.',
  'An each can’t stand inside another each.': 'Un each ne peut pas se trouver dans un autre each.',
  'A tag that is opened in a block must be closed in it.':
    'Une balise ouverte dans un bloc doit être fermée dans ce bloc.',
  'Values with a name (name=…) are not available in letters.':
    'Les valeurs nommées (nom=…) n’existent pas dans les lettres.',
  'There is no helper called "%{name}". There are: %{list}.':
    'Aucune fonction ne s’appelle « %{name} ». Il y a : %{list}.',
  'There is no helper called "…". There are: %{list}.': 'Cette fonction n’existe pas. Il y a : %{list}.',
  '"%{name}" takes %{n} value(s).': '« %{name} » demande une valeur. |||| « %{name} » demande %{n} valeurs.',
  '"%{name}" takes %{min} or %{max} value(s).': '« %{name} » demande %{min} ou %{max} valeurs.',
  'Write the name of a field between the braces.': 'Écrivez le nom d’un champ entre les accolades.',
  'This is nested too deep.': 'Il y a ici trop de niveaux emboîtés.',
  '"%{name}" is not available here.': '« %{name} » ne peut pas être utilisé ici.',
  'Inside each, write {{this}} for the item or {{../%{name}}} for a field.':
    'Dans each, écrivez {{this}} pour l’élément ou {{../%{name}}} pour un champ.',
  '%{tags}: an opening and a closing tag do not belong together.':
    '%{tags} : une balise d’ouverture et une balise de fermeture ne vont pas ensemble.',
  'Something is opened here and never closed.': 'Quelque chose est ouvert ici et jamais fermé.',
  'This is not a merge field: write {{firstName}}, or {{#if firstName}}…{{/if}}.':
    'Ce n’est pas un champ de fusion : écrivez {{firstName}}, ou {{#if firstName}}…{{/if}}.',

  // What stands in it.
  "A letter can't contain <%{tag}>.": 'Une lettre ne peut pas contenir <%{tag}>.',
  'A letter can\'t contain "%{name}".': 'Une lettre ne peut pas contenir « %{name} ».',
  'Tags can be at most %{max} deep inside one another.':
    'Les balises peuvent être emboîtées sur %{max} niveaux au plus.',
  "A picture can't be pasted into the letter. Upload it and choose it from the files.":
    'On ne peut pas coller une image dans la lettre. Déposez-la et choisissez-la parmi les fichiers.',
  'A link can\'t begin with "%{scheme}:". Use https:// or mailto:.':
    'Un lien ne peut pas commencer par « %{scheme}: ». Utilisez https:// ou mailto:.',
  '"%{address}" is not a full address. Write it with https:// in front.':
    '« %{address} » n’est pas une adresse complète. Écrivez-la avec https:// devant.',
  'Send the picture itself as the body.': 'Envoyez l’image elle-même.',
  'This picture is larger than 2 MB. Make it smaller first.': 'Cette image dépasse 2 Mo. Réduisez-la d’abord.',
  'This is no PNG, JPEG, GIF or WebP picture.': 'Ce n’est pas une image PNG, JPEG, GIF ou WebP.',
}
