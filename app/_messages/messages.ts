import type { ProblemCode } from '@/app/_contract/problem';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';
import account from './en/account.json';
import admin from './en/admin.json';
import catalogue from './en/catalogue.json';
import editor from './en/editor.json';
import fields from './en/fields.json';
import forms from './en/forms.json';
import home from './en/home.json';
import log from './en/log.json';
import notebook from './en/notebook.json';
import problems from './en/problems.json';
import projects from './en/projects.json';
import report from './en/report.json';
import roles from './en/roles.json';
import shell from './en/shell.json';
import zhAccount from './zh/account.json';
import zhAdmin from './zh/admin.json';
import zhCatalogue from './zh/catalogue.json';
import zhEditor from './zh/editor.json';
import zhFields from './zh/fields.json';
import zhForms from './zh/forms.json';
import zhHome from './zh/home.json';
import zhLog from './zh/log.json';
import zhNotebook from './zh/notebook.json';
import zhProblems from './zh/problems.json';
import zhProjects from './zh/projects.json';
import zhReport from './zh/report.json';
import zhRoles from './zh/roles.json';
import zhShell from './zh/shell.json';

const en = { account, admin, catalogue, editor, fields, forms, home, log, notebook, problems, projects, report, roles, shell };

export type Messages = typeof en;

// A language that lacks a text of the other, or a code or role without a text, does not compile.
const zh: Messages = {
  account: zhAccount,
  admin: zhAdmin,
  catalogue: zhCatalogue,
  fields: zhFields,
  forms: zhForms,
  editor: zhEditor,
  home: zhHome,
  log: zhLog,
  notebook: zhNotebook,
  problems: zhProblems,
  projects: zhProjects,
  report: zhReport,
  roles: zhRoles,
  shell: zhShell,
};
problems satisfies Record<ProblemCode, string>;
roles satisfies Record<PlatformRole | ProjectRole, string>;

const all: Readonly<Record<Language, Messages>> = { en, zh };

export function messagesOf(language: Language): Messages {
  return all[language];
}
