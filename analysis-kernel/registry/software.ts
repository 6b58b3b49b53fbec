/** How methods paragraphs name the software. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { KERNEL_VERSION } from '../version';

export const SOFTWARE: Localised = {
  en: `Analyses used Coho ${KERNEL_VERSION}.`,
  zh: `分析使用 Coho ${KERNEL_VERSION}。`,
};
