import 'server-only';
import type { CellKind } from '@/app/_contract/notebooks';

interface DemoCell {
  readonly kind: CellKind;
  readonly name: string;
  readonly body: string;
}

const cells: readonly DemoCell[] = [
  {
    kind: 'text',
    name: '',
    body: `# Does hormone therapy delay recurrence in node-positive breast cancer?

Two public series of operated patients, Rotterdam and the German Breast Cancer Study Group, stand here as two centres.
Patients with at least one positive lymph node are followed from surgery to recurrence or death.`,
  },
  {
    kind: 'cohort',
    name: 'node_positive',
    body: `index at first surgery
include "Node-positive": index.nodes >= 1
outcome relapse  = first event where kind = "recurrence_or_death" after index
variable age     = age at index
variable hormone = index.hormone
variable grade   = index.grade
variable nodes   = index.nodes
variable centre  = patient.centre`,
  },
  {
    kind: 'analysis',
    name: 'baseline',
    body: `method: table1
data: node_positive
variables: [age, grade, nodes, centre]
by: hormone`,
  },
  {
    kind: 'analysis',
    name: 'curve',
    body: `method: km
data: node_positive
formula: Surv(relapse_days, relapse_event) ~ hormone`,
  },
  {
    kind: 'analysis',
    name: 'fit',
    body: `method: cox
data: node_positive
formula: Surv(relapse_days, relapse_event) ~ hormone + age + grade + strata(centre)`,
  },
  {
    kind: 'text',
    name: '',
    body: `## Reading it

The hazard ratio of hormone therapy compares women of the same age and grade within the same centre.
Treatment was not randomised in Rotterdam, so what remains after adjustment may still be confounding.`,
  },
];

/** The study a newcomer sees first. */
export const demoNotebook = {
  project: 'Hormone therapy in node-positive breast cancer',
  question: 'Does hormone therapy delay recurrence or death after surgery for node-positive breast cancer?',
  title: 'Hormone therapy and recurrence in node-positive breast cancer',
  cells,
} as const;
