//! The examples at the end of each help page.

pub(crate) const ALL: &str = "\
Codes de sortie :
  0  fait
  1  l'entrée a des fautes : dossier, barème, décision ou cas
  2  la commande ne se comprend pas
  3  erreur interne, ou un fichier qui ne peut pas être écrit
  4  un registre refuse ce qu'il devait enregistrer
  5  un registre ne peut pas être joint

Les réponses vont sur la sortie standard, les constats sur la sortie d'erreur.
Avec `--format json`, tout va sur la sortie standard. NO_COLOR est respecté.

Exemples :
  bareme explain --date 2024-09-02 dossier.json
  bareme facts
  bareme evaluate --help";

pub(crate) const EVALUATE: &str = "\
Exemples :
  bareme evaluate --date 2024-09-02 dossier.json
  bareme evaluate --date 2024-09-02 --format json --dispositif bourse_regionale dossier.json
  echo '{\"age\": 31}' | bareme evaluate --date 2024-09-02 -
  bareme evaluate --date 2024-09-02 --format json --secret cle.hex --sceau d.sceau d.json";

pub(crate) const EXPLAIN: &str = "\
Exemples :
  bareme explain --date 2024-09-02 dossier.json
  bareme explain --date 2024-09-02 --dispositif bourse_regionale dossier.json | less -R
  bareme explain --date 2024-09-02 --tout dossier.json
  bareme explain --date 2024-09-02 --echeancier dossier.json
  bareme explain --date 2024-09-02 --format json dossier.json > decision.json";

pub(crate) const QUESTIONS: &str = "\
Une réponse qui n'est pas exacte se donne aussi : `{\"min\": 41}` pour un nombre ou une date,
`{\"parmi\": [\"cdi\", \"cdd\"]}` pour un choix. Un fait que la personne ne connaît pas se nomme dans
`ne_sait_pas` : il n'est plus demandé.

Exemples :
  bareme questions --date 2027-09-01 dossier.json
  bareme questions --date 2027-09-01 --dispositif bourse_regionale --format json dossier.json
  echo '{\"age\": {\"min\": 26}, \"ne_sait_pas\": [\"statut\"]}' | bareme questions --date 2027-09-01 -";

pub(crate) const JOURS: &str = "\
Les jours sont ceux de la date d'effet de la règle, ou des autres dates dont une valeur dépend.

Exemples :
  bareme jours bourse_regionale
  bareme jours --format json bourse_regionale remuneration_publique_stage";

