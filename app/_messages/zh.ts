/** Every text of the interface in Simplified Chinese. */
import type { Messages } from './en';
import account from './zh/account.json';
import admin from './zh/admin.json';
import catalogue from './zh/catalogue.json';
import comments from './zh/comments.json';
import editor from './zh/editor.json';
import fields from './zh/fields.json';
import forms from './zh/forms.json';
import history from './zh/history.json';
import home from './zh/home.json';
import log from './zh/log.json';
import notebook from './zh/notebook.json';
import problems from './zh/problems.json';
import projects from './zh/projects.json';
import report from './zh/report.json';
import roles from './zh/roles.json';
import shell from './zh/shell.json';

// A language that lacks a text of the other does not compile.
const zh: Messages = {
  account,
  admin,
  catalogue,
  comments,
  editor,
  fields,
  forms,
  history,
  home,
  log,
  notebook,
  problems,
  projects,
  report,
  roles,
  shell,
};
export default zh;
