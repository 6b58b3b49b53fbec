/** How methods paragraphs name the software. */
import type { Localised } from '../frame/column';

export const KERNEL_VERSION = '1.0.0';

export const SOFTWARE: Localised = {
  en: `Analyses used Coho ${KERNEL_VERSION}.`,
  zh: `分析使用 Coho ${KERNEL_VERSION}。`,
};
