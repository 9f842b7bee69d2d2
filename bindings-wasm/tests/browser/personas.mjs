// Three people, with every answer that they could give. What is not said here is passed over.
export const personas = {
  etudiante: {
    statut: 'poursuite_scolarite', age: 19, diplome_vise: 'infirmier', annee_formation: 1, date_entree_formation: '2024-09-02',
    formation_autorisee_region: true, organisme_departement: 'maine_et_loire', place_conventionnee: true, autre_financement: false,
    annees_depuis_formation_meme_niveau: 99, indemnise_are: false, remunere_par_region: false, boursier_crous: false,
    heures_activite_hebdo: '8.0', revenu_brut_global: '18400.00', distance_domicile_formation_km: 85, autres_enfants_a_charge: 2,
    autres_enfants_superieur: 0, handicap_cdaph: false, aidant: false, paye_cvec: true,
  },
  demandeur: {
    statut: 'demandeur_emploi', age: 31, diplome_vise: 'aide_soignant', date_entree_formation: '2024-09-02',
    date_fin_formation: '2025-07-04', formation_autorisee_region: true, organisme_departement: 'loire_atlantique',
    place_conventionnee: true, autre_financement: false, annees_depuis_formation_meme_niveau: 99, indemnise_are: false,
    formation_agreee_remuneration: true, inscrit_france_travail: true, tenu_de_rechercher_emploi: true, remunere_par_region: true,
    boursier_crous: false, heures_activite_hebdo: '0', travailleur_handicape: false, activite_anterieure: true,
    nombre_enfants: 1, parent_isole: false, duree_formation_heures: 1540, duree_formation_mois: 10, heures_hebdo_formation: '35.0',
    niveau_acquis: 3, programme: 'visa_sanitaire_social', residence_departement: 'loire_atlantique',
    distance_domicile_formation_km: 40, frais_hebergement: false, separe_moins_de_3_ans: false,
  },
  salariee: {
    statut: 'salarie_prive', age: 38, contrat_type: 'cdi', mois_salarie_total: 190, mois_dans_entreprise: 65, mois_salarie_5_ans: 60,
    mois_cdd_12_mois: 0, travailleur_handicape: false, licenciement_economique_ou_inaptitude: false, absence_sante_qualifiante: false,
    salaire_reference_mensuel: '2150.00', accord_commission_transitions_pro: true, diplome_vise: 'aide_soignant',
    organisme_departement: 'sarthe', date_entree_formation: '2024-09-02', date_fin_formation: '2025-07-04', indemnise_are: false,
    formation_autorisee_region: true, heures_activite_hebdo: '0',
  },
};
