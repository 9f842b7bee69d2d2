// Written by `make types` from the rules: a change here is lost.

/** `sexe` in the rules. */
export type Sexe = 'femme' | 'homme';
/** `situation` in the rules. */
export type Situation = 'etudes' | 'recherche_emploi' | 'cdi_prive' | 'contrat_court_prive' | 'fonctionnaire' | 'contrat_public' | 'apprentissage' | 'professionnalisation' | 'independance' | 'conge_parental' | 'autre';
/** `allocation` in the rules. */
export type Allocation = 'are' | 'are_spectacle' | 'asp' | 'ati' | 'ass' | 'aucune';
/** `statut` in the rules. */
export type Statut = 'poursuite_scolarite' | 'demandeur_emploi' | 'salarie_prive' | 'agent_public' | 'apprenti' | 'contrat_professionnalisation' | 'travailleur_non_salarie' | 'conge_parental' | 'autre';
/** `contrat_type` in the rules. */
export type ContratType = 'cdi' | 'cdd' | 'interim' | 'intermittent' | 'alternance' | 'aucun';
/** `forme_alternance` in the rules. */
export type FormeAlternance = 'apprentissage' | 'professionnalisation';
/** `secteur_employeur` in the rules. */
export type SecteurEmployeur = 'sanitaire' | 'medico_social' | 'autre';
/** `secteur_formation` in the rules. */
export type SecteurFormation = 'batiment' | 'industrie' | 'autre';
/** `categorie_demandeur_emploi` in the rules. */
export type CategorieDemandeurEmploi = 'a' | 'b' | 'c' | 'd' | 'e';
/** `accord_reconversion` in the rules. */
export type AccordReconversion = 'interne' | 'externe' | 'aucun';
/** `metier_spectacle` in the rules. */
export type MetierSpectacle = 'technicien_enregistre' | 'technicien_vivant' | 'artiste';
/** `departement` in the rules. */
export type Departement = 'loire_atlantique' | 'maine_et_loire' | 'mayenne' | 'sarthe' | 'vendee' | 'hors_region';
/** `institut` in the rules. */
export type Institut = 'chu_nantes' | 'chateaubriant' | 'arifts_reze' | 'chu_angers' | 'saumur' | 'jeanne_delanoue_cholet' | 'ch_laval' | 'croix_rouge_laval' | 'arifts_mayenne' | 'ch_le_mans' | 'croix_rouge_le_mans' | 'cefras_sarthe' | 'chd_la_roche_sur_yon' | 'croix_rouge_saint_jean_de_monts' | 'challans' | 'jeanne_delanoue_les_herbiers' | 'autre';
/** `diplome` in the rules. */
export type Diplome = 'aide_soignant' | 'auxiliaire_puericulture' | 'ambulancier' | 'infirmier' | 'sage_femme' | 'masseur_kinesitherapeute' | 'ergotherapeute' | 'psychomotricien' | 'pedicure_podologue' | 'manipulateur_radio' | 'puericulteur' | 'infirmier_bloc' | 'infirmier_anesthesiste' | 'cadre_sante' | 'infirmier_pratique_avancee' | 'accompagnant_educatif_social' | 'moniteur_educateur' | 'technicien_intervention_sociale_familiale' | 'assistant_service_social' | 'educateur_specialise' | 'educateur_jeunes_enfants' | 'conseiller_economie_sociale_familiale' | 'educateur_technique_specialise' | 'autre';
/** `selection` in the rules. */
export type Selection = 'parcoursup' | 'dossier' | 'epreuves' | 'annee_universitaire' | 'inconnue';
/** `programme` in the rules. */
export type Programme = 'visa_metiers' | 'visa_metiers_plus' | 'visa_sanitaire_social' | 'prepa_cles' | 'prepa_avenir' | 'prepa_rebond' | 'prepa_cles_avenir' | 'prepa_sanitaire_social' | 'prepa_concours' | 'acces_emploi' | 'acces_entrepreneur' | 'acces_evolution' | 'un_emploi_une_formation' | 'autre';
/** `type_dossier` in the rules. */
export type TypeDossier = 'formations_sanitaires_sociales' | 'psad' | 'detenus' | 'remuneration_th_crp' | 'aides_individuelles' | 'vae' | 'aides_individuelles_hors_si' | 'autre';
/** `auteur_intention_embauche` in the rules. */
export type AuteurIntentionEmbauche = 'france_travail' | 'mission_locale' | 'cap_emploi' | 'departement' | 'opco' | 'organisme_formation' | 'region' | 'employeur' | 'autre';
/** `voie_formation` in the rules. */
export type VoieFormation = 'initiale' | 'continue' | 'apprentissage';
/** `echelon` in the rules. */
export type Echelon = '0bis' | '1' | '2' | '3' | '4' | '5' | '6' | '7';
/** `echelon_2008` in the rules. */
export type Echelon2008 = '1' | '2' | '3' | '4' | '5';
/** `situation_rps` in the rules. */
export type SituationRps = 'handicap_salaire_anterieur' | 'activite_non_salariee' | 'parent_seul' | 'grossesse_seule' | 'trois_enfants' | 'separation_recente' | 'activite_salariee' | 'handicap_sans_salaire' | 'age_26_ou_plus' | 'age_21_a_25' | 'age_18_a_20' | 'age_18_a_25' | 'age_moins_de_18';
/** `prise_en_charge` in the rules. */
export type PriseEnCharge = 'totale' | 'partielle';
/** `payeur` in the rules. */
export type Payeur = 'region' | 'transitions_pro' | 'france_travail' | 'opco' | 'employeur' | 'ars' | 'alternance_ou_opco_sante';

