// Written by `make types` from the rules: a change here is lost.

import type { CategorieDemandeurEmploi, Echelon, Echelon2008, SituationRps, PriseEnCharge, Payeur } from './facts.js';

/** What each dispositif gives. */
export interface Droits {
  /** ACCÈS Emploi, formation préalable au recrutement (AFPR) */
  readonly acces_emploi_afpr: {
    /** Heures de formation, au plus, h */ readonly heures_maximum: number;
    /** Organisme qui met l'aide en œuvre */ readonly operateur: Payeur;
  };
  /** Préparation opérationnelle à l'emploi collective (POEC) */
  readonly acces_emploi_poec: {
    /** Qui paie la formation */ readonly payeur_formation: Payeur;
    /** Heures de formation, au plus, h */ readonly heures_maximum: number;
    /** L'État et France Travail peuvent participer, par convention */ readonly participation_etat_france_travail: boolean;
    /** La formation peut se faire dans un centre d'apprentissage */ readonly centre_apprentissage_possible: boolean;
  };
  /** Préparation opérationnelle à l'emploi individuelle (POEI) */
  readonly acces_emploi_poei: {
    /** Qui paie la formation */ readonly payeur_formation: Payeur;
    /** L'opérateur de compétences (OPCO) de l'entreprise peut participer */ readonly participation_opco: boolean;
    /** Heures de formation, au plus, h */ readonly heures_maximum: number;
    /** Expérience demandée à la tutrice ou au tuteur, an */ readonly experience_tuteur: number;
    /** Personnes suivies à la fois par une tutrice ou un tuteur de l'équipe, au plus, personne */ readonly stagiaires_par_tuteur: number;
    /** Personnes suivies à la fois par l'employeur, au plus, personne */ readonly stagiaires_par_employeur: number;
  };
  /** ACCÈS Entrepreneur : créer ou reprendre une entreprise */
  readonly acces_entrepreneur: {
  };
  /** ACCÈS Évolution : former une personne salariée pendant qu'une autre prend sa place */
  readonly acces_evolution: {
    /** Qui peut aider à payer la formation de la personne salariée */ readonly payeur_formation: Payeur;
  };
  /** Parcours TPME : longue formation pour un emploi en petite entreprise */
  readonly parcours_tpme: {
    /** Prix d'une heure de formation payé, au plus, EUR/h */ readonly cout_horaire_maximum: string;
    /** Coût de la formation payé, au plus, EUR */ readonly cout_maximum: string;
    /** Rémunération pendant la formation, en part du SMIC net */ readonly remuneration_part_smic_net: string;
  };
  /** Un tuteur, un emploi */
  readonly un_tuteur_un_emploi: {
  };
  /** Complément pour garantir un revenu net par jour pendant la formation */
  readonly complement_80_smic: {
    /** Complément net par jour, EUR/jour */ readonly complement_journalier: string;
  };
  /** Fonds social d'urgence */
  readonly fonds_social_urgence: {
    /** Montant de l'aide, EUR */ readonly montant: string;
  };
  /** Rémunération relevée pour le bâtiment et l'industrie */
  readonly majoration_metiers_en_tension: {
    /** Hausse de la rémunération */ readonly hausse: string;
  };
  /** Aide à la mobilité pendant la formation */
  readonly plateforme_mobilite: {
  };
  /** SESAME : aide à une formation du sport ou de l'animation */
  readonly sesame: {
  };
  /** Allocation de solidarité spécifique pendant la formation (ASS-F) */
  readonly allocation_solidarite_formation: {
    /** Allocation de solidarité par jour, EUR/jour */ readonly allocation_par_jour: string;
    /** Allocation de solidarité d'un mois de {jours_mois_allocation} jours, EUR/mois */ readonly allocation_30_jours: string;
    /** Premier jour de l'allocation de solidarité */ readonly premier_jour_allocation: string;
    /** Plafond de ressources par mois, EUR/mois */ readonly plafond_ressources: string;
  };
  /** Estimation de l'allocation chômage par jour */
  readonly are_estimee: {
    /** Allocation chômage estimée par jour, EUR/jour */ readonly allocation_journaliere_estimee: string;
    /** Allocation estimée par jour pendant la formation, EUR/jour */ readonly allocation_formation_estimee: string;
  };
  /** Allocation chômage pendant la formation (AREF, ASP-F ou ATI-F) */
  readonly aref: {
    /** Allocation par jour pendant la formation, EUR/jour */ readonly allocation_journaliere: string;
    /** Allocation d'un mois de {jours_mois_allocation} jours, EUR/mois */ readonly allocation_30_jours: string;
  };
  /** Démission pour se reconvertir, avec droit à l'allocation chômage */
  readonly demission_reconversion: {
    /** Droit à l'allocation chômage (ARE) après la démission */ readonly droit_allocation_chomage: boolean;
    /** Mois pour demander l'allocation après l'attestation de la commission, mois */ readonly mois_pour_demander: number;
  };
  /** Rémunération de fin de formation */
  readonly remuneration_fin_formation: {
    /** Rémunération d'un mois de {jours_mois_allocation} jours après la fin des droits, EUR/mois */ readonly montant_mensuel: string;
    /** Montant mensuel à ne pas dépasser, EUR/mois */ readonly plafond_mensuel: string;
  };
  /** Accompagnement des infirmières et infirmiers libéraux vers la pratique avancée */
  readonly accompagnement_ipa_idel: {
    /** Montant de l'aide, EUR */ readonly montant: string;
  };
  /** Aide de l'ARS à l'embauche dans le médico-social */
  readonly aide_ars_parcours_qualifiant: {
    /** Aide par contrat, EUR */ readonly montant: string;
  };
  /** Formation courte à l'accompagnement des personnes dépendantes */
  readonly formation_courte_245h: {
    /** Durée, h */ readonly heures: number;
  };
  /** Formation courte aux tâches d'agente ou d'agent de service hospitalier */
  readonly formation_courte_70h: {
    /** Durée, h */ readonly heures: number;
  };
  /** Indemnité de stage pour la pratique avancée sans financement */
  readonly indemnite_stage_ipa: {
    /** Indemnité de l'année, EUR */ readonly montant_annee: string;
    /** Indemnité des deux années, EUR */ readonly montant_total: string;
  };
  /** Accueil en stage d'infirmières et d'infirmiers en pratique avancée */
  readonly maitrise_stage_ipa: {
    /** Somme versée à l'équipe, EUR */ readonly montant: string;
  };
  /** Accès à la formation et à l'emploi des personnes réfugiées arrivées récemment */
  readonly parcours_primo_arrivants: {
    /** Les places s'ajoutent à celles que les instituts ont le droit d'ouvrir */ readonly places_supplementaires: boolean;
  };
  /** Barème minimal de 2008 des bourses sociales et de certaines bourses de santé */
  readonly bourse_plancher_2008: {
    /** Points de charge du barème minimal, {plancher_points_maximum} au plus, point */ readonly points_de_charge: number;
    /** Échelon du barème minimal */ readonly echelon: Echelon2008;
    /** Montant minimal de la bourse pour une année, EUR/an */ readonly montant_annuel: string;
  };
  /** Bourse régionale pour les formations sanitaires et sociales */
  readonly bourse_regionale: {
    /** Points de charge (les plafonds ne montent plus au-delà de {points_de_charge_maximum}), point */ readonly points_de_charge: number;
    /** Échelon de la bourse */ readonly echelon: Echelon;
    /** Montant de la bourse pour l'année, EUR/an */ readonly montant_annuel: string;
    /** Montant de chacun des {versements_bourse_par_an} versements mensuels, EUR/mois */ readonly montant_mensuel: string;
  };
  /** Remboursement de la contribution de vie étudiante (CVEC) */
  readonly remboursement_cvec: {
    /** Montant remboursé, une fois par année universitaire, EUR */ readonly montant: string;
  };
  /** Conseil en ressources humaines aux petites et moyennes entreprises */
  readonly prestation_conseil_rh: {
    /** Jours de conseil, au plus, jour */ readonly jours_maximum: number;
  };
  /** Emploi à côté d'une formation sanitaire ou sociale */
  readonly cumul_activite_salariee: {
    /** Heures d'emploi possibles par semaine de cours ou de stage, h/semaine */ readonly heures_hebdo_maximum: string;
    /** Heures d'emploi possibles par semaine de vacances, h/semaine */ readonly heures_hebdo_maximum_vacances: string;
  };
  /** Formation sanitaire ou sociale payée par la Région */
  readonly financement_regional_formation: {
    /** Part de la formation payée par la Région */ readonly prise_en_charge: PriseEnCharge;
    /** Une partie du coût peut rester à payer */ readonly reste_a_charge_possible: boolean;
  };
  /** Contrat d'allocation d'études */
  readonly contrat_allocation_etudes: {
    /** Qui verse l'allocation pendant les études */ readonly verse_par: Payeur;
    /** Durée de travail à temps plein après le diplôme, mois */ readonly duree_engagement: number;
    /** Part de l'allocation payée par l'ARS à l'établissement */ readonly part_ars: string;
  };
  /** Devenir aide-soignante ou aide-soignant en cursus partiel après un bac professionnel ASSP ou SAPAT */
  readonly cursus_partiel_aide_soignant: {
    /** Durée habituelle, mois */ readonly duree_habituelle: number;
  };
  /** Études promotionnelles des hôpitaux et établissements publics */
  readonly etudes_promotionnelles: {
    /** Le traitement est gardé pendant la formation */ readonly traitement_conserve: boolean;
    /** Temps à servir ensuite dans un établissement public : {etudes_promotionnelles_multiple} fois la durée de la formation, au plus, an */ readonly service_maximum: number;
  };
  /** Exercer comme aide-soignante ou aide-soignant avant le diplôme, été 2022 */
  readonly exercice_attente_diplome_2022: {
    /** Dernier jour d'exercice sans diplôme : la veille du diplôme, ou la fin de l'arrêté */ readonly dernier_jour: string;
  };
  /** Formations sanitaires et sociales ouvertes à l'apprentissage */
  readonly formations_ouvertes_apprentissage: {
    /** Places d'infirmier ouvertes par alternance en septembre 2024 */ readonly places_infirmier: number;
  };
  /** Places du CEFRAS en travail social, en Sarthe */
  readonly places_cefras_sarthe: {
    /** Places agréées pour ce diplôme */ readonly places: number;
  };
  /** Prime régionale de la crise sanitaire */
  readonly prime_regionale_covid: {
    /** Prime, EUR */ readonly montant: string;
  };
  /** Dossiers de formation à transmettre à la plateforme AGORA */
  readonly agora_perimetre: {
    /** Jour prévu pour la transmission régulière */ readonly ouverture_transmission: string;
  };
  /** Catégorie de demande d'emploi */
  readonly categorie_demandeur_emploi: {
    /** Catégorie */ readonly categorie: CategorieDemandeurEmploi;
  };
  /** Parcours intégré, des savoirs de base à la qualification */
  readonly dispositif_integre: {
    /** La rémunération ne s'interrompt pas pendant le parcours */ readonly remuneration_continue: boolean;
    /** Niveau de la première qualification visée */ readonly niveau_qualification: number;
    /** Niveau auquel le parcours peut se poursuivre */ readonly niveau_poursuite: number;
    /** Durée moyenne, au moins, mois */ readonly duree_moyenne_minimale: number;
    /** Durée moyenne, au plus, mois */ readonly duree_moyenne_maximale: number;
  };
  /** Formation à temps partiel à côté d'une petite activité */
  readonly formation_temps_partiel_categorie_b: {
  };
  /** Part des formations découpées en modules */
  readonly modularisation_formations: {
  };
  /** Part des personnes handicapées dans les parcours du pacte */
  readonly objectif_entrees_th: {
  };
  /** Dépenses que la Région garantit chaque année du pacte */
  readonly plancher_depenses_region: {
    /** Dépenses de l'année, au moins, EUR */ readonly plancher_annuel: string;
    /** Dépenses des quatre années, au moins, EUR */ readonly plancher_total: string;
  };
  /** Plus d'entrées en formation qu'en 2017 */
  readonly progression_entrees_pacte: {
  };
  /** Public visé par le pacte 2019-2022 */
  readonly public_cible_pacte: {
  };
  /** Répartition des dépenses entre les axes du pacte */
  readonly repartition_axes_pacte: {
  };
  /** Préparation à la formation d'accompagnante ou d'accompagnant éducatif et social */
  readonly prepa_aes: {
    /** Durée, au moins, mois */ readonly duree_minimale: number;
    /** Durée, au plus, mois */ readonly duree_maximale: number;
  };
  /** Préparation à la formation d'aide-soignante ou d'aide-soignant */
  readonly prepa_aide_soignant: {
  };
  /** PRÉPA Avenir : découvrir des métiers et bâtir un projet */
  readonly prepa_avenir: {
    /** Des modules sur les comportements au travail font toujours partie de la formation */ readonly modules_savoir_etre: boolean;
  };
  /** PRÉPA Avenir, découverte intégrée du métier d'aide-soignant */
  readonly prepa_avenir_aide_soignant_integre: {
  };
  /** PRÉPA Avenir, français à visée professionnelle */
  readonly prepa_avenir_fle: {
    /** Heures de formation, au plus, h */ readonly heures_maximum: number;
    /** Durée, au plus, mois */ readonly duree_maximale: number;
  };
  /** PRÉPA Clés : savoirs de base */
  readonly prepa_cles: {
    /** Le bilan de départ et l'évaluation CléA sont payés, en plus des heures de formation */ readonly evaluation_clea_payee: boolean;
  };
  /** PRÉPA Clés Avenir : savoirs de base et projet professionnel */
  readonly prepa_cles_avenir: {
  };
  /** PRÉPA Concours des formations sanitaires et sociales */
  readonly prepa_concours: {
  };
  /** PRÉPA Rebond */
  readonly prepa_rebond: {
  };
  /** Aide à l'embauche en contrat de professionnalisation à partir de {contrat_pro_age_minimum} ans */
  readonly alternance_contrat_pro_regional: {
    /** Aide par mois, EUR/mois */ readonly montant_mensuel: string;
    /** Durée de l'aide, mois */ readonly duree_aide: number;
    /** Aide en tout, la première année, EUR */ readonly montant_total: string;
  };
  /** Préparation collective à l'emploi menée par la Région */
  readonly poec_regionale: {
    /** Qui organise la formation */ readonly organisateur: Payeur;
  };
  /** Qui signale une intention d'embauche à la Région */
  readonly signalement_intention_embauche: {
  };
  /** Un emploi = une formation */
  readonly un_emploi_une_formation: {
    /** La formation doit mener à un certificat ou à un diplôme */ readonly certification_obligatoire: boolean;
  };
  /** Indemnités de transport et d'hébergement des stagiaires */
  readonly indemnites_transport_hebergement: {
    /** Indemnité de transport par mois, EUR/mois */ readonly transport_mensuel: string;
    /** Indemnité d'hébergement par mois, EUR/mois */ readonly hebergement_mensuel: string;
  };
  /** Majoration régionale de la rémunération de stage */
  readonly majoration_regionale_remuneration: {
    /** Majoration par mois, EUR/mois */ readonly montant_mensuel: string;
  };
  /** Remboursement des trajets des stagiaires */
  readonly remboursement_trajets_stagiaires: {
    /** Part remboursée des trajets du début et de la fin de la formation */ readonly trajets_debut_fin: string;
    /** Part remboursée des retours chez soi pendant la formation */ readonly retours_part: string;
    /** Retours chez soi remboursés pendant toute la formation, au moins */ readonly retours_nombre: number;
  };
  /** Rémunération publique de stage */
  readonly remuneration_publique_stage: {
    /** Rémunération par mois à temps plein ({rps_temps_plein_hebdo} heures ou plus par semaine), EUR/mois */ readonly remuneration_mensuelle: string;
    /** Rémunération par mois à temps plein, le jour de l'entrée en formation, EUR/mois */ readonly montant_a_l_entree: string;
    /** Rémunération par heure de formation à temps partiel (moins de {rps_temps_plein_hebdo} heures par semaine), EUR/h */ readonly taux_horaire: string;
    /** Rémunération pour toutes les heures de la formation à temps partiel, à ce montant, EUR */ readonly total_temps_partiel: string;
    /** Ligne de la grille qui donne ce montant */ readonly situation: SituationRps;
  };
  /** Part du temps de travail que prend un projet de transition professionnelle */
  readonly part_temps_travail: {
    /** Part de la rémunération payée, celle du temps de travail que prend la formation */ readonly part: string;
  };
  /** Période de reconversion */
  readonly periode_reconversion: {
    /** Coût de la formation payé par l'opérateur de compétences, sans rien demander d'autre que le compte personnel de formation */ readonly formation_payee: boolean;
    /** Salaire gardé sans changement pendant la période */ readonly salaire_maintenu: boolean;
    /** Retour dans l'entreprise, à son poste ou à un poste équivalent, si l'essai ailleurs ne convient pas */ readonly retour_possible: boolean;
  };
  /** Projet de transition professionnelle */
  readonly projet_transition_professionnelle: {
    /** Part du salaire payée la première année, ou les {heures_periode_1_discontinue} premières heures */ readonly taux_periode_1: string;
    /** Part du salaire payée ensuite, si le congé dure plus longtemps */ readonly taux_periode_2: string;
    /** Rémunération brute par mois la première année, ou les {heures_periode_1_discontinue} premières heures, EUR/mois */ readonly remuneration_periode_1: string;
    /** Rémunération brute par mois ensuite, si le congé dure plus longtemps, EUR/mois */ readonly remuneration_periode_2: string;
    /** Deux SMIC bruts par mois le jour de l'entrée, limite du salaire payé en entier, EUR/mois */ readonly seuil_2_smic: string;
  };
  /** Reconversion vers aide-soignant ou aide-soignante, convention Région et Transitions Pro */
  readonly transitions_pro_aide_soignant: {
    /** Part du coût de formation payée par la Région */ readonly part_region_cout_formation: string;
    /** Qui paie la rémunération pendant la formation */ readonly payeur_remuneration: Payeur;
    /** Rémunération brute par mois, payée par Transitions Pro, EUR/mois */ readonly remuneration_mensuelle: string;
  };
  /** Reconversion vers infirmier ou infirmière, convention Région et Transitions Pro */
  readonly transitions_pro_infirmier: {
    /** Part du coût de formation payée par la Région, pendant les trois ans */ readonly part_region_cout_formation: string;
    /** Qui paie la rémunération cette année */ readonly payeur_remuneration: Payeur;
    /** Rémunération brute par mois payée par Transitions Pro, la première année seulement, EUR/mois */ readonly remuneration_mensuelle: string;
  };
  /** Remise à niveau pour entrer en VISA Métiers */
  readonly module_remise_a_niveau: {
    /** Durée, au moins, semaine */ readonly semaines_minimum: number;
    /** Durée, d'habitude au plus, semaine */ readonly semaines_habituelles: number;
  };
  /** VISA Métiers : formation à un métier qui recrute */
  readonly visa_metiers: {
    /** Durée moyenne prévue, h */ readonly duree_moyenne: number;
  };
  /** VISA Métiers+ : formation choisie hors du catalogue régional */
  readonly visa_metiers_plus: {
    /** Organisme qui reçoit la demande et paie la formation */ readonly operateur: Payeur;
  };
  /** Programme Région – Formations sanitaires et sociales (avant : VISA Sanitaire et social) */
  readonly visa_sanitaire_social: {
  };
}

export type DispositifId = keyof Droits;
export type DroitId<D extends DispositifId = DispositifId> = keyof Droits[D] & string;