pub(crate) const LETTRE: &str = "\
La lettre dit la place du traitement algorithmique, les données et leurs sources, les paramètres et
leur poids, les opérations effectuées, ce qui reste incertain (article R311-3-1-2 du code des
relations entre le public et l'administration).

Exemples :
  bareme lettre --date 2024-09-02 --dispositif bourse_regionale dossier.json
  bareme lettre --date 2024-09-02 --dispositif aref --format html d.json > lettre.html";

pub(crate) const SEUILS: &str = "\
Tout est prouvé, rien n'est échantillonné : entre deux bornes, la réponse est celle qui est dite,
pour chaque valeur. Ce que le dossier dit du fait ne compte pas ; ses autres faits comptent tels
qu'ils sont. D'une aide refusée, le texte et le JSON disent aussi ce qui l'ouvrirait.

Exemples :
  bareme seuils --date 2024-09-02 --fait revenu_brut_global --dispositif bourse_regionale d.json
  bareme seuils --date 2024-09-02 --fait age d.json
  bareme seuils --date 2024-09-02 --fait revenu_brut_global --droit montant_annuel \\
    --dispositif bourse_regionale --format svg d.json > seuils.svg";

pub(crate) const BATCH: &str = "\
L'entrée est séparée par des virgules, ou par des points-virgules comme l'écrivent les tableurs
français. Pour chaque dispositif la sortie donne le verdict, les droits,
la première condition qui manque, la condition qui manque seule, et si un fait reste à demander.
Une ligne fautive a le verdict `illisible`, et non un refus ; les autres sont décidées, et la
commande sort alors avec 1.
La ligne est celle que montre un éditeur, fins de ligne LF, CRLF ou CR.

Les décisions, les lignes illisibles et le manifeste (SORTIE.manifeste.json : empreintes, comptes,
barème, date) prennent leur nom une fois entiers : une interruption ou un disque plein laisse ceux
d'avant intacts. Ce qu'une interruption laisse, `.SORTIE.XXXXXX.bareme-partiel`, est effacé au
passage suivant. Avec `-` les décisions sortent au fur et à mesure, en CSV ; les lignes illisibles
vont sur la sortie d'erreur, vingt de chaque sorte au plus, et il n'y a de manifeste que si
--manifeste en demande un.

L'entête a au plus 1 Mio et 10 000 colonnes, une ligne au plus 1 Mio.

La fin du nom choisit le format : .parquet, .arrow et .feather, .jsonl et .ndjson (un objet JSON par
ligne), ou CSV. En Parquet et en Arrow les choix sont des textes, les dates sont des dates et les
montants des décimaux ; un nombre à virgule flottante n'est lu que s'il est exact aux décimales du
fait. La ligne est alors le rang du dossier, à partir de 1. Il faut un programme compilé avec
`--features parquet`.

Rien n'est deviné : --lecture dit ce que des personnes ont écrit, --colonnes ce que sont les
colonnes, --encodage ce que sont les octets. Un fichier de --colonnes s'écrit ainsi :
  lecture = \"fr\"
  [colonnes.DEP]
  fait = \"residence_departement\"
  [colonnes.STATUT]
  fait = \"statut\"
  valeurs = { S = \"poursuite_scolarite\", E = \"demandeur_emploi\" }
  [colonnes.\"REVENU MENSUEL\"]
  fait = \"revenu_brut_global\"
  facteur = 12
  [colonnes.NUMERO]
  garde = true

Exemples :
  bareme batch --date 2024-09-02 dossiers.csv decisions.csv
  bareme batch --date 2024-09-02 dossiers.parquet decisions.parquet
  bareme batch --date 2024-09-02 --dispositif bourse_regionale dossiers.csv decisions.csv
  bareme batch --date 2024-09-02 --lecture fr --encodage windows-1252 export.csv decisions.csv
  bareme batch --date 2024-09-02 --colonnes colonnes.toml dossiers.jsonl decisions.arrow
  cat dossiers.csv | bareme batch --date 2024-09-02 --erreurs refus.csv - - > decisions.csv
  bareme batch --date 2024-09-02 --garde residence_departement --summary dossiers.csv decisions.csv";

pub(crate) const SUMMARY: &str = "\
Les totaux sont exacts, au centime : ce qui est établi et, quand `batch --bornes` les a écrits, le
moins et le plus qui peuvent être dus, quoi que vaillent les faits qui manquent. Sans ces bornes, les
lignes qui ne sont pas établies ne sont dans aucun total, et c'est dit. Ce qui s'exclut n'est jamais
ajouté. Les totaux sont donnés par dispositif, par échelon et, plus généralement, par chaque choix
que donne un droit ou que `batch --garde` a recopié, comme un département ; --par en ajoute un.

Le manifeste à côté des décisions est relu : un avertissement dit s'il manque, s'il décrit un autre
fichier, un autre barème, ou une autre date que --date.

Exemples :
  bareme batch --date 2024-09-02 --garde residence_departement dossiers.csv decisions.csv
  bareme summary decisions.csv
  bareme summary --date 2024-09-02 decisions.csv
  bareme summary --format json decisions.csv";

pub(crate) const SUIVI: &str = "\
Les indicateurs sont ceux du barème (`bareme reperes`) : nombres, sommes, parts, par sexe, âge ou
département, à côté de ce qui était prévu ou constaté. Ce qui n'est pas connu d'une ligne est compté
à part, jamais pris pour un non. L'année d'une ligne est celle de son entrée en formation.

Il faut dans la table les faits que lisent les indicateurs : `bareme batch --garde FAIT` les
recopie. Un indicateur dont une colonne manque n'est pas compté, et un avertissement dit laquelle.

Exemples :
  bareme batch --date 2024-09-02 --garde date_entree_formation --garde sexe d.csv decisions.csv
  bareme suivi decisions.csv
  bareme suivi --annee 2024 --graphique suivi.svg decisions.csv
  bareme suivi --annee 2024 --registre quotas.db --format json decisions.csv";

pub(crate) const REPERES: &str = "\
Exemples :
  bareme reperes --annee 2024
  bareme reperes --format json
  bareme reperes --markdown > reperes.md";

pub(crate) const CHECK: &str = "\
Sort avec 1 s'il y a au moins une erreur ; un avertissement ne suffit pas, sauf avec --strict.
Une liste de ce qui est à renouveler n'est pas une faute non plus, sauf avec --strict.

Exemples :
  bareme check rules
  bareme check rules --date 2026-09-01
  bareme check rules --analyse
  bareme check --date 2026-09-02 --a-renouveler rules
  bareme check rules --format json";

pub(crate) const DIFF: &str = "\
Un barème est un répertoire, un fichier écrit par `bareme pack`, ou une révision de git comme
`HEAD~1:rules` ; sans chemin, il est à la racine ou dans `rules`. Rien n'est écrit.
Pour chaque dispositif, la commande prouve que la décision est la même pour tout dossier complet,
ou donne un dossier pour lequel elle change. Elle sort avec 0 quand c'est prouvé pour tous, avec 1
sinon.

Exemples :
  bareme diff rules rules-2027
  bareme diff HEAD~1:rules rules --format md
  bareme diff v1.2 rules --dossiers dossiers.csv --date 2026-09-01
  bareme diff ancien.bpk nouveau.bpk --format json";

pub(crate) const COMPARE: &str = "\
Une réforme est un fichier TOML : `nom`, `depuis`, et sous `[changements]` une ligne par changement,
comme `bourse_plafonds = \"× 1.05\"`. `bareme schema reforme` en donne la forme.
Seuls les dispositifs que la réforme atteint sont comptés. Un dossier à qui il manque un fait n'est
compté ni gagnant ni perdant : le coût est alors donné avec ses bornes, qui sont prouvées.

Exemples :
  bareme compare --reforme reforme.toml --date 2026-09-01 population.csv
  bareme compare --reforme reforme.toml --date 2026-09-01 population.parquet --par diplome_vise
  bareme compare --reforme reforme.toml --date 2026-09-01 population.csv --format json";

pub(crate) const NOUVELLE_PERIODE: &str = "\
Les lignes de la dernière période sont reprises : sans --coefficient, chaque valeur est `a_ecrire` ;
avec lui, elle est multipliée, et arrondie au plus près aux décimales que le barème déclare.

La nouvelle période est `a_confirmer`, et sa source et son jour de lecture sont `a_ecrire` :
`bareme check` refuse le barème tant qu'un texte n'a pas été lu. Rien d'autre ne change dans les
fichiers. Sort avec 1 si la période existe, ou si elle ne suit pas la dernière.

Exemples :
  bareme nouvelle-periode bourse_plafonds --depuis 2026-09-01 --pack rules
  bareme nouvelle-periode bourse_montants --depuis 2026-09-01 --coefficient 1.015 --pack rules
  bareme nouvelle-periode smic_mensuel_brut --depuis 2027-01-01 --pack rules --dry-run";

pub(crate) const RENOMMER: &str = "\
Le nom change dans le vocabulaire, les expressions, les titres, les tables et leurs fichiers ; avec
--cas, dans les cas. Un fait, une valeur et un dispositif gardent leur ancien nom dans
`anciens_noms` : les dossiers gardés sont lus, avec un avertissement. Reprendre le nom d'avant rend
le barème tel qu'il était. Commentaires et mise en page restent.

Tout est écrit, ou rien : le barème renommé est lu et contrôlé d'abord, et il calcule la même chose.
Sort avec 1 si le nom n'existe pas, si le nouveau est pris, ou si le barème est déjà en défaut.

Exemples :
  bareme renommer rules revenu_brut_global revenu_fiscal --cas tests/cases --dry-run
  bareme renommer rules statut.salarie_prive salarie_du_prive --cas tests/cases
  bareme renommer rules bourse_regionale bourse_sanitaire_sociale";

pub(crate) const TEST: &str = "\
Un cas attend des verdicts, des droits et des bornes, et aussi des doutes (`doutes`), des valeurs
à relire (`perimes`), une démarche (`demarche`), une combinaison (`meilleure_combinaison`), un
échéancier (`echeancier`), des revenus comparés (`revenus`) et une page (`page`). Chaque clé est
dans docs/command-line.md.

Dit aussi quelles conditions aucun cas n'a vues remplies, ou non remplies, sauf avec --cas.

--suggere écrit un fichier de cas sur lesquels une faute du barème se verrait, les moins nombreux :
chaque condition seule à décider, chaque seuil, chaque date et sa veille, chaque case. Ce qu'ils
attendent reste à lire dans le texte, à la place de chaque `a_confirmer`. Le nombre des fautes à
essayer est dit d'abord : comptez de quelques secondes à quelques minutes par dispositif avec
--regle, qui prend aussi les paramètres et les tables qu'il lit, et des heures pour tout un barème.

Exemples :
  bareme test tests/cases
  bareme test --cas every_condition_met_gives_echelon_5 tests/cases
  bareme test tests/cases/bourse/points.toml
  bareme test --pack rules tests/cases
  bareme test --pack rules --suggere --regle sesame tests/cases tests/transcriptions";

pub(crate) const MUTATION: &str = "\
Une faute est vue quand `check` refuse le barème ou l'avertit, quand un cas échoue, ou quand une
valeur n'est plus celle d'une transcription. Les autres sont listées par règle, avec le fichier
et la ligne : il y manque un cas. Le fichier de --admis est décrit dans docs/command-line.md.

Exemples :
  bareme mutation rules tests/cases tests/transcriptions
  bareme mutation rules tests/cases --genre operateurs --genre dates
  bareme mutation rules tests/cases tests/transcriptions --echantillon 200 --graine 7
  bareme mutation rules tests/cases tests/transcriptions --admis tests/mutation.toml";

pub(crate) const PACK: &str = "\
Le fichier se lit partout où un répertoire se lit, avec `--pack`. Une somme de contrôle couvre tous
ses octets : un fichier abîmé est refusé. Elle ne dit pas qui l'a écrit.

Exemples :
  bareme pack rules -o pays-de-la-loire-2026.11.0.bpk
  bareme evaluate --pack pays-de-la-loire-2026.11.0.bpk --date 2024-09-02 dossier.json
  bareme verify --packs archives decision.json";

pub(crate) const VERIFY: &str = "\
Il faut le barème avec lequel la décision a été prise ; son empreinte est dans la décision.
Avec --packs il est cherché par cette empreinte ; un barème illisible est signalé et passé.

Une décision est « cohérente » quand le calcul la redonne, « la même, par un autre moteur » quand
seule la version du moteur diffère, « authentique » quand son sceau est aussi celui de la clé.
Sans sceau, n'importe qui peut écrire une décision cohérente.

Exemples :
  bareme verify decision.json
  bareme verify --pack rules decision.json
  bareme verify --packs archives decision.json
  bareme verify --secret cle.hex --sceau d.sceau d.json";

pub(crate) const FACTS: &str = "\
Exemples :
  bareme facts
  bareme facts --format json";

pub(crate) const DISPOSITIFS: &str = "\
Exemples :
  bareme dispositifs
  bareme dispositifs --date 2024-09-02 --objet personne
  bareme dispositifs --format json";

pub(crate) const SOURCES: &str = "\
Exemples :
  bareme sources
  bareme sources --format json";

pub(crate) const SCHEMA: &str = "\
Exemples :
  bareme schema facts > dossier.schema.json
  bareme schema decision
  bareme schema pack --fichier dispositif > dispositif.schema.json";

pub(crate) const QUOTA: &str = "\
Un registre ne contient que des numéros de dossier, jamais leurs faits. La même demande envoyée
deux fois avec la même clé ne compte qu'une fois. Chaque réponse porte une ancre : notée hors du
registre, elle montre plus tard si son histoire a été réécrite.

Exemples :
  bareme quota creer --store quotas.sqlite --quota parcours_aide_soignant --groupe 2024
  bareme quota show --store quotas.sqlite
  bareme quota request --help";

pub(crate) const QUOTA_CREER: &str = "\
Exemples :
  bareme quota creer --store quotas.sqlite --quota parcours_aide_soignant --groupe 2024
  bareme quota creer --store quotas.sqlite --quota parcours_aide_soignant --groupe 2024 --places 12";

pub(crate) const QUOTA_SHOW: &str = "\
Exemples :
  bareme quota show --store quotas.sqlite
  bareme quota show --store quotas.sqlite --quota parcours_aide_soignant --format json";

pub(crate) const QUOTA_REQUEST: &str = "\
Exemples :
  bareme quota request --store q.sqlite --dossier 2024-00017 --date 2024-03-01 \\
    --dispositif transitions_pro_aide_soignant dossier.json";

pub(crate) const QUOTA_WITHDRAW: &str = "\
Exemples :
  bareme quota withdraw --store q.sqlite --quota parcours_aide_soignant --groupe 2024 \\
    --dossier 2024-00017";

pub(crate) const QUOTA_LIMIT: &str = "\
Exemples :
  bareme quota limit --store q.sqlite --quota parcours_aide_soignant --groupe 2024 \\
    --places 160 --auteur agent-12";

pub(crate) const QUOTA_ANNULER: &str = "\
Exemples :
  bareme quota annuler --store q.sqlite --quota parcours_aide_soignant --groupe 2024 \\
    --dossier 2024-00017 --evenement 3 --motif erreur_de_saisie";

pub(crate) const QUOTA_HISTORY: &str = "\
Exemples :
  bareme quota history --store q.sqlite --quota parcours_aide_soignant --groupe 2024
  bareme quota history --store postgres://bareme@localhost/quotas \\
    --quota parcours_aide_soignant --groupe 2024 --dossier 2024-00017";

pub(crate) const QUOTA_VERIFY: &str = "\
Exemples :
  bareme quota verify --store quotas.sqlite
  bareme quota verify --store quotas.sqlite --attendu \\
    3:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub(crate) const QUOTA_MIGRER: &str = "\
Exemples :
  bareme quota migrer --store 'postgres://admin@quotas.example.org/quotas?sslmode=require'";