/** What is known of a person: a fact that is left out, or `null`, is unknown, which is an answer too. */
export interface Dossier {
  /** Âge à l'entrée en formation, an */ readonly age?: number | null;
  /** Sexe à l'état civil */ readonly sexe?: Sexe | null;
  /** Enfants à charge */ readonly nombre_enfants?: number | null;
  /** Parent élevant seul ses enfants */ readonly parent_isole?: boolean | null;
  /** Grossesse sans conjoint ni conjointe (sensible) */ readonly enceinte_seule?: boolean | null;
  /** Divorce, veuvage ou séparation de moins de 3 ans */ readonly separe_moins_de_3_ans?: boolean | null;
  /** Département où la personne habite */ readonly residence_departement?: Departement | null;
  /** Domicile dans un quartier prioritaire de la ville */ readonly residence_qpv?: boolean | null;
  /** Domicile dans une zone de revitalisation rurale */ readonly residence_zrr?: boolean | null;
  /** Domicile dans une ancienne zone urbaine sensible */ readonly residence_zus?: boolean | null;
  /** Langue courante autre que le français */ readonly non_francophone?: boolean | null;
  /** Statut de réfugié, arrivée récente en France (sensible) */ readonly primo_arrivant_refugie?: boolean | null;
  /** Situation actuelle */ readonly situation_actuelle?: Situation | null;
  /** Situation à l'entrée en formation */ readonly statut?: Statut | null;
  /** Inscription à France Travail */ readonly inscrit_france_travail?: boolean | null;
  /** Obligation de rechercher un emploi */ readonly tenu_de_rechercher_emploi?: boolean | null;
  /** Heures travaillées dans le mois, h/mois */ readonly heures_travaillees_mois?: number | null;
  /** Ancienneté de l'inscription à France Travail, mois */ readonly duree_inscription_mois?: number | null;
  /** Revenu de solidarité active (RSA) reçu */ readonly beneficiaire_rsa?: boolean | null;
  /** Éloignement de l'emploi, selon l'accompagnement */ readonly eloigne_emploi?: boolean | null;
  /** Difficulté d'insertion sociale ou professionnelle */ readonly difficulte_insertion?: boolean | null;
  /** Allocation chômage */ readonly allocation_actuelle?: Allocation | null;
  /** Droit ouvert à une allocation de l'assurance chômage */ readonly indemnise_are?: boolean | null;
  /** Montant de l'allocation chômage par jour, EUR/jour */ readonly allocation_journaliere?: string | number | null;
  /** Salaire journalier de référence, EUR/jour */ readonly salaire_journalier_reference?: string | number | null;
  /** Fin des droits à l'allocation chômage */ readonly date_fin_droits_are?: string | null;
  /** Mois de travail salarié dans les 10 ans avant le chômage, mois */ readonly mois_salarie_10_ans?: number | null;
  /** Enfants pour lesquels vous avez arrêté de travailler */ readonly enfants_eleves_sans_travailler?: number | null;
  /** Vie en couple */ readonly vit_en_couple?: boolean | null;
  /** Ressources du foyer par mois, EUR/mois */ readonly ressources_mensuelles?: string | number | null;
  /** Contrat de travail présent ou dernier */ readonly contrat_type?: ContratType | null;
  /** Dernier jour du contrat de travail */ readonly date_fin_contrat?: string | null;
  /** Contrat de travail promis */ readonly contrat_promis?: ContratType | null;
  /** Heures de travail prévues par semaine au contrat promis, h/semaine */ readonly contrat_promis_heures_hebdo?: string | number | null;
  /** Durée du contrat promis, mois */ readonly contrat_duree_mois?: number | null;
  /** Heures de travail prévues par semaine au contrat présent ou dernier, h/semaine */ readonly contrat_heures_hebdo?: string | number | null;
  /** Mois de travail dans l'entreprise actuelle, mois */ readonly mois_dans_entreprise?: number | null;
  /** Mois de travail salarié dans toute la carrière, mois */ readonly mois_salarie_total?: number | null;
  /** Handicap reconnu au travail (sensible) */ readonly travailleur_handicape?: boolean | null;
  /** Reconnaissance de la qualité de travailleur handicapé (RQTH) (sensible) */ readonly rqth?: boolean | null;
  /** Travail salarié récent */ readonly activite_anterieure?: boolean | null;
  /** Activité indépendante récente */ readonly non_salarie_12_mois?: boolean | null;
  /** Salaire mensuel brut reçu avant la formation, EUR/mois */ readonly salaire_percu_mensuel?: string | number | null;
  /** Salaire mensuel brut de référence, EUR/mois */ readonly salaire_reference_mensuel?: string | number | null;
  /** Mois de travail salarié sur les 5 dernières années, mois */ readonly mois_salarie_5_ans?: number | null;
  /** Mois de CDD sur les 12 derniers mois, mois */ readonly mois_cdd_12_mois?: number | null;
  /** Heures d'intérim sur 18 mois, toutes agences, h */ readonly heures_interim_branche_18_mois?: number | null;
  /** Heures d'intérim sur 18 mois dans l'agence où la demande est faite, h */ readonly heures_interim_agence_18_mois?: number | null;
  /** Métier du spectacle */ readonly metier_spectacle?: MetierSpectacle | null;
  /** Jours de travail ou cachets sur les 2 à 5 dernières années, jour */ readonly jours_spectacle_5_ans?: number | null;
  /** Jours de travail ou cachets sur les 24 derniers mois, jour */ readonly jours_spectacle_24_mois?: number | null;
  /** Jours de travail ou cachets sur les 12 derniers mois, jour */ readonly jours_spectacle_12_mois?: number | null;
  /** Nouvel emploi après un licenciement économique ou pour inaptitude */ readonly licenciement_economique_ou_inaptitude?: boolean | null;
  /** Longue absence pour raison de santé (sensible) */ readonly absence_sante_qualifiante?: boolean | null;
  /** Jours travaillés dans les 60 mois avant la démission, jour */ readonly jours_travailles_60_mois?: number | null;
  /** Conseil en évolution professionnelle demandé avant la démission */ readonly conseil_avant_demission?: boolean | null;
  /** Envoi du dossier à Transitions Pro */ readonly date_demande_transitions_pro?: string | null;
  /** Congé de transition déjà pris dans l'entreprise */ readonly deja_ptp_entreprise?: boolean | null;
  /** Fin du congé de transition précédent */ readonly date_fin_ptp_precedent?: string | null;
  /** Durée du congé de transition précédent, mois */ readonly duree_ptp_precedent_mois?: number | null;
  /** Heures de formation sur le temps de travail, par semaine, h/semaine */ readonly heures_formation_temps_travail?: string | number | null;
  /** Accord écrit de l'employeur pour une période de reconversion */ readonly accord_reconversion?: AccordReconversion | null;
  /** Accord d'entreprise ou de branche qui allonge la période de reconversion */ readonly accord_collectif_reconversion?: boolean | null;
  /** Accord de Transitions Pro Pays de la Loire */ readonly accord_commission_transitions_pro?: boolean | null;
  /** Heures d'emploi par semaine à côté de la formation, h/semaine */ readonly heures_activite_hebdo?: string | number | null;
  /** Allocation chômage nette par jour, EUR/jour */ readonly allocation_journaliere_nette?: string | number | null;
  /** Contrat promis saisonnier */ readonly contrat_saisonnier?: boolean | null;
  /** CDI intérimaire */ readonly cdi_interimaire?: boolean | null;
  /** Forme de l'alternance */ readonly forme_alternance?: FormeAlternance | null;
  /** Contrat aidé */ readonly contrat_aide?: boolean | null;
  /** Travail dans une structure d'insertion */ readonly salarie_insertion?: boolean | null;
  /** Travail dans une entreprise adaptée (sensible) */ readonly salarie_entreprise_adaptee?: boolean | null;
  /** Travail comme agente ou agent de service hospitalier */ readonly ash_en_poste?: boolean | null;
  /** Projet de devenir agente ou agent de service hospitalier */ readonly projet_ash?: boolean | null;
  /** Exercice libéral comme infirmière ou infirmier */ readonly infirmier_liberal?: boolean | null;
  /** Projet d'exercice hors de l'hôpital */ readonly projet_ambulatoire?: boolean | null;
  /** Candidature retenue par l'ARS */ readonly retenu_appel_candidatures?: boolean | null;
  /** Renfort pendant la crise sanitaire */ readonly mobilise_crise_sanitaire?: boolean | null;
  /** Effectif de l'entreprise qui recrute, personne */ readonly effectif_entreprise?: number | null;
  /** Engagement d'embauche */ readonly engagement_embauche?: boolean | null;
  /** Intention d'embauche */ readonly intention_embauche?: boolean | null;
  /** Employeur qui peine à recruter */ readonly employeur_en_difficulte_recrutement?: boolean | null;
  /** Entreprise privée */ readonly employeur_prive?: boolean | null;
  /** Secteur de l'employeur */ readonly secteur_employeur?: SecteurEmployeur | null;
  /** Établissement en Pays de la Loire */ readonly etablissement_region?: boolean | null;
  /** Employeur public de la santé, du social ou du médico-social */ readonly employeur_public_soin?: boolean | null;
  /** Offre d'emploi déposée à France Travail */ readonly offre_deposee_france_travail?: boolean | null;
  /** Offre dans la zone de recherche d'emploi */ readonly offre_dans_zone_recherche?: boolean | null;
  /** Besoin reconnu par la branche ou son OPCO */ readonly besoin_branche?: boolean | null;
  /** Premier jour du contrat de travail */ readonly date_embauche?: string | null;
  /** Travail dans l'établissement il y a moins de 6 mois */ readonly salarie_etablissement_6_mois?: boolean | null;
  /** Licenciement économique dans l'établissement il y a moins de 6 mois */ readonly licenciement_economique_6_mois?: boolean | null;
  /** Impôts et cotisations à jour */ readonly employeur_a_jour?: boolean | null;
  /** Cotisation à la formation et à l'alternance */ readonly employeur_cufpa?: boolean | null;
  /** Poste tenu par une personne en recherche d'emploi */ readonly remplacement_par_demandeur_emploi?: boolean | null;
  /** Tutrice ou tuteur volontaire */ readonly tuteur_volontaire?: boolean | null;
  /** Jours en entreprise par semaine, jour/semaine */ readonly jours_entreprise_semaine?: number | null;
  /** Accueil d'un ou une stagiaire en pratique avancée */ readonly accueille_stagiaire_ipa?: boolean | null;
  /** Durée du stage, mois */ readonly duree_stage_mois?: number | null;
  /** Niveau du plus haut diplôme obtenu */ readonly niveau_acquis?: number | null;
  /** Niveau d'études le plus haut suivi */ readonly niveau_frequente?: number | null;
  /** Certificat CléA obtenu */ readonly titulaire_clea?: boolean | null;
  /** Projet professionnel validé */ readonly projet_valide?: boolean | null;
  /** Connaissances demandées à l'entrée acquises */ readonly prerequis_acquis?: boolean | null;
  /** Bac professionnel ASSP ou SAPAT */ readonly bac_pro_sanitaire_social?: boolean | null;
  /** Diplôme préparé */ readonly diplome_vise?: Diplome | null;
  /** Programme régional de la formation */ readonly programme?: Programme | null;
  /** Premier jour de la formation */ readonly date_entree_formation?: string | null;
  /** Dernier jour de la formation */ readonly date_fin_formation?: string | null;
  /** Année du cursus */ readonly annee_formation?: number | null;
  /** Durée de la formation en heures, h */ readonly duree_formation_heures?: number | null;
  /** Durée de la formation en mois, mois */ readonly duree_formation_mois?: number | null;
  /** Heures de formation par semaine, h/semaine */ readonly heures_hebdo_formation?: string | number | null;
  /** Formation à temps plein et sans coupure */ readonly formation_continue_temps_plein?: boolean | null;
  /** Cursus complet */ readonly cursus_complet?: boolean | null;
  /** Institut ou site de formation */ readonly institut?: Institut | null;
  /** Département de l'organisme de formation */ readonly organisme_departement?: Departement | null;
  /** Formation autorisée ou agréée par la Région */ readonly formation_autorisee_region?: boolean | null;
  /** Place financée par convention avec la Région */ readonly place_conventionnee?: boolean | null;
  /** Formation agréée pour la rémunération des stagiaires */ readonly formation_agreee_remuneration?: boolean | null;
  /** Logement hors de chez soi pendant la formation */ readonly loge_hors_domicile?: boolean | null;
  /** Coût de la formation déjà payé par ailleurs */ readonly autre_financement?: boolean | null;
  /** Formation ouvrant la rémunération de fin de formation */ readonly formation_rff?: boolean | null;
  /** Formation de même niveau déjà suivie */ readonly deja_formation_meme_niveau?: boolean | null;
  /** Années depuis une formation de même niveau, an */ readonly annees_depuis_formation_meme_niveau?: number | null;
  /** Sortie de PRÉPA Clés Avenir */ readonly issu_prepa_cles_avenir?: boolean | null;
  /** Dernière année d'études */ readonly derniere_annee_formation?: boolean | null;
  /** Cursus terminé */ readonly cursus_termine?: boolean | null;
  /** Jour du diplôme */ readonly date_diplome?: string | null;
  /** Arrêté du préfet sur l'exercice avant le diplôme */ readonly arrete_prefet_exercice?: boolean | null;
  /** Formation déjà achetée ou conventionnée par la Région */ readonly formation_achetee_region?: boolean | null;
  /** Formation de la liste régionale, diplôme ou certificat compris */ readonly formation_liste_contrat_pro?: boolean | null;
  /** Contrat de professionnalisation expérimental */ readonly contrat_pro_experimental?: boolean | null;
  /** Secteur du métier préparé */ readonly secteur_formation?: SecteurFormation | null;
  /** Formation au sport ou à l'animation */ readonly formation_sport_animation?: boolean | null;
  /** Territoire choisi pour l'essai */ readonly territoire_test?: boolean | null;
  /** Revenu brut global, EUR/an */ readonly revenu_brut_global?: string | number | null;
  /** Revenus imposables du dernier avis d'impôt, EUR/an */ readonly revenus_imposables?: string | number | null;
  /** Distance entre le domicile familial et la formation, km */ readonly distance_domicile_formation_km?: number | null;
  /** Hébergement payé près de la formation */ readonly frais_hebergement?: boolean | null;
  /** Frères et sœurs à charge, hors enseignement supérieur */ readonly autres_enfants_a_charge?: number | null;
  /** Frères et sœurs à charge dans l'enseignement supérieur */ readonly autres_enfants_superieur?: number | null;
  /** Foyer d'un parent qui élève seul ses enfants */ readonly foyer_parent_isole?: boolean | null;
  /** Mariage ou PACS, revenus du couple pris en compte */ readonly conjoint_revenus_comptes?: boolean | null;
  /** Pupille de la nation ou protection particulière */ readonly pupille?: boolean | null;
  /** Incapacité permanente et besoin d'une aide humaine (sensible) */ readonly incapacite_tierce_personne?: boolean | null;
  /** Incapacité permanente sans internat pris en charge (sensible) */ readonly incapacite_hors_internat?: boolean | null;
  /** Handicap reconnu par la commission départementale (sensible) */ readonly handicap_cdaph?: boolean | null;
  /** Aide apportée sans salaire à une personne handicapée de la famille (sensible) */ readonly aidant?: boolean | null;
  /** Bourse du CROUS */ readonly boursier_crous?: boolean | null;
  /** CVEC payée */ readonly paye_cvec?: boolean | null;
  /** Difficulté à se déplacer jusqu'à la formation */ readonly probleme_mobilite?: boolean | null;
  /** Risque d'arrêter la formation faute d'argent */ readonly risque_abandon?: boolean | null;
  /** Rémunération de stagiaire versée par la Région */ readonly remunere_par_region?: boolean | null;
  /** Part des dépenses du Pacte sur l'axe 1 */ readonly part_axe_1?: string | number | null;
  /** Part des dépenses du Pacte sur l'axe 2 */ readonly part_axe_2?: string | number | null;
  /** Part des dépenses du Pacte sur l'axe transverse */ readonly part_axe_transverse?: string | number | null;
  /** Part des personnes handicapées parmi les entrées en formation */ readonly part_entrees_th?: string | number | null;
  /** Dépenses de la Région dans l'année pour former les personnes en recherche d'emploi, EUR */ readonly depenses_region_annee?: string | number | null;
  /** Entrées en formation de personnes en recherche d'emploi, dans l'année */ readonly entrees_demandeurs_emploi?: number | null;
  /** Entrées en formation de personnes en recherche d'emploi, en 2017 */ readonly entrees_demandeurs_emploi_2017?: number | null;
  /** Entrées en formation de personnes en recherche d'emploi sans le bac, dans l'année */ readonly entrees_sans_bac?: number | null;
  /** Entrées en formation de personnes en recherche d'emploi sans le bac, en 2017 */ readonly entrees_sans_bac_2017?: number | null;
  /** Part des formations découpées en modules */ readonly part_formations_modularisees?: string | number | null;
  /** Qui signale l'intention d'embauche */ readonly auteur_intention_embauche?: AuteurIntentionEmbauche | null;
  /** Preuve de l'intention d'embauche */ readonly preuve_intention_embauche?: boolean | null;
  /** Place au CEFRAS, en Sarthe */ readonly place_cefras?: boolean | null;
  /** Voie de la formation */ readonly voie_formation?: VoieFormation | null;
  /** Date d'entrée en session */ readonly date_entree_session?: string | null;
  /** Nature du dossier de formation */ readonly type_dossier?: TypeDossier | null;
}

export type FactName = keyof Dossier;
